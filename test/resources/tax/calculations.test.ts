import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { ADDRESS, ADDRESS_IN_GRAPH, calculation, lineBreakdown, lineBreakdownInGraph } from './seed.ts';

const cart = calculation({
  amount_total: 1650,
  customer: 'cus_1Buyer',
  customer_details: {
    address: ADDRESS,
    address_source: 'billing',
    ip_address: '2001:db8::7',
    tax_ids: [{ type: 'us_ein', value: '12-3456789' }],
    taxability_override: 'customer_exempt',
  },
  expires_at: 1_707_776_000,
  ship_from_details: { address: ADDRESS },
  shipping_cost: {
    amount: 500,
    amount_tax: 50,
    shipping_rate: 'shr_1Fast',
    tax_behavior: 'exclusive',
    tax_breakdown: [lineBreakdown, { ...lineBreakdown, tax_rate_details: null, taxability_reason: 'zero_rated' }],
    tax_code: 'txcd_92010001',
  },
  tax_amount_exclusive: 150,
  tax_amount_inclusive: 7,
  tax_breakdown: [
    {
      amount: 150,
      inclusive: false,
      tax_rate_details: {
        country: 'US',
        flat_amount: null,
        percentage_decimal: '10.0',
        rate_type: 'percentage',
        state: 'CA',
        tax_type: 'sales_tax',
      },
      taxability_reason: 'standard_rated',
      taxable_amount: 1500,
    },
    {
      amount: 27,
      inclusive: true,
      tax_rate_details: {
        country: 'US',
        flat_amount: { amount: 27, currency: 'usd' },
        percentage_decimal: '0.0',
        rate_type: 'flat_amount',
        state: 'CO',
        tax_type: 'retail_delivery_fee',
      },
      taxability_reason: 'standard_rated',
      taxable_amount: 0,
    },
    {
      amount: 0,
      inclusive: false,
      tax_rate_details: {
        country: null,
        flat_amount: null,
        percentage_decimal: '0.0',
        rate_type: null,
        state: null,
        tax_type: null,
      },
      taxability_reason: 'not_collecting',
      taxable_amount: 0,
    },
  ],
});

const BREAKDOWN = `{
  amount jurisdiction { country displayName level state } sourcing
  taxRateDetails { displayName percentageDecimal taxType } taxabilityReason taxableAmount
}`;

const find = (selection: string) => `query ($id: ID!) { taxCalculation(id: $id) { ${selection} } }`;

it('shows every field, in one call', async () => {
  await using world = await startWorld({ seed: [cart] });
  const { data, errors } = await world.query(
    find(`
      id amountTotal currency customer { id } expiresAt livemode taxAmountExclusive taxAmountInclusive taxDate
      customerDetails {
        address { city country line1 line2 postalCode state }
        addressSource ipAddress taxIds { type value } taxabilityOverride
      }
      shipFromDetails { address { city country line1 line2 postalCode state } }
      shippingCost { amount amountTax shippingRate taxBehavior taxCode taxBreakdown ${BREAKDOWN} }
      taxBreakdown {
        amount inclusive taxabilityReason taxableAmount
        taxRateDetails { country flatAmount { amount currency } percentageDecimal rateType state taxType }
      }
    `),
    { id: 'taxcalc_1Cart' },
  );
  expect(errors).toBeUndefined();
  expect(data.taxCalculation).toEqual({
    id: 'taxcalc_1Cart',
    amountTotal: 1650,
    currency: 'USD',
    customer: { id: 'cus_1Buyer' },
    expiresAt: '2024-02-12T22:13:20.000Z',
    livemode: false,
    taxAmountExclusive: 150,
    taxAmountInclusive: 7,
    taxDate: '2023-11-14T22:00:00.000Z',
    customerDetails: {
      address: ADDRESS_IN_GRAPH,
      addressSource: 'BILLING',
      ipAddress: '2001:db8::7',
      taxIds: [{ type: 'US_EIN', value: '12-3456789' }],
      taxabilityOverride: 'CUSTOMER_EXEMPT',
    },
    shipFromDetails: { address: ADDRESS_IN_GRAPH },
    shippingCost: {
      amount: 500,
      amountTax: 50,
      shippingRate: 'shr_1Fast',
      taxBehavior: 'EXCLUSIVE',
      taxCode: 'txcd_92010001',
      taxBreakdown: [
        lineBreakdownInGraph,
        { ...lineBreakdownInGraph, taxRateDetails: null, taxabilityReason: 'ZERO_RATED' },
      ],
    },
    taxBreakdown: [
      {
        amount: 150,
        inclusive: false,
        taxabilityReason: 'STANDARD_RATED',
        taxableAmount: 1500,
        taxRateDetails: {
          country: 'US',
          flatAmount: null,
          percentageDecimal: '10.0',
          rateType: 'PERCENTAGE',
          state: 'CA',
          taxType: 'SALES_TAX',
        },
      },
      {
        amount: 27,
        inclusive: true,
        taxabilityReason: 'STANDARD_RATED',
        taxableAmount: 0,
        taxRateDetails: {
          country: 'US',
          flatAmount: { amount: 27, currency: 'USD' },
          percentageDecimal: '0.0',
          rateType: 'FLAT_AMOUNT',
          state: 'CO',
          taxType: 'RETAIL_DELIVERY_FEE',
        },
      },
      {
        amount: 0,
        inclusive: false,
        taxabilityReason: 'NOT_COLLECTING',
        taxableAmount: 0,
        taxRateDetails: {
          country: null,
          flatAmount: null,
          percentageDecimal: '0.0',
          rateType: null,
          state: null,
          taxType: null,
        },
      },
    ],
  });
  expect(world.calls).toEqual(['GET /v1/tax/calculations/taxcalc_1Cart?expand[0]=shipping_cost.tax_breakdown']);
});

