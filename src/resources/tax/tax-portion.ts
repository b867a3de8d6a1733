import type { ObjectFieldBuilder } from '@pothos/core';
import type Stripe from 'stripe';
import type { Types } from '../../graph/kit/builder.ts';
import { TaxabilityReason } from './taxability-reason.ts';

interface TaxPortion {
  readonly amount: number;
  readonly taxability_reason: Stripe.Tax.Calculation.TaxBreakdown.TaxabilityReason;
  readonly taxable_amount: number;
}

/** What every part of a breakdown of tax has. */
export const taxPortion = <Parent extends TaxPortion>(t: ObjectFieldBuilder<Types, Parent>) => ({
  amount: t.field({
    type: 'SafeInt',
    description: 'The tax, in the smallest currency unit.',
    resolve: ({ amount }) => amount,
  }),
  taxabilityReason: t.field({
    type: TaxabilityReason.ref,
    description: 'Why it was taxed, or not taxed.',
    resolve: ({ taxability_reason }, _args, context) => TaxabilityReason.read(taxability_reason, context),
  }),
  taxableAmount: t.field({
    type: 'SafeInt',
    description: 'The amount that the tax is on, in the smallest currency unit.',
    resolve: ({ taxable_amount }) => taxable_amount,
  }),
});

/** A rate as REST writes it. */
export const percentageDecimal = <Parent extends { readonly percentage_decimal: string }>(
  t: ObjectFieldBuilder<Types, Parent>,
) =>
  t.field({
    type: 'String',
    description: 'The rate in percent as a decimal number, such as `8.5` for 8.5 %.',
    resolve: ({ percentage_decimal }) => percentage_decimal,
  });
