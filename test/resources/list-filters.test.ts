import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const SINCE = 'created: { gte: "2020-01-01T00:00:00Z" }';
const SINCE_REST = 'created[gte]=1577836800';

const LISTS: readonly [field: string, call: string][] = [
  [`accounts(${SINCE})`, `/v1/accounts?${SINCE_REST}`],
  [`applicationFees(charge: "ch_1", ${SINCE})`, `/v1/application_fees?charge=ch_1&${SINCE_REST}`],
  [
    `charges(${SINCE}, customer: "cus_1", paymentIntent: "pi_1", transferGroup: "g")`,
    `/v1/charges?${SINCE_REST}&customer=cus_1&payment_intent=pi_1&transfer_group=g`,
  ],
  [`customers(${SINCE}, email: "a@b.example")`, `/v1/customers?${SINCE_REST}&email=a@b.example`],
  [
    `disputes(charge: "ch_1", ${SINCE}, paymentIntent: "pi_1")`,
    `/v1/disputes?charge=ch_1&${SINCE_REST}&payment_intent=pi_1`,
  ],
  [
    `issuingAuthorizations(card: "ic_1", cardholder: "ich_1", ${SINCE}, status: CLOSED)`,
    `/v1/issuing/authorizations?card=ic_1&cardholder=ich_1&${SINCE_REST}&status=closed`,
  ],
  [`paymentIntents(${SINCE}, customer: "cus_1")`, `/v1/payment_intents?${SINCE_REST}&customer=cus_1`],
  [
    `payouts(arrivalDate: { lt: "2020-01-01T00:00:00Z" }, ${SINCE}, destination: "ba_1", status: PAID)`,
    `/v1/payouts?arrival_date[lt]=1577836800&${SINCE_REST}&destination=ba_1&status=paid`,
  ],
  [
    `refunds(charge: "py_1", ${SINCE}, paymentIntent: "pi_1")`,
    `/v1/refunds?charge=py_1&${SINCE_REST}&payment_intent=pi_1`,
  ],
  [`taxRates(active: false, ${SINCE}, inclusive: true)`, `/v1/tax_rates?active=false&${SINCE_REST}&inclusive=true`],
  [`topups(amount: 5, ${SINCE}, status: SUCCEEDED)`, `/v1/topups?amount=5&${SINCE_REST}&status=succeeded`],
];

describe('the filters of a list', () => {
  it.each(LISTS)('%s are those of REST', async (field, call) => {
    const { errors } = await world.query(`{ it: ${field} { nodes { id } } }`);
    expect(world.calls).toEqual([`GET ${call}&limit=10`]);
    // REST says that there are no such objects to narrow by, and nobody has said so before.
    for (const { extensions } of errors ?? []) expect(extensions?.code).toBe('NOT_FOUND');
  });

  it.each([
    'applicationFees(charge: "fee_1")',
    'charges(customer: "acct_1")',
    'charges(paymentIntent: "ch_1")',
    'disputes(charge: "dp_1")',
    'paymentIntents(customer: "")',
    'refunds(charge: "../charges")',
    'refunds(paymentIntent: "pi_")',
    'topups(status: UNRECOGNIZED)',
    'payouts(created: {})',
    'charges(after: "cus_1")',
  ])('%s is refused before any call', async (field) => {
    const { errors } = await world.query(`{ it: ${field} { nodes { id } } }`);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(world.calls).toEqual([]);
  });
});

/** The first of each list, and its edges: where each goes, and what it is asked with. */
const EDGES: readonly [list: string, edge: string, call: (id: string) => string][] = [
  ['accounts', 'transfers', (id) => `/v1/transfers?destination=${id}&limit=10`],
  [
    'applicationFees',
    'refunds(after: "fr_1")',
    (id) => `/v1/application_fees/${id}/refunds?limit=10&starting_after=fr_1`,
  ],
  ['charges', 'disputes', (id) => `/v1/disputes?charge=${id}&limit=10`],
  ['customers', 'charges', (id) => `/v1/charges?customer=${id}&limit=10`],
  ['customers', 'paymentIntents', (id) => `/v1/payment_intents?customer=${id}&limit=10`],
  ['paymentIntents', 'charges', (id) => `/v1/charges?payment_intent=${id}&limit=10`],
  ['paymentIntents', 'disputes', (id) => `/v1/disputes?payment_intent=${id}&limit=10`],
  ['paymentIntents', 'refunds', (id) => `/v1/refunds?payment_intent=${id}&limit=10`],
  ['payouts', 'balanceTransactions', (id) => `/v1/balance_transactions?payout=${id}&limit=10`],
];

describe('an edge', () => {
  it.each(EDGES)('of %s to %s asks its own list with the id of its parent', async (list, edge, call) => {
    const { data } = await world.query(`{ ${list}(first: 1) { nodes { id } } }`);
    const [{ id }] = data[list].nodes;
    await world.query(`{ ${list}(first: 1) { nodes { it: ${edge} { nodes { id } } } } }`);
    expect(world.calls[1]).toBe(`GET ${call(id)}`);
    expect(world.calls).toHaveLength(2);
  });
});

describe('a node', () => {
  const LOOKUPS: readonly [list: string, one: string, path: string][] = [
    ['accounts', 'account', '/v1/accounts'],
    ['applicationFees', 'applicationFee', '/v1/application_fees'],
    ['charges', 'charge', '/v1/charges'],
    ['customers', 'customer', '/v1/customers'],
    ['disputes', 'dispute', '/v1/disputes'],
    ['issuingAuthorizations', 'issuingAuthorization', '/v1/issuing/authorizations'],
    ['paymentIntents', 'paymentIntent', '/v1/payment_intents'],
    ['payouts', 'payout', '/v1/payouts'],
    ['refunds', 'refund', '/v1/refunds'],
    ['taxRates', 'taxRate', '/v1/tax_rates'],
    ['topups', 'topup', '/v1/topups'],
  ];

  it.each(LOOKUPS)('of %s is found by its id, by node and as an entity', async (list, one, path) => {
    const { data } = await world.query(`{ ${list}(first: 1) { nodes { __typename id } } }`);
    const [{ __typename, id }] = data[list].nodes;
    const found = await world.query(
      `query ($id: ID!, $them: [_Any!]!) { ${one}(id: $id) { id created } node(id: $id) { __typename id } _entities(representations: $them) { __typename ... on Node { id } } }`,
      { id, them: [{ __typename, id }] },
    );
    expect(found.errors).toBeUndefined();
    expect(found.data).toEqual({
      [one]: { id, created: expect.anything() },
      node: { __typename, id },
      _entities: [{ __typename, id }],
    });
    expect(world.calls).toEqual([`GET ${path}/${id}`]);
  });
});