it('expands nothing for what always comes with the calculation', async () => {
  await using world = await startWorld({ seed: [cart] });
  const { data } = await world.query(find('shippingCost { amount } taxBreakdown { amount }'), { id: 'taxcalc_1Cart' });
  expect(data.taxCalculation.shippingCost).toEqual({ amount: 500 });
  expect(world.calls).toEqual(['GET /v1/tax/calculations/taxcalc_1Cart']);
});

it('shows null where REST has nothing', async () => {
  await using world = await startWorld({ seed: [calculation()] });
  const { data, errors } = await world.query(
    find('customer { id } expiresAt shipFromDetails { address { city } } shippingCost { taxBreakdown { amount } }'),
    { id: 'taxcalc_1Cart' },
  );
  expect(errors).toBeUndefined();
  expect(data.taxCalculation).toEqual({ customer: null, expiresAt: null, shipFromDetails: null, shippingCost: null });
});

it('shares one call between two aliases, with what either wants expanded', async () => {
  await using world = await startWorld({ seed: [cart] });
  const { data, errors } = await world.query(`{
    a: taxCalculation(id: "taxcalc_1Cart") { shippingCost { taxBreakdown { amount } } }
    b: taxCalculation(id: "taxcalc_1Cart") { lineItems { nodes { id } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.a.shippingCost.taxBreakdown).toHaveLength(2);
  expect(world.calls).toEqual([
    'GET /v1/tax/calculations/taxcalc_1Cart?expand[0]=shipping_cost.tax_breakdown&expand[1]=line_items',
  ]);
});

it('is null for an id that REST does not know', async () => {
  await using world = await startWorld({ seed: [cart] });
  expect(await world.query(find('id'), { id: 'taxcalc_1None' })).toMatchObject({ data: { taxCalculation: null } });
  expect(world.calls).toEqual(['GET /v1/tax/calculations/taxcalc_1None']);
});

it.each(['tax_1Sale', 'tax_li_1', 'taxcalc_', 'taxcalc_1/line_items', 'taxcalc_%2e%2e', ''])(
  'refuses %j as an id before any call',
  async (id) => {
    await using world = await startWorld({ seed: [cart] });
    const { data, errors } = await world.query(find('id'), { id });
    expect(data).toEqual({ taxCalculation: null });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(world.calls).toEqual([]);
  },
);

it('is a node, told from a transaction by its prefix', async () => {
  await using world = await startWorld({ seed: [cart] });
  const { data } = await world.query('{ node(id: "taxcalc_1Cart") { __typename id } }');
  expect(data.node).toEqual({ __typename: 'TaxCalculation', id: 'taxcalc_1Cart' });
  expect(world.calls).toEqual(['GET /v1/tax/calculations/taxcalc_1Cart']);
});
