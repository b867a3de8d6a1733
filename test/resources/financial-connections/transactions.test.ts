import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../world.ts';
import { account, owners, ownership, transaction, transactions } from './seed.ts';

const LIST = '/v1/financial_connections/transactions';

let world: World;
beforeAll(async () => {
  world = await startWorld({
    seed: [
      account('fca_1'),
      account('fca_2', { ownership: null }),
      account('fca_3', { transaction_refresh: null }),
      ownership('fcaowns_1', 'fca_1', owners(2)),
      ...transactions(250),
      transaction(901, { account: 'fca_2', transaction_refresh: 'fctxnref_1', updated: 1_700_000_100 }),
      transaction(902, {
        account: 'fca_2',
        amount: 2_500_000_000,
        status: 'void',
        status_transitions: { posted_at: null, void_at: 1_700_000_950 },
      }),
    ],
  });
});
afterAll(() => world[Symbol.asyncDispose]());

const ids = (answer: { data?: { list: { nodes: { id: string }[] } } | null }): string[] =>
  answer.data?.list.nodes.map(({ id }) => id) ?? [];

/** `fctxn_<from>` down to `fctxn_<to>`: the newest come first. */
const range = (from: number, to: number): string[] =>
  Array.from({ length: from - to + 1 }, (_, index) => `fctxn_${from - index}`);

describe('one transaction', () => {
  it('has every field of the REST object', async () => {
    const answer = await world.query(`{
      financialConnectionsTransaction(id: "fctxn_902") {
        __typename id amount currency description livemode status statusTransitions { postedAt voidAt }
        transactedAt transactionRefresh updated account { id }
      }
    }`);
    expect(answer.data).toEqual({
      financialConnectionsTransaction: {
        __typename: 'FinancialConnectionsTransaction',
        id: 'fctxn_902',
        amount: 2_500_000_000,
        currency: 'USD',
        description: 'Shop 902',
        livemode: false,
        status: 'VOID',
        statusTransitions: { postedAt: null, voidAt: '2023-11-14T22:29:10.000Z' },
        transactedAt: '2023-11-14T22:28:22.000Z',
        transactionRefresh: 'fctxnref_2',
        updated: '2023-11-14T22:23:20.000Z',
        account: { id: 'fca_2' },
      },
    });
    expect(world.calls).toEqual([`GET ${LIST}/fctxn_902`]);
  });

  it('is null where there is none', async () => {
    const answer = await world.query('{ financialConnectionsTransaction(id: "fctxn_0") { id } }');
    expect(answer).toMatchObject({ data: { financialConnectionsTransaction: null } });
    expect(answer.errors).toBeUndefined();
    expect(world.calls).toEqual([`GET ${LIST}/fctxn_0`]);
  });

  it('is found by `node`', async () => {
    const answer = await world.query('{ node(id: "fctxn_7") { ... on FinancialConnectionsTransaction { amount } } }');
    expect(answer.data).toEqual({ node: { amount: -700 } });
    expect(world.calls).toEqual([`GET ${LIST}/fctxn_7`]);
  });
});

describe('its account', () => {
  it('costs one call for all transactions of one account', async () => {
    const answer = await world.query(`{
      list: financialConnectionsTransactions(account: "fca_1", first: 20) { nodes { id account { id displayName } } }
    }`);
    expect(ids(answer)).toEqual(range(250, 231));
    expect(answer.data.list.nodes[19].account).toEqual({ id: 'fca_1', displayName: 'Daily' });
    expect(world.calls).toEqual([`GET ${LIST}?account=fca_1&limit=20`, 'GET /v1/financial_connections/accounts/fca_1']);
  });

  it('is free when only its id is asked for', async () => {
    const answer = await world.query(`{
      list: financialConnectionsTransactions(account: "fca_1", first: 3) { nodes { id account { __typename id } } }
    }`);
    expect(answer.data.list.nodes[2].account).toEqual({ __typename: 'FinancialConnectionsAccount', id: 'fca_1' });
    expect(world.calls).toEqual([`GET ${LIST}?account=fca_1&limit=3`]);
  });

  it('is not fetched for its transactions', async () => {
    await world.query(`{
      financialConnectionsTransaction(id: "fctxn_1") { account { transactions(first: 2) { nodes { id } } } }
    }`);
    expect(world.calls).toEqual([`GET ${LIST}/fctxn_1`, `GET ${LIST}?account=fca_1&limit=2`]);
  });

  it('brings its owners in its own call', async () => {
    const answer = await world.query(`{
      list: financialConnectionsTransactions(account: "fca_1", first: 20) { nodes { account { owners { nodes { name } } } } }
    }`);
    expect(answer.data.list.nodes[0].account.owners.nodes).toEqual([{ name: 'Owner 1' }, { name: 'Owner 2' }]);
    expect(world.calls).toEqual([
      `GET ${LIST}?account=fca_1&limit=20`,
      'GET /v1/financial_connections/accounts/fca_1?expand[0]=ownership',
    ]);
  });
});

