import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/graph/errors.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const [errors = '', warnings = ''] = read('docs/errors.md').split('\n## Warnings');
const codesIn = (text: string): string[] => [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, code = '']) => code);

describe('docs/errors.md', () => {
  it('explains each code of the source once, and no other', () => {
    expect([...codesIn(errors)].sort()).toEqual([...ERROR_CODES].sort());
  });

  it('says for each what it means, what to do and whether to try again', () => {
    const rows = errors.split('\n').filter((line) => line.startsWith('| `'));
    for (const row of rows) {
      const cells = row.split(/(?<!\\)\|/).slice(1, -1);
      expect(cells.map((cell) => cell.trim() !== '')).toEqual([true, true, true, true]);
    }
  });

  it('explains each warning of the source, and no other', () => {
    const union = /readonly code: ([^;]+);/.exec(read('src/graph/warning.ts'))?.[1] ?? '';
    expect(codesIn(warnings).sort()).toEqual([...union.matchAll(/'(\w+)'/g)].map(([, code]) => code).sort());
  });
});
