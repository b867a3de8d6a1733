import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { ADDRESS, ADDRESS_IN_GRAPH, transaction } from './seed.ts';

const sale = transaction({
  customer: 'cus_1Buyer',
  customer_details: {
    address: ADDRESS,
    address_source: 'shipping',
    ip_address: '203.0.113.7',
    tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }],
    taxability_override: 'reverse_charge',
  },
  metadata: { order: '7' },
  ship_from_details: { address: { ...ADDRESS, line2: null } },
  shipping_cost: {
    amount: 500,
    amount_tax: 50,
    shipping_rate: 'shr_1Fast',
    tax_behavior: 'inclusive',
    tax_code: 'txcd_92010001',
  },
});

const reversal = transaction({
  id: 'tax_1Reversal',
  reference: 'order_1-refund',
  reversal: { original_transaction: 'tax_1Sale' },
  type: 'reversal',
});

const seed = [sale, reversal];

const EVERYTHING = `
  id type reference currency livemode metadata created postedAt taxDate
  customer { id }
  customerDetails {
    address { city country line1 line2 postalCode state }
    addressSource ipAddress taxIds { type value } taxabilityOverride
  }
  shipFromDetails { address { city country line1 line2 postalCode state } }
  shippingCost { amount amountTax shippingRate taxBehavior taxCode }
  reversal { originalTransaction { id } }
`;

const find = (selection: string) => `query ($id: ID!) { taxTransaction(id: $id) { ${selection} } }`;

it('shows every field, in one call', async () => {
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(find(EVERYTHING), { id: 'tax_1Sale' });
  expect(errors).toBeUndefined();
  expect(data.taxTransaction).toEqual({
    id: 'tax_1Sale',
    type: 'TRANSACTION',
    reference: 'order_1',
    currency: 'USD',
    livemode: false,
    metadata: { order: '7' },
    created: '2023-11-14T22:13:20.000Z',
    postedAt: '2023-11-14T22:14:20.000Z',
    taxDate: '2023-11-14T22:00:00.000Z',
    customer: { id: 'cus_1Buyer' },
    customerDetails: {
      address: ADDRESS_IN_GRAPH,
      addressSource: 'SHIPPING',
      ipAddress: '203.0.113.7',
      taxIds: [{ type: 'EU_VAT', value: 'DE123456789' }],
      taxabilityOverride: 'REVERSE_CHARGE',
    },
    shipFromDetails: { address: { ...ADDRESS_IN_GRAPH, line2: null } },
    shippingCost: {
      amount: 500,
      amountTax: 50,
      shippingRate: 'shr_1Fast',
      taxBehavior: 'INCLUSIVE',
      taxCode: 'txcd_92010001',
    },
    reversal: null,
  });
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Sale']);
});

it('shows null where REST has nothing, and no metadata as an empty object', async () => {
  await using world = await startWorld({ seed: [transaction()] });
  const { data, errors } = await world.query(find(EVERYTHING), { id: 'tax_1Sale' });
  expect(errors).toBeUndefined();
  expect(data.taxTransaction).toMatchObject({
    metadata: {},
    customer: null,
    customerDetails: { address: null, addressSource: null, ipAddress: null, taxIds: [], taxabilityOverride: 'NONE' },
    shipFromDetails: null,
    shippingCost: null,
    reversal: null,
  });
});

it('shows an address of which not even the country is known', async () => {
  const address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  const shipping = { amount: 500, amount_tax: 0, tax_behavior: 'exclusive', tax_code: 'txcd_92010001' } as const;
  await using world = await startWorld({
    seed: [transaction({ ship_from_details: { address }, shipping_cost: shipping })],
  });
  const { data, errors } = await world.query(
    find('shipFromDetails { address { country } } shippingCost { shippingRate }'),
    { id: 'tax_1Sale' },
  );
  expect(errors).toBeUndefined();
  expect(data.taxTransaction).toEqual({
    shipFromDetails: { address: { country: null } },
    shippingCost: { shippingRate: null },
  });
});

it('shows a tax id of a kind that is newer than the schema', async () => {
  const details = { ...(transaction().customer_details as object), tax_ids: [{ type: 'xx_new', value: '1' }] };
  await using world = await startWorld({ seed: [{ ...transaction(), customer_details: details }] });
  const { data, errors } = await world.query(find('customerDetails { taxIds { type value } }'), { id: 'tax_1Sale' });
  expect(errors).toBeUndefined();
  expect(data.taxTransaction.customerDetails.taxIds).toEqual([{ type: 'UNRECOGNIZED', value: '1' }]);
});

it('names the transaction that a reversal takes back at no cost', async () => {
  await using world = await startWorld({ seed });
  const { data } = await world.query(find('type reversal { originalTransaction { __typename id } }'), {
    id: 'tax_1Reversal',
  });
  expect(data.taxTransaction).toEqual({
    type: 'REVERSAL',
    reversal: { originalTransaction: { __typename: 'TaxTransaction', id: 'tax_1Sale' } },
  });
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Reversal']);
});

it('reads the transaction that a reversal takes back with one more call, for REST cannot expand it', async () => {
  await using world = await startWorld({ seed });
  const { data, extensions } = await world.query(
    find('reversal { originalTransaction { reference lineItems { nodes { id } } } }'),
    { id: 'tax_1Reversal' },
  );
  expect(data.taxTransaction.reversal.originalTransaction).toEqual({ reference: 'order_1', lineItems: { nodes: [] } });
  expect(world.calls).toEqual([
    'GET /v1/tax/transactions/tax_1Reversal',
    'GET /v1/tax/transactions/tax_1Sale?expand[0]=line_items',
  ]);
  expect(extensions?.cost).toMatchObject({ actual: 2 });
});

it('is null for an id that REST does not know', async () => {
  await using world = await startWorld({ seed });
  expect(await world.query(find('id'), { id: 'tax_1None' })).toMatchObject({ data: { taxTransaction: null } });
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1None']);
});

it.each(['tax_li_1Abc', 'taxcalc_1Abc', 'tax_', 'tax_1/line_items', 'tax_..', 'tax_1?expand[]=line_items', ''])(
  'refuses %j as an id before any call',
  async (id) => {
    await using world = await startWorld({ seed });
    const { data, errors } = await world.query(find('id'), { id });
    expect(data).toEqual({ taxTransaction: null });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(world.calls).toEqual([]);
  },
);

it('is a node, and its line items are none', async () => {
  await using world = await startWorld({ seed });
  const query = 'query ($id: ID!) { node(id: $id) { __typename id ... on TaxTransaction { reference } } }';
  const { data } = await world.query(query, { id: 'tax_1Sale' });
  expect(data.node).toEqual({ __typename: 'TaxTransaction', id: 'tax_1Sale', reference: 'order_1' });
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Sale']);

  const { errors } = await world.query(query, { id: 'tax_li_1Abc' });
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(world.calls).toEqual([]);
});

it('is an entity of a federated graph', async () => {
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on TaxTransaction { id reference } } }',
    { of: [{ __typename: 'TaxTransaction', id: 'tax_1Sale' }] },
  );
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual([{ id: 'tax_1Sale', reference: 'order_1' }]);
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Sale']);
});

it.each(['user_1234', 'jane.austen@example.com'])(
  'shows the customer %s, whose id the account made',
  async (customer) => {
    await using world = await startWorld({ seed: [transaction({ customer })] });
    const { data, errors } = await world.query(find('customer { id }'), { id: 'tax_1Sale' });
    expect(errors).toBeUndefined();
    expect(data.taxTransaction).toEqual({ customer: { id: customer } });
  },
);