describe('pages', () => {
  it('reads 250 in three calls and asks for no fourth', async () => {
    const answer = await world.query(`{
      list: financialConnectionsTransactions(account: "fca_1", first: 300) { nodes { id } pageInfo { hasNextPage } }
    }`);
    expect(ids(answer)).toEqual(range(250, 1));
    expect(answer.data.list.pageInfo).toEqual({ hasNextPage: false });
    expect(world.calls).toEqual([
      `GET ${LIST}?account=fca_1&limit=100`,
      `GET ${LIST}?account=fca_1&limit=100&starting_after=fctxn_151`,
      `GET ${LIST}?account=fca_1&limit=100&starting_after=fctxn_51`,
    ]);
  });

  it('asks for no more than is wanted', async () => {
    const answer = await world.query(`{
      list: financialConnectionsTransactions(account: "fca_1", first: 250) { nodes { id } pageInfo { hasNextPage } }
    }`);
    expect(ids(answer)).toHaveLength(250);
    expect(answer.data.list.pageInfo).toEqual({ hasNextPage: false });
    expect(world.calls.at(-1)).toBe(`GET ${LIST}?account=fca_1&limit=50&starting_after=fctxn_51`);
    expect(world.calls).toHaveLength(3);
  });

  it('goes on after a cursor', async () => {
    const answer = await world.query(`{
      list: financialConnectionsTransactions(account: "fca_1", first: 2, after: "fctxn_3") {
        nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`);
    expect(answer.data.list).toEqual({
      nodes: [{ id: 'fctxn_2' }, { id: 'fctxn_1' }],
      edges: [{ cursor: 'fctxn_2' }, { cursor: 'fctxn_1' }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: 'fctxn_2', endCursor: 'fctxn_1' },
    });
    expect(world.calls).toEqual([`GET ${LIST}?account=fca_1&limit=2&starting_after=fctxn_3`]);
  });

  it("goes backwards and keeps the list's own order", async () => {
    const answer = await world.query(`{
      list: financialConnectionsTransactions(account: "fca_1", last: 120, before: "fctxn_100") {
        nodes { id } pageInfo { hasNextPage hasPreviousPage }
      }
    }`);
    expect(ids(answer)).toEqual(range(220, 101));
    expect(answer.data.list.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: true });
    expect(world.calls).toEqual([
      `GET ${LIST}?account=fca_1&limit=100&ending_before=fctxn_100`,
      `GET ${LIST}?account=fca_1&limit=20&ending_before=fctxn_200`,
    ]);
  });
});

describe('filters', () => {
  const times = 'transactedAt: { gt: "2023-11-14T22:13:21Z", lte: "2023-11-14T22:13:23Z" }';

  it('narrow to a range of time', async () => {
    const answer = await world.query(
      `{ list: financialConnectionsTransactions(account: "fca_1", ${times}) { nodes { id } } }`,
    );
    expect(ids(answer)).toEqual(['fctxn_3', 'fctxn_2']);
    expect(world.calls).toEqual([
      `GET ${LIST}?account=fca_1&transacted_at[gt]=1700000001&transacted_at[lte]=1700000003&limit=10`,
    ]);
  });

  it('narrow to what a later refresh brought', async () => {
    const answer = await world.query(`{
      list: financialConnectionsTransactions(account: "fca_2", transactionRefresh: { after: "fctxnref_1" }) { nodes { id } }
    }`);
    expect(ids(answer)).toEqual(['fctxn_902']);
    expect(world.calls).toEqual([`GET ${LIST}?account=fca_2&transaction_refresh[after]=fctxnref_1&limit=10`]);
  });

  it("are the same on the account's own transactions", async () => {
    const answer = await world.query(`{
      financialConnectionsAccount(id: "fca_1") {
        transactions(first: 1, ${times}, transactionRefresh: { after: "fctxnref_2" }) { nodes { id } }
      }
    }`);
    expect(answer.data).toEqual({ financialConnectionsAccount: { transactions: { nodes: [] } } });
    expect(world.calls).toEqual([
      `GET ${LIST}?account=fca_1&transacted_at[gt]=1700000001&transacted_at[lte]=1700000003&transaction_refresh[after]=fctxnref_2&limit=1`,
      // The list has no items to tell that there is such an account.
      'GET /v1/financial_connections/accounts/fca_1',
    ]);
  });
});

describe('what is refused', () => {
  it.each([
    [
      'a wrong id',
      'financialConnectionsTransaction(id: "fca_1") { id }',
      '`id` must be the id of a FinancialConnectionsTransaction',
    ],
    ['an id that climbs', 'financialConnectionsTransaction(id: "fctxn_1/../x") { id }', '"fctxn_1Abc"'],
    ['a wrong account', 'financialConnectionsTransactions(account: "cus_1") { nodes { id } }', '`account` must be'],
    [
      'a wrong refresh',
      'financialConnectionsTransactions(account: "fca_1", transactionRefresh: { after: "x" }) { nodes { id } }',
      '`transactionRefresh.after` must be the id of a FinancialConnectionsTransactionRefresh, such as "fctxnref_1Abc"',
    ],
    [
      'an empty range',
      'financialConnectionsTransactions(account: "fca_1", transactedAt: {}) { nodes { id } }',
      '`transactedAt`',
    ],
    [
      'a wrong cursor',
      'financialConnectionsTransactions(account: "fca_1", after: "txn_1") { nodes { id } }',
      '"fctxn_"',
    ],
  ])('%s, before any call', async (_case, field, message) => {
    const { errors } = await world.query(`{ ${field} }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message).toContain(message);
    expect(world.calls).toEqual([]);
  });

  it("by REST, with REST's own code", async () => {
    const answer = await world.query(`{
      financialConnectionsAccount(id: "fca_3") { displayName transactions { nodes { id } } }
    }`);
    expect(answer.data).toEqual({ financialConnectionsAccount: { displayName: 'Daily', transactions: null } });
    expect(answer.errors).toMatchObject([
      { extensions: { stripe: { code: 'financial_connections_no_successful_transaction_refresh' } } },
    ]);
  });
});
