import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { currency, livemode, maybeTimestamp, timestamp } from '../../graph/kit/fields.ts';
import { lookup } from '../../graph/kit/lookup.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { restPath } from '../../stripe/path.ts';
import { Customer } from '../stubs.ts';
import { TaxCustomerDetails } from './customer-details.ts';
import { taxBreakdown } from './line-item-tax-breakdown.ts';
import { TaxShipFromDetails } from './ship-from-details.ts';
import { TaxCalculationTaxBreakdown } from './tax-breakdown.ts';
import { shippingRate, taxedAmount } from './taxed-amount.ts';

/** REST's id is null in a preview that it did not keep; what it can fetch always has one. */
type Calculation = Stripe.Tax.Calculation & { id: string };

const TaxCalculationShippingCost = builder.objectRef<Stripe.Tax.Calculation.ShippingCost>('TaxCalculationShippingCost');
TaxCalculationShippingCost.implement({
  description: 'What shipping costs, and the tax on it.',
  fields: (t) => ({ ...taxedAmount(t), shippingRate: shippingRate(t), taxBreakdown: taxBreakdown(t) }),
});

/** GET /v1/tax/calculations/{id} */
export const TaxCalculation = nodeType<Calculation>('TaxCalculation', {
  object: 'tax.calculation',
  prefix: 'taxcalc_',
  path: (id) => restPath('/v1/tax/calculations/{id}', { id }),
  description:
    'Tax computed for a sale that is not made yet; a tax transaction can be made from it until it expires. REST: GET /v1/tax/calculations/{id}.',
  idDescription: 'Stripe id, begins with `taxcalc_`.',
  fields: (t) => ({
    amountTotal: t.expose('amount_total', {
      type: 'SafeInt',
      description: 'What the customer is to pay, tax and shipping included, in the smallest currency unit.',
    }),
    currency: currency(t),
    customer: reference(t, Customer, {
      key: 'customer',
      expandable: false,
      description: 'The customer; null when none was named.',
    }),
    customerDetails: t.field({
      type: TaxCustomerDetails,
      description: 'What is known of the customer.',
      resolve: ({ customer_details }) => customer_details,
    }),
    expiresAt: maybeTimestamp(
      t,
      'expires_at',
      'From when on no transaction can be made from it, 90 days after it was made; may be null.',
    ),
    livemode: livemode(t),
    shipFromDetails: t.field({
      type: TaxShipFromDetails,
      nullable: true,
      description: 'Where the goods are sent from; null when that was not said.',
      resolve: ({ ship_from_details }) => ship_from_details,
    }),
    shippingCost: t.field({
      type: TaxCalculationShippingCost,
      nullable: true,
      description: 'What shipping costs, and the tax on it; null when there is none.',
      resolve: ({ shipping_cost }) => shipping_cost,
    }),
    taxAmountExclusive: t.expose('tax_amount_exclusive', {
      type: 'SafeInt',
      description: 'The tax that comes on top of the prices, in the smallest currency unit.',
    }),
    taxAmountInclusive: t.expose('tax_amount_inclusive', {
      type: 'SafeInt',
      description: 'The tax that is part of the prices, in the smallest currency unit.',
    }),
    taxBreakdown: t.field({
      type: [TaxCalculationTaxBreakdown],
      description: 'The parts that add up to the whole tax. Always comes with the calculation.',
      resolve: ({ tax_breakdown }) => tax_breakdown,
    }),
    taxDate: timestamp(t, 'tax_date', 'The date whose tax rules and rates are used.'),
  }),
});

builder.queryFields((t) => ({
  taxCalculation: lookup(
    t,
    TaxCalculation,
    'A tax calculation by its id, or null when there is none; REST keeps one until it expires. One REST call.',
  ),
}));
