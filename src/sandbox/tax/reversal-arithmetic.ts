import type { Taxed } from './objects.ts';

/** A signed part of a sale: what a line or the shipping adds to it. */
export interface Part {
  readonly amount: number;
  readonly amount_tax: number;
}

/** What the customer paid for it. An inclusive amount has the tax in it. */
export const totalOf = ({ amount, amount_tax, tax_behavior }: Taxed): number =>
  tax_behavior === 'inclusive' ? amount : amount + amount_tax;

/** The same with the opposite sign. `0 - 0` is 0; `-0` would be another number. */
export const opposite = ({ amount, amount_tax }: Part): Part => ({ amount: 0 - amount, amount_tax: 0 - amount_tax });

/**
 * Shares `whole` out by weight, in integers that sum to it exactly: each share is rounded down, and the units that are
 * left go to the largest remainders, the first of equals first. No share exceeds its weight when `whole` does not
 * exceed their sum. The rule by which REST rounds is not documented.
 */
export const shareOut = (whole: number, weights: readonly number[]): number[] => {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(whole) * BigInt(weight));
  const shares = exact.map((product) => Number(product / sum));
  let left = whole - shares.reduce((total, share) => total + share, 0);
  const byRemainder = exact
    .map((product, index) => ({ index, remainder: product % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1;
  }
  return shares;
};

/** To the nearest unit, a half up; for positive numbers. */
const proportion = (whole: number, part: number, of: number): number =>
  of === 0 ? 0 : Number((2n * BigInt(whole) * BigInt(part) + BigInt(of)) / (2n * BigInt(of)));

/**
 * Spreads a negative, tax-inclusive amount over what is left of each part of a sale, and splits each share into amount
 * and tax as its part's own rest is split. Parts that are used up get zeros.
 */
export const spreadFlatAmount = (flat: number, remaining: readonly Taxed[]): Part[] => {
  const totals = remaining.map((part) => Math.max(totalOf(part), 0));
  const shares = shareOut(-flat, totals);
  return remaining.map((part, index) => {
    const share = shares[index] ?? 0;
    const tax = proportion(share, Math.max(part.amount_tax, 0), totals[index] ?? 0);
    return opposite({ amount: part.tax_behavior === 'inclusive' ? share : share - tax, amount_tax: tax });
  });
};
