import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareAll } from '../../scripts/field-table/compare.ts';
import { LEFT_OUT } from '../../scripts/field-table/left-out.ts';
import { fieldsPage } from '../../scripts/field-table/page.ts';
import { leftOutOf, unexplained } from '../../scripts/field-table/reasons.ts';
import { resources } from '../../src/schema.ts';

const all = compareAll();

describe('the fields of REST', () => {
  it('are compared for every node of the graph', () => {
    const compared = all.map(({ typename }) => typename);
    expect(compared).toEqual(expect.arrayContaining(resources.nodes.map(({ typename }) => typename)));
    expect(all.filter(({ shown }) => shown.length < 5)).toEqual([]);
  });

  it.each(all)('of $typename are in the graph, or left out for a reason', (compared) => {
    expect(unexplained(compared)).toEqual([]);
  });

  it.each(all)('of $typename are not left out for a reason that fits none', (compared) => {
    expect(leftOutOf(compared).flatMap(({ place, fields }) => (fields.length === 0 ? [place] : []))).toEqual([]);
  });

  it('are left out of types that there are', () => {
    const typenames = all.map(({ typename }) => typename);
    expect(Object.keys(LEFT_OUT).filter((name) => !typenames.includes(name))).toEqual([]);
  });

  it('count as missing where the graph has no such field', () => {
    const [transaction] = all.filter(({ typename }) => typename === 'TaxTransaction');
    expect(transaction?.missing).toContain('shipping_cost.tax_breakdown');
    expect(transaction?.shown).toEqual(expect.arrayContaining(['reversal.original_transaction', 'line_items']));
  });
});

describe('docs/fields.md', () => {
  it('is what `npm run docs:fields` makes of it', () => {
    expect(readFileSync(new URL('../../docs/fields.md', import.meta.url), 'utf8')).toBe(fieldsPage());
  });
});
