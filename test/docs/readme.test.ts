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

  it('names for each claim a command that there is', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const claims = readme.split('\n\n').filter((paragraph) => /^\*\*.+\*\*/.test(paragraph));
    expect(claims.length).toBe(3);
    for (const claim of claims) {
      const [, seenBy = ''] = claim.split('Seen by:');
      const files = [...seenBy.matchAll(/`npx vitest run (\S+)`/g)].map(([, file = '']) => file);
      expect(files.filter((file) => existsSync(join(root, file))).length).toBeGreaterThan(0);
      for (const [, script = ''] of seenBy.matchAll(/`npm run ([\w:]+)/g)) expect(scripts).toHaveProperty(script);
    }
  });

  it('names no more examples than there are, and is two screens long at most', () => {
    const examples = readdirSync(join(root, 'docs/examples')).filter((file) => file.endsWith('.graphql'));
    expect(Number(/more than (\d+) operations/.exec(readme)?.[1])).toBeLessThan(examples.length);
    expect(readme.split('\n').length).toBeLessThan(125);
  });
});

const read = (page: string): string => readFileSync(join(root, page), 'utf8');

/** The anchors of a page, as GitHub makes them of its headings. */
const anchorsOf = (page: string): string[] =>
  [...page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the links of the documentation', () => {
  const pages = [
    ...readdirSync(root).filter((file) => file.endsWith('.md')),
    ...readdirSync(join(root, 'docs'))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `docs/${file}`),
  ];

  it.each(pages)('%s links to what exists', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    const broken = links.filter(([, file = '', anchor]) => {
      const target = file === '' ? page : join(page, '..', file);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

describe('a decision', () => {
  it.each(readdirSync(join(root, 'docs/decisions')))('%s has the four headings', (file) => {
    const text = readFileSync(join(root, 'docs/decisions', file), 'utf8');
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Context', 'Decision', 'Consequences', 'Alternatives']);
  });
});
