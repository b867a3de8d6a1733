import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { sharedFields, text } from '../../graph/kit/fields.ts';
import { nested, nestedList } from '../../graph/kit/nested-fields.ts';
import { percentageDecimal, taxPortion } from './tax-portion.ts';
import { TaxType } from './tax-type.ts';

type Breakdown = Stripe.Tax.CalculationLineItem.TaxBreakdown;

const TaxJurisdictionLevel = enumeration<Stripe.Tax.CalculationLineItem.TaxBreakdown.Jurisdiction.Level>(
  'TaxJurisdictionLevel',
  'How large the place is that asks for a tax.',
  {
    city: 'A city.',
    country: 'A country.',
    county: 'A county.',
    district: 'A district with a tax of its own.',
    state: 'A state, province or region.',
  },
);

const TaxSourcing = enumeration<Stripe.Tax.CalculationLineItem.TaxBreakdown.Sourcing>(
  'TaxSourcing',
  'Whose address decides which place asks for a tax.',
  { destination: "The customer's.", origin: "The seller's." },
);

const TaxJurisdiction = builder.objectRef<Breakdown['jurisdiction']>('TaxJurisdiction');
TaxJurisdiction.implement({
  description: 'The place that asks for a tax.',
  fields: (t) => ({
    country: text(t, 'country', 'Its country, as two upper-case letters (ISO 3166-1), such as `US`.'),
    displayName: text(t, 'display_name', 'Its name, for people.'),
    level: enumerated(t, 'level', 'How large it is.', { type: TaxJurisdictionLevel }),
    state: text(
      t,
      'state',
      'Its state or province (ISO 3166-2 without the country), such as `NY`; null when it is in none.',
      { nullable: true },
    ),
  }),
});

const TaxLineItemTaxRateDetails =
  builder.objectRef<NonNullable<Breakdown['tax_rate_details']>>('TaxLineItemTaxRateDetails');
TaxLineItemTaxRateDetails.implement({
  description: 'The tax rate of a part of the tax on a line item or on shipping.',
  fields: (t) => ({
    displayName: text(
      t,
      'display_name',
      "The tax's name for people, in the language of its place, such as `Umsatzsteuer (USt.)`.",
    ),
    percentageDecimal: percentageDecimal(t),
    taxType: enumerated(t, 'tax_type', 'What kind of tax it is.', { type: TaxType }),
  }),
});

const TaxLineItemTaxBreakdown = builder.objectRef<Breakdown>('TaxLineItemTaxBreakdown');
TaxLineItemTaxBreakdown.implement({
  description: 'A part of the tax on a line item or on shipping: what one place asks for.',
  fields: (t) => ({
    ...taxPortion(t),
    jurisdiction: nested(t, 'jurisdiction', 'The place that asks for it.', { type: TaxJurisdiction }),
    sourcing: enumerated(t, 'sourcing', 'Whose address decided that it is this place.', { type: TaxSourcing }),
    taxRateDetails: nested(
      t,
      'tax_rate_details',
      'The tax rate; null when nothing was taxed, such as for an exempt product.',
      { type: TaxLineItemTaxRateDetails, nullable: true },
    ),
  }),
});

/** REST sends it only when it is expanded, and its parents cannot be asked for again: what did not arrive is null. */
export const taxBreakdown = sharedFields<{ readonly tax_breakdown?: Breakdown[] | null }>()((t) =>
  nestedList(
    t,
    'tax_breakdown',
    'The tax, by the places that ask for it. Costs no call of its own; null when REST does not send it.',
    { type: TaxLineItemTaxBreakdown, nullable: true, onlyExpanded: true },
  ),
);
