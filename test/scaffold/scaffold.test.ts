import { beforeAll, describe, expect, it } from 'vitest';
import { scaffold } from '../../scripts/scaffold/file.ts';
import { formatted } from '../../scripts/scaffold/format.ts';
import { readWritten } from './project.ts';

/** Resources that were written by hand, at their REST paths. */
const EXISTING = [
  'balance_transactions',
  'financial_connections/accounts',
  'financial_connections/transactions',
  'tax/transactions',
  'transfers',
  'transfers/reversals',
  'treasury/transaction_entries',
  'treasury/transactions',
];

/** Resources that the graph may never have. */
const NEW = ['coupons', 'issuing/cardholders', 'products', 'promotion_codes'];

const beside = (path: string): string => path.replace(/([^/]+)$/, 'scaffolded-$1');

const made = scaffold(...EXISTING, ...NEW);
const files = new Map(made.map(({ path, text }) => [beside(path), text]));
const byHand = made.slice(0, EXISTING.length).map(({ path }) => path);

let written: ReturnType<typeof readWritten>;
/** The files as the linter of the project leaves them. */
let linted: ReadonlyMap<string, string>;

// Here, and not as the file is read: vitest begins with the files that took longest, and does not count the reading.
beforeAll(() => {
  written = readWritten(files, byHand);
  linted = formatted(files, 1);
});

/** How many of `wanted` are in `offered`, each at most as often as it is there. */
const countCommon = (wanted: readonly string[], offered: readonly string[]): number => {
  const left = [...offered];
  return wanted.filter((each) => {
    const index = left.indexOf(each);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  }).length;
};

describe('a resource file that is written from REST types', () => {
  it('has nine of ten fields as people wrote them', () => {
    const rows = byHand.map((path) => {
      const wanted = written.get(path)?.fields ?? [];
      const offered = written.get(beside(path))?.fields ?? [];
      return {
        path,
        wanted,
        missed: wanted.filter((each) => !offered.includes(each)),
        right: countCommon(wanted, offered),
      };
    });
    const all = rows.reduce((sum, { wanted }) => sum + wanted.length, 0);
    const right = rows.reduce((sum, row) => sum + row.right, 0);
    expect(all).toBeGreaterThan(100);
    expect({ share: right / all, missed: rows.flatMap(({ missed }) => missed) }).toMatchObject({
      share: expect.toSatisfy((share: number) => share >= 0.9),
    });
  });

  it.each([...files.keys()])('%s compiles', (path) => {
    expect(written.get(path)?.problems).toEqual([]);
  });

  it.each([...files])('%s is formatted as the project is', (path, text) => {
    expect(linted.get(path)).toBe(text);
  });

  it.each([...files])('%s says what is still to be written, which the walls refuse', (_, text) => {
    expect(text).toMatch(/\bTODO\b/);
  });

  it('says which types of the graph are like its own', () => {
    const text = scaffold('tax_rates')[0]?.text.replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      '// TODO: TaxType has the same values: import it where they mean the same. const TaxRateTaxType',
    );
    expect(text).toContain(
      '// TODO: the graph has a TaxRateFlatAmount: import it, or rename this one. const TaxRateFlatAmount',
    );
  });

  it('names what REST has no object of', () => {
    expect(() => scaffold('issuing/nothing')).toThrow('There is nothing at "issuing/nothing"');
  });
});
