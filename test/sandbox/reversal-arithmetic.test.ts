import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOut, spreadFlatAmount, totalOf } from '../../src/sandbox/tax/reversal-arithmetic.ts';

const behavior = fc.constantFrom('exclusive' as const, 'inclusive' as const);
const part = fc
  .record({ net: fc.nat(10 ** 12), tax: fc.nat(10 ** 9), tax_behavior: behavior })
  .map(({ net, tax, tax_behavior }) => ({
    amount: tax_behavior === 'inclusive' ? net + tax : net,
    amount_tax: tax,
    tax_behavior,
  }));
const sale = fc.array(part, { minLength: 1, maxLength: 12 }).chain((parts) => {
  const total = parts.reduce((sum, each) => sum + totalOf(each), 0);
  return fc.record({ parts: fc.constant(parts), flat: fc.integer({ min: 0, max: total }) });
});

test('shares sum to the whole, the larger remainders first', () => {
  expect(shareOut(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(shareOut(1, [0, 1, 2])).toEqual([0, 0, 1]);
  expect(shareOut(0, [0, 0])).toEqual([0, 0]);
});

test('a spread sums to the flat amount exactly and takes no more than there is', () => {
  fc.assert(
    fc.property(sale, ({ parts, flat }) => {
      const spread = spreadFlatAmount(0 - flat, parts);
      const taken = spread.map((each, index) => ({ ...each, tax_behavior: parts[index]?.tax_behavior ?? 'exclusive' }));
      expect(taken.reduce((sum, each) => sum + totalOf(each), 0)).toBe(0 - flat);
      for (const [index, { amount, amount_tax }] of spread.entries()) {
        expect(-amount).toBeLessThanOrEqual(parts[index]?.amount ?? 0);
        expect(-amount_tax).toBeLessThanOrEqual(parts[index]?.amount_tax ?? 0);
        expect(Math.max(amount, amount_tax)).toBeLessThanOrEqual(0);
      }
    }),
  );
});
