import type { ObjectFieldBuilder } from '@pothos/core';
import type Stripe from 'stripe';
import type { Types } from '../../graph/kit/builder.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';

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
export const taxedAmount = <Parent extends TaxedAmount>(t: ObjectFieldBuilder<Types, Parent>) => ({
  amount: t.field({
    type: 'SafeInt',
    description:
      'The amount in the smallest currency unit, with its tax where `taxBehavior` is `INCLUSIVE`; negative where a transaction takes it back.',
    resolve: ({ amount }) => amount,
  }),
  amountTax: t.field({
    type: 'SafeInt',
    description: 'The tax on it, in the smallest currency unit; negative where a transaction takes it back.',
    resolve: ({ amount_tax }) => amount_tax,
  }),
  taxBehavior: t.field({
    type: TaxBehavior.ref,
    description: 'Whether `amount` includes the tax.',
    resolve: ({ tax_behavior }, _args, context) => TaxBehavior.read(tax_behavior, context),
  }),
  taxCode: t.id({
    description: 'Stripe id of the tax code that it was taxed under, begins with `txcd_`.',
    resolve: ({ tax_code }) => tax_code,
  }),
});

/** Its shipping rate; REST leaves the key out when there is none. */
export const shippingRate = <Parent extends { readonly shipping_rate?: string }>(
  t: ObjectFieldBuilder<Types, Parent>,
) =>
  t.id({
    nullable: true,
    description: 'Stripe id of the shipping rate, begins with `shr_`; null when the cost was given as an amount.',
    resolve: ({ shipping_rate }) => shipping_rate ?? null,
  });
