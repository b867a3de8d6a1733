import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { amount, currency } from '../../graph/kit/fields.ts';

export const TaxRateFlatAmount = builder.objectRef<Stripe.TaxRate.FlatAmount>('TaxRateFlatAmount');
TaxRateFlatAmount.implement({
  description: 'A tax that is a fixed amount.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'The tax, in the smallest currency unit.'),
    ...currency(t),
  }),
});
