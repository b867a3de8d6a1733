import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import { decimal, flag, livemode, metadata, text, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { lookup } from '../graph/kit/lookup.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { TaxRateFlatAmount } from './tax/tax-rate-flat-amount.ts';
import { TaxRateType } from './tax/tax-rate-type.ts';
import { TaxType } from './tax/tax-type.ts';

const TaxRateJurisdictionLevel = enumeration<Stripe.TaxRate.JurisdictionLevel>(
  'TaxRateJurisdictionLevel',
  'How large the place is that asks for the tax of a tax rate.',
  {
    city: 'A city.',
    country: 'A country.',
    county: 'A county.',
    district: 'A district with a tax of its own.',
    multiple: 'Several places, whose rates are added up in this one.',
    state: 'A state, province or region.',
  },
);

/** GET /v1/tax_rates/{id} */
export const TaxRate = nodeType<Stripe.TaxRate>('TaxRate', {
  object: 'tax_rate',
  prefix: 'txr_',
  endpoint: '/v1/tax_rates/{id}',
  description: 'A rate at which invoices and checkouts are taxed: made by hand, or by REST where it works out the tax.',
  fields: (t) => ({
    active: flag(t, 'active', 'False when it can be put on nothing new; what has it already keeps it.'),
    country: text(
      t,
      'country',
      'Country that asks for the tax, as two letters (ISO 3166-1), such as `DE`; null when it was not given.',
      { nullable: true },
    ),
    created: timestamp(t, 'created', 'When it was made.'),
    description: text(
      t,
      'description',
      'Free text for people of your own, which customers do not see; null when none was given.',
      { nullable: true },
    ),
    displayName: text(t, 'display_name', 'Its name for customers, on invoices and receipts, such as `VAT`.'),
    effectivePercentage: decimal(
      t,
      'effective_percentage',
      'The rate in percent that was really used, of a rate that REST made: 0 where nothing was to be taxed. Null where REST does not tell it.',
      { nullable: true },
    ),
    flatAmount: nested(t, 'flat_amount', 'The tax where `rateType` is `FLAT_AMOUNT`; else null.', {
      type: TaxRateFlatAmount,
      nullable: true,
    }),
    inclusive: flag(t, 'inclusive', 'True when prices include the tax, false when it comes on top of them.'),
    jurisdiction: text(
      t,
      'jurisdiction',
      'Name of the place that asks for the tax, which invoices show; null when it was not given.',
      { nullable: true },
    ),
    jurisdictionLevel: enumerated(
      t,
      'jurisdiction_level',
      'How large that place is; null for a rate that was made by hand.',
      { type: TaxRateJurisdictionLevel, nullable: true },
    ),
    livemode: livemode(t),
    metadata: metadata(t, { nullable: true }),
    percentage: decimal(
      t,
      'percentage',
      'The rate in percent, from 0 to 100 with up to 4 decimals: 8.875 for 8.875 %. 0 where the tax is a flat amount.',
    ),
    rateType: enumerated(t, 'rate_type', 'How the rate turns an amount into tax; null where REST does not tell it.', {
      type: TaxRateType,
      nullable: true,
    }),
    state: text(
      t,
      'state',
      'State or province that asks for the tax (ISO 3166-2 without the country), such as `CA`; null when it is in none.',
      { nullable: true },
    ),
    taxType: enumerated(t, 'tax_type', 'What kind of tax it is; null when it was not given.', {
      type: TaxType,
      nullable: true,
    }),
  }),
});

const TaxRateConnection = connectionType(TaxRate, 'tax rates');

builder.queryFields((t) => ({
  taxRate: lookup(t, TaxRate, 'A tax rate by its id, or null when there is none.'),
  taxRates: connection(t, TaxRateConnection, {
    description: 'Tax rates, newest first, those that are not active any more among them.',
    args: {
      active: t.arg.boolean({ description: 'Only those that can be used, or with false only those that can not.' }),
      created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }),
      inclusive: t.arg.boolean({
        description: 'Only those that prices include, or with false only those that come on top.',
      }),
    },
    endpoint: '/v1/tax_rates',
    filters: ({ active, created, inclusive }) => ({
      active: active ?? undefined,
      created: restRange(created, 'created'),
      inclusive: inclusive ?? undefined,
    }),
  }),
}));
