import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { amount, currency, livemode, timestamp } from '../../graph/kit/fields.ts';
import { lookup } from '../../graph/kit/lookup.ts';
import { nested, nestedList } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { Customer } from '../customers.ts';
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
  idDescription:
    'Stripe id, begins with `taxcalc_`. REST can make a calculation that it does not keep, and sends no id then: this field is an error there (UPSTREAM_PROTOCOL_ERROR), and what else was computed is shown where it is not selected.',
  endpoint: '/v1/tax/calculations/{id}',
  description: 'Tax computed for a sale that is not made yet; a tax transaction can be made from it until it expires.',
  fields: (t) => ({
    amountTotal: amount(
      t,
      'amount_total',
      'What the customer is to pay, tax and shipping included, in the smallest currency unit.',
    ),
    ...currency(t),
    customer: reference(t, 'customer', 'The customer; null when none was named.', { type: Customer }),
    customerDetails: nested(t, 'customer_details', 'What is known of the customer.', { type: TaxCustomerDetails }),
    expiresAt: timestamp(
      t,
      'expires_at',
      'From when on no transaction can be made from it, 90 days after it was made; may be null.',
      { nullable: true },
    ),
    livemode: livemode(t),
    shipFromDetails: nested(t, 'ship_from_details', 'Where the goods are sent from; null when that was not said.', {
      type: TaxShipFromDetails,
      nullable: true,
    }),
    shippingCost: nested(t, 'shipping_cost', 'What shipping costs, and the tax on it; null when there is none.', {
      type: TaxCalculationShippingCost,
      nullable: true,
    }),
    taxAmountExclusive: amount(
      t,
      'tax_amount_exclusive',
      'The tax that comes on top of the prices, in the smallest currency unit.',
    ),
    taxAmountInclusive: amount(
      t,
      'tax_amount_inclusive',
      'The tax that is part of the prices, in the smallest currency unit.',
    ),
    taxBreakdown: nestedList(
      t,
      'tax_breakdown',
      'The parts that add up to the whole tax. Always comes with the calculation.',
      { type: TaxCalculationTaxBreakdown },
    ),
    taxDate: timestamp(t, 'tax_date', 'The date whose tax rules and rates are used.'),
  }),
});

builder.queryFields((t) => ({
  taxCalculation: lookup(
    t,
    TaxCalculation,
    'A tax calculation by its id, or null when there is none; REST keeps one until it expires.',
  ),
}));
