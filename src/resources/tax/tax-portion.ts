import type Stripe from 'stripe';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { amount, sharedFields, text } from '../../graph/kit/fields.ts';
import { TaxabilityReason } from './taxability-reason.ts';

interface TaxPortion {
  readonly amount: number;
  readonly taxability_reason: Stripe.Tax.Calculation.TaxBreakdown.TaxabilityReason;
  readonly taxable_amount: number;
}

/** What every part of a breakdown of tax has. */
export const taxPortion = sharedFields<TaxPortion>()((t) => ({
  amount: amount(t, 'amount', 'The tax, in the smallest currency unit.'),
  taxabilityReason: enumerated(t, 'taxability_reason', 'Why it was taxed, or not taxed.', { type: TaxabilityReason }),
  taxableAmount: amount(t, 'taxable_amount', 'The amount that the tax is on, in the smallest currency unit.'),
}));

/** A rate as REST writes it. */
export const percentageDecimal = sharedFields<{ readonly percentage_decimal: string }>()((t) =>
  text(t, 'percentage_decimal', 'The rate in percent as a decimal number, such as `8.5` for 8.5 %.'),
);
