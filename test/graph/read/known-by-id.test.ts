import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { annotationOf } from '../../../src/graph/annotations.ts';
import { schema } from '../../../src/schema.ts';
import { startWorld, type World } from '../../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const PAGE = 'reversals(first: 2, after: "trr_1Seed000010") { nodes { amount } }';

const node = (id: string, below: string) => `{ node(id: "${id}") { __typename id ... on Transfer { ${below} } } }`;

describe('a page of a list that stands below its parent', () => {
  it('needs no call for the parent', async () => {
    const { data, errors, extensions } = await world.query(node('tr_1Seed000007', PAGE));
    expect(errors).toBeUndefined();
    expect(data.node).toMatchObject({ __typename: 'Transfer', id: 'tr_1Seed000007' });
    expect(data.node.reversals.nodes).toHaveLength(2);
    expect(world.calls).toEqual(['GET /v1/transfers/tr_1Seed000007/reversals?limit=2&starting_after=trr_1Seed000010']);
    expect(extensions?.cost).toMatchObject({ estimated: 1, actual: 1 });
  });

  it('tells of a parent that does not exist', async () => {
    const { data, errors } = await world.query(node('tr_1None', PAGE));
    expect(data).toEqual({ node: { __typename: 'Transfer', id: 'tr_1None', reversals: null } });
    expect(errors).toMatchObject([{ path: ['node', 'reversals'], extensions: { code: 'NOT_FOUND' } }]);
    expect(world.calls).toHaveLength(1);
  });

  it.each([
    ['anything else is asked for', `amount ${PAGE}`, 2],
    ['nothing but the id is asked for', '', 1],
    ['the page is empty', 'reversals(first: 0, after: "trr_1Seed000010") { nodes { amount } }', 1],
    ['the page is the one that comes with the parent', 'reversals { nodes { amount } }', 1],
    ['the page is left out', `${PAGE.replace('{', '@include(if: false) {')}`, 1],
  ])('does not spare the call for the parent where %s', async (_when, below, calls) => {
    const query = (id: string) => node(id, below === '' ? 'id' : below);
    expect((await world.query(query('tr_1Seed000007'))).data.node).toMatchObject({ id: 'tr_1Seed000007' });
    expect(world.calls).toHaveLength(calls);
    expect(world.calls.at(0)).toMatch(/^GET \/v1\/transfers\/tr_1Seed000007(\?|$)/);
    expect((await world.query(query('tr_1None'))).data.node).toBeNull();
  });
});

/** Each with a parent that has items in it, and what REST is asked. */
const BY_FILTER: readonly [coordinate: string, id: string, endpoint: string][] = [
  ['Account.transfers', 'acct_1SeedCedar00003', 'transfers?destination'],
  ['Charge.disputes', 'ch_1SeedSale000170', 'disputes?charge'],
  ['Customer.charges', 'cus_1SeedShop000006', 'charges?customer'],
  ['Customer.paymentIntents', 'cus_1SeedShop000006', 'payment_intents?customer'],
  ['FinancialAccount.creditReversals', 'fa_1Seed000001', 'treasury/credit_reversals?financial_account'],
  ['FinancialAccount.debitReversals', 'fa_1Seed000001', 'treasury/debit_reversals?financial_account'],
  ['FinancialAccount.inboundTransfers', 'fa_1Seed000001', 'treasury/inbound_transfers?financial_account'],
  ['FinancialAccount.outboundPayments', 'fa_1Seed000002', 'treasury/outbound_payments?financial_account'],
  ['FinancialAccount.outboundTransfers', 'fa_1Seed000001', 'treasury/outbound_transfers?financial_account'],
  ['FinancialAccount.receivedCredits', 'fa_1Seed000003', 'treasury/received_credits?financial_account'],
  ['FinancialAccount.receivedDebits', 'fa_1Seed000002', 'treasury/received_debits?financial_account'],
  ['FinancialAccount.transactionEntries', 'fa_1Seed000003', 'treasury/transaction_entries?financial_account'],
  ['FinancialAccount.transactions', 'fa_1Seed000003', 'treasury/transactions?financial_account'],
  ['FinancialConnectionsAccount.transactions', 'fca_1Seed000001', 'financial_connections/transactions?account'],
  ['PaymentIntent.charges', 'pi_1Seed000190', 'charges?payment_intent'],
  ['PaymentIntent.disputes', 'pi_1Seed000170', 'disputes?payment_intent'],
  ['PaymentIntent.refunds', 'pi_1Seed000190', 'refunds?payment_intent'],
  ['Payout.balanceTransactions', 'po_1SeedAuto000003', 'balance_transactions?payout'],
];

