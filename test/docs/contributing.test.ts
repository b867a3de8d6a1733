import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentSchema } from '../../src/config/config.ts';
import { ERROR_CODES } from '../../src/graph/errors.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
/** What stands in the page as code and looks like that. */
const codeIn = (page: string, pattern: RegExp): string[] =>
  [...page.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code).filter((code) => pattern.test(code));

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe('the commands of', () => {
  it.each(['CONTRIBUTING.md', '.github/pull_request_template.md', 'CHANGELOG.md'])('%s exist', (page) => {
    const named = [...read(page).matchAll(/\bnpm (?:run )?(test\b[\w:]*|start|(?<=run )[\w:]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

describe('the files that are named in', () => {
  it.each(['CONTRIBUTING.md', 'docs/architecture.md', 'docs/debugging.md', 'docs/glossary.md'])('%s exist', (page) => {
    const named = codeIn(read(page), /^(src|test|docs)\/[\w./-]+$|^\.ci\/run$/);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('the table of what can turn a call or an operation away', () => {
  const [, table = ''] = read('docs/architecture.md').split('## What can turn a call or an operation away');
  const names = codeIn(table.split('\n## ')[0] ?? '', /^[A-Z][A-Z_]+$/).filter((name) => name !== 'REST');

  it('names codes and variables that there are', () => {
    const known = new Set<string>([...ERROR_CODES, ...Object.keys(environmentSchema.shape)]);
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('names every limit of a request', () => {
    const limits = Object.keys(environmentSchema.shape).filter((name) => /^MAX_|_PER_SECOND$|QUEUE/.test(name));
    // Not a refusal: the errors that are too many are left out.
    expect(limits.filter((name) => name !== 'MAX_ERRORS' && !names.includes(name))).toEqual([]);
  });
});
