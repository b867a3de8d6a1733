import { builder } from '../../../graph/kit/builder.ts';
import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { Customer } from '../../customers.ts';
import { restAddress, TaxAddressInput } from '../address-input.ts';
import { TaxCalculation } from '../calculations.ts';
import { restCustomerDetails, TaxCustomerDetailsInput } from '../customer-details-input.ts';
import { inside, unixSeconds } from '../input-checks.ts';
import { restLineItems, TaxCalculationLineItemInput } from './line-item-input.ts';
import { restShippingCost, TaxCalculationShippingCostInput } from './shipping-cost-input.ts';

const TaxShipFromDetailsInput = builder.inputType('TaxShipFromDetailsInput', {
  description: 'Where goods are sent from.',
  fields: (t) => ({
    address: t.field({ type: TaxAddressInput, required: true, description: 'The address they are sent from.' }),
  }),
});

/** POST /v1/tax/calculations */
mutation({
  name: 'createTaxCalculation',
  endpoint: '/v1/tax/calculations',
  description:
    'Computes the tax of a sale that is not made yet. Nothing is booked until a transaction is made from it.',
  object: { field: 'taxCalculation', type: TaxCalculation, description: 'The calculation.' },
  input: (t) => ({
    currency: t.field({ type: 'Currency', required: true, description: 'The currency of all its amounts.' }),
    customer: t.id({
      description:
        'Stripe id of a customer, such as `cus_1Abc`, whose address and tax ids are used. REST must learn where the customer is, by this or by `customerDetails`.',
    }),
    customerDetails: t.field({
      type: TaxCustomerDetailsInput,
      description: 'What is known of the customer, where they are not named by `customer`.',
    }),
    lineItems: t.field({
      type: [TaxCalculationLineItemInput],
      required: true,
      description: 'What is sold, at least one line.',
    }),
    shipFromDetails: t.field({
      type: TaxShipFromDetailsInput,
      description: 'Where the goods are sent from.',
    }),
    shippingCost: t.field({
      type: TaxCalculationShippingCostInput,
      description: 'What shipping costs; left out when there is none.',
    }),
    taxDate: t.field({
      type: 'DateTime',
      description:
        'The date whose tax rules and rates to use, at most 48 hours before or after now; now when it is not given. REST keeps whole seconds.',
    }),
  }),
  expand: ['line_items', 'line_items.data.tax_breakdown', 'shipping_cost.tax_breakdown'],
  params: ({ currency, customer, customerDetails, lineItems, shipFromDetails, shippingCost, taxDate }) => ({
    currency: currency.toLowerCase(),
    customer: customer == null ? undefined : checkedInputId(Customer.resource, customer, ['customer']),
    customer_details: customerDetails
      ? inside(['customerDetails'], () => restCustomerDetails(customerDetails))
      : undefined,
    line_items: restLineItems(lineItems),
    ship_from_details: shipFromDetails
      ? { address: inside(['shipFromDetails', 'address'], () => restAddress(shipFromDetails.address)) }
      : undefined,
    shipping_cost: shippingCost ? inside(['shippingCost'], () => restShippingCost(shippingCost)) : undefined,
    tax_date: unixSeconds(taxDate, 'taxDate'),
  }),
});
