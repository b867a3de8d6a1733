import type Stripe from 'stripe';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { amount, identifier, sharedFields } from '../../graph/kit/fields.ts';

const TaxBehavior = enumeration<Stripe.Tax.TransactionLineItem.TaxBehavior>(
  'TaxBehavior',
  'Whether an amount includes its tax.',
  { exclusive: 'The tax comes on top of the amount.', inclusive: 'The tax is part of the amount.' },
);

interface TaxedAmount {
  readonly amount: number;
  readonly amount_tax: number;
  readonly tax_behavior: Stripe.Tax.TransactionLineItem.TaxBehavior;
  readonly tax_code: string;
}

/** What line items and shipping costs have in common: an amount and the tax on it. */
export const taxedAmount = sharedFields<TaxedAmount>()((t) => ({
  amount: amount(
    t,
    'amount',
    'The amount in the smallest currency unit, with its tax where `taxBehavior` is `INCLUSIVE`; negative where a transaction takes it back.',
  ),
  amountTax: amount(
    t,
    'amount_tax',
    'The tax on it, in the smallest currency unit; negative where a transaction takes it back.',
  ),
  taxBehavior: enumerated(t, 'tax_behavior', 'Whether `amount` includes the tax.', { type: TaxBehavior }),
  taxCode: identifier(t, 'tax_code', 'Stripe id of the tax code that it was taxed under, begins with `txcd_`.'),
}));

/** Its shipping rate; REST leaves the key out when there is none. */
export const shippingRate = sharedFields<{ readonly shipping_rate?: string }>()((t) =>
  identifier(
    t,
    'shipping_rate',
    'Stripe id of the shipping rate, begins with `shr_`; null when the cost was given as an amount.',
    { nullable: true },
  ),
);
