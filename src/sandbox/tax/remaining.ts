import { itemsOf } from '../rest-object.ts';
import type { World } from '../world.ts';
import type { ShippingCost, Taxed, TaxTransaction, TransactionLineItem } from './objects.ts';
import { opposite, type Part } from './reversal-arithmetic.ts';

const nothing: Part = { amount: 0, amount_tax: 0 };

export const linesOf = (transaction: TaxTransaction): TransactionLineItem[] =>
  itemsOf<TransactionLineItem>(transaction, 'line_items');

export const reversalsOf = (world: World, id: string): TaxTransaction[] => {
  const all = world.all<TaxTransaction>('tax.transaction');
  return all.filter((transaction) => transaction.reversal?.original_transaction === id);
};

const add = (parts: readonly Part[]): Part =>
  parts.reduce(
    (sum, part) => ({ amount: sum.amount + part.amount, amount_tax: sum.amount_tax + part.amount_tax }),
    nothing,
  );

/** A line with all that its reversals took from it; a reversal that was itself reversed took nothing. */
const restOfLine = (world: World, transaction: TaxTransaction, line: TransactionLineItem): Part => {
  const taken = reversalsOf(world, transaction.id).flatMap((reversal) =>
    linesOf(reversal)
      .filter((item) => item.reversal?.original_line_item === line.id)
      .map((item) => restOfLine(world, reversal, item)),
  );
  return add([line, ...taken]);
};

const restOfShipping = (world: World, transaction: TaxTransaction): Part => {
  const taken = reversalsOf(world, transaction.id).map((reversal) => restOfShipping(world, reversal));
  return add([transaction.shipping_cost ?? nothing, ...taken]);
};

export interface Remaining {
  readonly lines: readonly (TransactionLineItem & Taxed)[];
  readonly shipping: ShippingCost | null;
}

/** What is not yet reversed, as lines and shipping like the original's own. */
export const remainingOf = (world: World, transaction: TaxTransaction): Remaining => {
  const shipping = transaction.shipping_cost;
  return {
    lines: linesOf(transaction).map((line) => ({ ...line, ...restOfLine(world, transaction, line) })),
    shipping: shipping && { ...shipping, ...restOfShipping(world, transaction) },
  };
};

const mirrors = (part: Part, original: Part): boolean => {
  const mirrored = opposite(original);
  return part.amount === mirrored.amount && part.amount_tax === mirrored.amount_tax;
};

/** The objects do not show a reversal's mode: a full one repeats everything with the opposite sign. */
export const isFullReversal = (reversal: TaxTransaction, original: TaxTransaction): boolean => {
  const lines = linesOf(reversal);
  const everyLine = linesOf(original).every((line) =>
    lines.some((item) => item.reversal?.original_line_item === line.id && mirrors(item, line)),
  );
  return everyLine && mirrors(reversal.shipping_cost ?? nothing, original.shipping_cost ?? nothing);
};

/** Whether a full reversal stands: one that was itself fully reversed does not. */
export const isFullyReversed = (world: World, transaction: TaxTransaction): boolean =>
  reversalsOf(world, transaction.id).some(
    (reversal) => isFullReversal(reversal, transaction) && !isFullyReversed(world, reversal),
  );
