import type { ObjectFieldBuilder } from '@pothos/core';
import type Stripe from 'stripe';
import type { Types } from '../../graph/kit/builder.ts';
import { taxedAmount } from './taxed-amount.ts';

/** What the line items of transactions and of calculations have in common. */
export const lineItem = <Parent extends Stripe.Tax.TransactionLineItem | Stripe.Tax.CalculationLineItem>(
  t: ObjectFieldBuilder<Types, Parent>,
) => ({
  id: t.id({
    description: 'Stripe id, begins with `tax_li_`; also its cursor in a list. REST cannot fetch a line item by it.',
    resolve: ({ id }) => id,
  }),
  ...taxedAmount(t),
  product: t.id({
    nullable: true,
    description: 'Stripe id of the product that was sold, begins with `prod_`; null when none was named.',
    resolve: ({ product }) => product,
  }),
  quantity: t.field({
    type: 'SafeInt',
    description: 'How many units were sold; `amount` is for all of them. In a reversal, how many came back.',
    resolve: ({ quantity }) => quantity,
  }),
});
