import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { currency, maybeEnumerated } from '../../graph/kit/fields.ts';
import { percentageDecimal, taxPortion } from './tax-portion.ts';
import { TaxType } from './tax-type.ts';

type Breakdown = Stripe.Tax.Calculation.TaxBreakdown;

const TaxRateType = enumeration<Stripe.Tax.Calculation.TaxBreakdown.TaxRateDetails.RateType>(
  'TaxRateType',
  'How a tax rate turns an amount into tax.',
  { flat_amount: 'A fixed amount, whatever was sold.', percentage: 'A percentage of the taxable amount.' },
);

const TaxRateFlatAmount =
  builder.objectRef<Stripe.Tax.Calculation.TaxBreakdown.TaxRateDetails.FlatAmount>('TaxRateFlatAmount');
TaxRateFlatAmount.implement({
  description: 'A tax that is a fixed amount.',
  fields: (t) => ({
    amount: t.expose('amount', { type: 'SafeInt', description: 'The tax, in the smallest currency unit.' }),
    currency: currency(t),
  }),
});

const TaxCalculationTaxRateDetails = builder.objectRef<Breakdown['tax_rate_details']>('TaxCalculationTaxRateDetails');
TaxCalculationTaxRateDetails.implement({
  description: 'The tax rate of a part of the tax of a whole calculation.',
  fields: (t) => ({
    country: t.expose('country', {
      type: 'String',
      nullable: true,
      description: 'Country that asks for it, as two upper-case letters (ISO 3166-1), such as `US`; may be null.',
    }),
    flatAmount: t.field({
      type: TaxRateFlatAmount,
      nullable: true,
      description: 'The tax where `rateType` is `FLAT_AMOUNT`; else null.',
      resolve: ({ flat_amount }) => flat_amount,
    }),
    percentageDecimal: percentageDecimal(t),
    rateType: maybeEnumerated(
      t,
      'rate_type',
      TaxRateType,
      'How the rate turns an amount into tax; null when the place has no tax.',
    ),
    state: t.expose('state', {
      type: 'String',
      nullable: true,
      description: 'State, province or region that asks for it, such as `CA`; null when the whole country does.',
    }),
    taxType: maybeEnumerated(t, 'tax_type', TaxType, 'What kind of tax it is; null when the place has no tax.'),
  }),
});

export const TaxCalculationTaxBreakdown = builder.objectRef<Breakdown>('TaxCalculationTaxBreakdown');
TaxCalculationTaxBreakdown.implement({
  description: 'A part of the tax of a whole calculation: all that was taxed alike.',
  fields: (t) => ({
    ...taxPortion(t),
    inclusive: t.expose('inclusive', {
      type: 'Boolean',
      description: 'True when the tax is part of the prices, false when it comes on top of them.',
    }),
    taxRateDetails: t.field({
      type: TaxCalculationTaxRateDetails,
      description: 'The tax rate.',
      resolve: ({ tax_rate_details }) => tax_rate_details,
    }),
  }),
});
