import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { flag, text } from '../../graph/kit/fields.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { percentageDecimal, taxPortion } from './tax-portion.ts';
import { TaxRateFlatAmount } from './tax-rate-flat-amount.ts';
import { TaxRateType } from './tax-rate-type.ts';
import { TaxType } from './tax-type.ts';

type Breakdown = Stripe.Tax.Calculation.TaxBreakdown;

const TaxCalculationTaxRateDetails = builder.objectRef<Breakdown['tax_rate_details']>('TaxCalculationTaxRateDetails');
TaxCalculationTaxRateDetails.implement({
  description: 'The tax rate of a part of the tax of a whole calculation.',
  fields: (t) => ({
    country: text(
      t,
      'country',
      'Country that asks for it, as two upper-case letters (ISO 3166-1), such as `US`; may be null.',
      { nullable: true },
    ),
    flatAmount: nested(t, 'flat_amount', 'The tax where `rateType` is `FLAT_AMOUNT`; else null.', {
      type: TaxRateFlatAmount,
      nullable: true,
    }),
    percentageDecimal: percentageDecimal(t),
    rateType: enumerated(t, 'rate_type', 'How the rate turns an amount into tax; null when the place has no tax.', {
      type: TaxRateType,
      nullable: true,
    }),
    state: text(
      t,
      'state',
      'State, province or region that asks for it, such as `CA`; null when the whole country does.',
      { nullable: true },
    ),
    taxType: enumerated(t, 'tax_type', 'What kind of tax it is; null when the place has no tax.', {
      type: TaxType,
      nullable: true,
    }),
  }),
});

export const TaxCalculationTaxBreakdown = builder.objectRef<Breakdown>('TaxCalculationTaxBreakdown');
TaxCalculationTaxBreakdown.implement({
  description: 'A part of the tax of a whole calculation: all that was taxed alike.',
  fields: (t) => ({
    ...taxPortion(t),
    inclusive: flag(t, 'inclusive', 'True when the tax is part of the prices, false when it comes on top of them.'),
    taxRateDetails: nested(t, 'tax_rate_details', 'The tax rate.', { type: TaxCalculationTaxRateDetails }),
  }),
});
