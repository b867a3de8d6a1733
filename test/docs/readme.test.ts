import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { startWorld } from '../world.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';

describe('README.md', () => {
  it('shows a query with its real answer', async () => {
    await using world = await startWorld();
    expect(await world.query(block('graphql'))).toEqual(JSON.parse(block('json')));
  });

  it('names the port it opens, scripts that exist, and the Node that is needed', () => {
    const { scripts, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const { host, port } = readConfig({});
    expect(readme).toContain(`http://${host}:${port}/graphql`);
    for (const [, script = ''] of readme.matchAll(/\bnpm (?:run )?(start|test|schema)\b/g)) {
      expect(scripts).toHaveProperty(script);
    }
    expect(engines.node).toBe(`>=${/(\S+) or newer still works/.exec(readme)?.[1]}`);
  });
});

describe('the links of the documentation', () => {
  const pages = [
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'docs/debugging.md',
    'docs/glossary.md',
    'docs/architecture.md',
    'docs/configuration.md',
    'docs/adding-a-resource.md',
    'docs/errors.md',
    'docs/operations.md',
    'docs/security.md',
  ];

  it.each(pages)('%s links to what exists', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(join(root, page, '..', target)))).toEqual([]);
  });
});

describe('a decision', () => {
  it.each(readdirSync(join(root, 'docs/decisions')))('%s has the four headings', (file) => {
    const text = readFileSync(join(root, 'docs/decisions', file), 'utf8');
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Context', 'Decision', 'Consequences', 'Alternatives']);
  });
});
