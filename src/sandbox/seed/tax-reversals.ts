import type Stripe from 'stripe';
import { DAY, embeddedList } from './generator.ts';

type Transaction = Stripe.Tax.Transaction;
type LineItem = Stripe.Tax.TransactionLineItem;

/** What is given back of a line of the original, counted from 0. */
export type Returned = { line: number; amount: number; amount_tax: number; quantity: number };

/** Everything again with the opposite sign. */
export const fullReversal = (original: Transaction, id: string): Transaction => {
  const returned = linesOf(original).map((item, line) => ({
    line,
    amount: 0 - item.amount,
    amount_tax: 0 - item.amount_tax,
    quantity: item.quantity,
  }));
  const shipping = original.shipping_cost;
  const shipping_cost = shipping && {
    ...shipping,
    amount: 0 - shipping.amount,
    amount_tax: 0 - shipping.amount_tax,
  };
  return { ...reversalOf(original, id, returned, (item) => item.reference), shipping_cost };
};

export const partialReversal = (original: Transaction, id: string, returned: readonly Returned[]): Transaction =>
  reversalOf(original, id, returned, (_, index) => `refund_li_${index + 1}`);

const reversalOf = (
  original: Transaction,
  id: string,
  returned: readonly Returned[],
  reference: (item: LineItem, index: number) => string,
): Transaction => {
  const items = linesOf(original);
  const lines = returned.map(({ line, ...fields }, index): LineItem => {
    const item = items[line];
    if (!item) throw new RangeError(`${original.id} has no line ${line}`);
    return {
      ...item,
      id: `tax_li_${id.slice('tax_'.length)}L${index + 1}`,
      ...fields,
      metadata: null,
      reference: reference(item, index),
      reversal: { original_line_item: item.id },
      type: 'reversal',
    };
  });
  const created = original.created + 10 * DAY;
  return {
    ...structuredClone(original),
    id,
    created,
    line_items: embeddedList(`/v1/tax/transactions/${id}/line_items`, lines),
    metadata: null,
    posted_at: created,
    reference: `${original.reference}-refund`,
    reversal: { original_transaction: original.id },
    shipping_cost: null,
    type: 'reversal',
  };
};

const linesOf = (transaction: Transaction): LineItem[] => transaction.line_items?.data ?? [];