describe('a page of a list that is found by a filter', () => {
  it('is tried for every such list, but for those that come with their parent', () => {
    const coordinates = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type))
      .flatMap((type) =>
        Object.values(type.getFields()).flatMap((field) => {
          const rest = annotationOf(field);
          const isOne = rest?.kind === 'list' && rest.provesParent === 'withItems' && rest.embedded === undefined;
          return isOne ? [`${type.name}.${field.name}`] : [];
        }),
      );
    expect(BY_FILTER.map(([coordinate]) => coordinate)).toEqual(coordinates);
  });

  it.each(BY_FILTER)('%s needs no call for its parent: its items tell of it', async (coordinate, id, endpoint) => {
    const [type = '', field = ''] = coordinate.split('.');
    const { data, errors, extensions } = await world.query(
      `{ node(id: "${id}") { __typename id ... on ${type} { it: ${field}(first: 1) { nodes { id } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ node: { __typename: type, id, it: { nodes: [{ id: expect.any(String) }] } } });
    expect(world.calls).toEqual([`GET /v1/${endpoint}=${id}&limit=1`]);
    expect(extensions?.cost).toMatchObject({ estimated: 2, actual: 1 });
  });

  const LATER = 'created: { gt: "2100-01-01T00:00:00Z" }';

  it('asks for the parent where it is empty, once for all such lists', async () => {
    const { data, errors } = await world.query(
      `{ customer(id: "cus_1SeedShop000006") {
        id
        charges(${LATER}) { nodes { id } }
        paymentIntents(${LATER}) { nodes { id } }
      } }`,
    );
    expect(errors).toBeUndefined();
    const none = { nodes: [] };
    expect(data.customer).toEqual({ id: 'cus_1SeedShop000006', charges: none, paymentIntents: none });
    expect(world.calls.toSorted()).toEqual([
      'GET /v1/charges?customer=cus_1SeedShop000006&created[gt]=4102444800&limit=10',
      'GET /v1/customers/cus_1SeedShop000006',
      'GET /v1/payment_intents?customer=cus_1SeedShop000006&created[gt]=4102444800&limit=10',
    ]);
  });

  it('does not tell of an empty list of a parent that does not exist', async () => {
    // REST answers this filter with an empty list, whatever the id.
    const { data, errors } = await world.query('{ account(id: "acct_1None") { id transfers { nodes { id } } } }');
    expect(data).toEqual({ account: { id: 'acct_1None', transfers: null } });
    expect(errors).toMatchObject([
      {
        path: ['account', 'transfers'],
        message: 'There is no Account with the id "acct_1None".',
        extensions: { code: 'NOT_FOUND', retryable: false },
      },
    ]);
    expect(world.calls).toEqual(['GET /v1/transfers?destination=acct_1None&limit=10', 'GET /v1/accounts/acct_1None']);
  });

  it.each(['cus_1None', 'cus_1SeedGone000001'])(
    'tells of %s as REST does, which has none or has deleted it',
    async (id) => {
      const { data, errors } = await world.query(`{ customer(id: "${id}") { id charges { nodes { id } } } }`);
      expect(data).toEqual({ customer: { id, charges: null } });
      expect(errors).toMatchObject([{ path: ['customer', 'charges'], extensions: { code: 'NOT_FOUND' } }]);
      expect(world.calls).toEqual([`GET /v1/charges?customer=${id}&limit=10`]);
    },
  );

  it.each([
    ['anything else is asked for', 'email charges { nodes { id } }'],
    ['no page of it is asked for', 'charges(first: 0) { nodes { id } }'],
  ])('does not spare the call for the parent where %s', async (_when, below) => {
    const query = (id: string) => `{ customer(id: "${id}") { id ${below} } }`;
    expect((await world.query(query('cus_1SeedShop000006'))).errors).toBeUndefined();
    expect(world.calls[0]).toBe('GET /v1/customers/cus_1SeedShop000006');
    expect((await world.query(query('cus_1None'))).data.customer).toBeNull();
  });
});

describe('an entity of which the id alone is asked for', () => {
  const QUERY =
    'query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Transfer { id } ... on TransferReversal { id } } }';

  it('costs no call: its representation says that it exists', async () => {
    const of = [
      { __typename: 'Transfer', id: 'tr_1Seed000001' },
      { __typename: 'TransferReversal', id: 'tr_1Seed000007/trr_1Seed000010' },
      { __typename: 'Transfer', id: 'tr_1None' },
    ];
    const { data, errors, extensions } = await world.query(QUERY, { of });
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual(of);
    expect(world.calls).toEqual([]);
    expect(extensions?.cost).toMatchObject({ estimated: 0, actual: 0 });
  });

  it('is still refused when its representation is wrong', async () => {
    const { data, errors } = await world.query(QUERY, { of: [{ __typename: 'Transfer', id: 'fa_1Seed000001' }] });
    expect(data._entities).toEqual([null]);
    expect(errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('costs the list alone where one below it is asked for', async () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Transfer { id ${PAGE} } } }`;
    const { data } = await world.query(query, { of: [{ __typename: 'Transfer', id: 'tr_1Seed000007' }] });
    expect(data._entities[0].reversals.nodes).toHaveLength(2);
    expect(world.calls).toHaveLength(1);
  });
});
