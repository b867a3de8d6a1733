import type { ObjectFieldBuilder } from '@pothos/core';
import type Stripe from 'stripe';
import { builder, type Types } from '../../graph/kit/builder.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { enumerated } from '../../graph/kit/fields.ts';
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
    country: t.expose('country', {
      type: 'String',
      description: 'Its country, as two upper-case letters (ISO 3166-1), such as `US`.',
    }),
    displayName: t.expose('display_name', { type: 'String', description: 'Its name, for people.' }),
    level: enumerated(t, 'level', TaxJurisdictionLevel, 'How large it is.'),
    state: t.expose('state', {
      type: 'String',
      nullable: true,
      description: 'Its state or province (ISO 3166-2 without the country), such as `NY`; null when it is in none.',
    }),
  }),
});

const TaxLineItemTaxRateDetails =
  builder.objectRef<NonNullable<Breakdown['tax_rate_details']>>('TaxLineItemTaxRateDetails');
TaxLineItemTaxRateDetails.implement({
  description: 'The tax rate of a part of the tax on a line item or on shipping.',
  fields: (t) => ({
    displayName: t.expose('display_name', {
      type: 'String',
      description: "The tax's name for people, in the language of its place, such as `Umsatzsteuer (USt.)`.",
    }),
    percentageDecimal: percentageDecimal(t),
    taxType: enumerated(t, 'tax_type', TaxType, 'What kind of tax it is.'),
  }),
});

const TaxLineItemTaxBreakdown = builder.objectRef<Breakdown>('TaxLineItemTaxBreakdown');
TaxLineItemTaxBreakdown.implement({
  description: 'A part of the tax on a line item or on shipping: what one place asks for.',
  fields: (t) => ({
    ...taxPortion(t),
    jurisdiction: t.field({
      type: TaxJurisdiction,
      description: 'The place that asks for it.',
      resolve: ({ jurisdiction }) => jurisdiction,
    }),
    sourcing: enumerated(t, 'sourcing', TaxSourcing, 'Whose address decided that it is this place.'),
    taxRateDetails: t.field({
      type: TaxLineItemTaxRateDetails,
      nullable: true,
      description: 'The tax rate; null when nothing was taxed, such as for an exempt product.',
      resolve: ({ tax_rate_details }) => tax_rate_details,
    }),
  }),
});

/** REST sends it only when it is expanded, and its parents cannot be asked for again: what did not arrive is null. */
export const taxBreakdown = <Parent extends { readonly tax_breakdown?: Breakdown[] | null }>(
  t: ObjectFieldBuilder<Types, Parent>,
) =>
  t.field({
    type: [TaxLineItemTaxBreakdown],
    nullable: true,
    description: 'The tax, by the places that ask for it. Costs no call of its own; null when REST does not send it.',
    extensions: { rest: { kind: 'include', key: 'tax_breakdown' } },
    resolve: ({ tax_breakdown }) => tax_breakdown ?? null,
  });
