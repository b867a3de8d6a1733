import type Stripe from 'stripe';
import { count, identifier, sharedFields } from '../../graph/kit/fields.ts';
import { taxedAmount } from './taxed-amount.ts';

type LineItem = Pick<
  Stripe.Tax.TransactionLineItem,
  'amount' | 'amount_tax' | 'id' | 'product' | 'quantity' | 'tax_behavior' | 'tax_code'
>;

/** What the line items of transactions and of calculations have in common. */
export const lineItem = sharedFields<LineItem>()((t) => ({
  id: identifier(
    t,
    'id',
    'Stripe id, begins with `tax_li_`; also its cursor in a list. REST cannot fetch a line item by it.',
  ),
  ...taxedAmount(t),
  product: identifier(
    t,
    'product',
    'Stripe id of the product that was sold, begins with `prod_`; null when none was named.',
    { nullable: true },
  ),
  quantity: count(
    t,
    'quantity',
    'How many units were sold; `amount` is for all of them. In a reversal, how many came back.',
  ),
}));
