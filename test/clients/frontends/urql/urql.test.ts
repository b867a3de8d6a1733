import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { persistedExchange } from '@urql/exchange-persisted';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Gateway, startGateway } from '../gateway.ts';
import { graphql } from '../generated/gql.ts';
import schema from '../schema.json' with { type: 'json' };
import { REVERSE, TRANSFERS } from '../transfers.ts';

const TRANSFER = graphql(`
  query UrqlTransfer($id: ID!) {
    transfer(id: $id) {
      id
      amount
      amountReversed
    }
  }
`);

const ENTRIES = graphql(`
  query UrqlEntries($account: ID!) {
    transactionEntries(financialAccount: $account, first: 3) {
      nodes {
        id
        balanceImpact {
          cash
        }
      }
    }
  }
`);

let gateway: Gateway;
const complaints = vi.spyOn(console, 'warn');
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Types of values that belong to the object around them. */
const withoutId = schema.__schema.types
  .filter(({ kind, fields }) => kind === 'OBJECT' && !fields?.some(({ name }) => name === 'id'))
  .map(({ name }) => name);

/** What an application needs to use the gateway. */
const createClient = () =>
  new Client({
    url: gateway.url,
    fetch: gateway.fetch,
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        schema,
        keys: Object.fromEntries(withoutId.map((name) => [name, () => null])),
        resolvers: { Query: { transfers: relayPagination() } },
      }),
      fetchExchange,
    ],
  });

let client: Client;
beforeEach(() => {
  client = createClient();
  gateway.costs();
});

it('pages with relayPagination: a REST call for each page, no object twice', async () => {
  let after: string | null = null;
  let ids: string[] = [];
  for (let page = 1; page <= 3; page += 1) {
    const { data, error } = await client.query(TRANSFERS, { first: 10, after }).toPromise();
    expect(error).toBeUndefined();
    // Graphcache answers with all pages so far.
    ids = data?.transfers?.edges.map(({ node }) => node.id) ?? [];
    expect(ids).toHaveLength(10 * page);
    after = data?.transfers?.pageInfo.endCursor ?? null;
  }
  expect(new Set(ids).size).toBe(30);
  expect(gateway.costs()).toEqual([1, 1, 1]);
  expect(complaints).not.toHaveBeenCalled();
});

it('keeps lists of different filters apart', async () => {
  await client.query(TRANSFERS, { first: 20 }).toPromise();
  const { data } = await client.query(TRANSFERS, { first: 5, destination: 'acct_1SeedAlder00001' }).toPromise();
  expect(data?.transfers?.edges).toHaveLength(5);
  expect(gateway.costs()).toEqual([1, 1]);
});

it('shows what a mutation changed in every query of that object, with no further request', async () => {
  const variables = { id: 'tr_1Seed000010' };
  const before = await client.query(TRANSFER, variables).toPromise();
  expect(before.data?.transfer?.amountReversed).toBe(0);
  const { data } = await client
    .mutation(REVERSE, { input: { transfer: variables.id, amount: 1, idempotencyKey: 'urql' } })
    .toPromise();
  expect(data?.createTransferReversal.__typename).toBe('CreateTransferReversalPayload');
  const after = await client.query(TRANSFER, variables).toPromise();
  expect(after.data?.transfer?.amountReversed).toBe(1);
  expect(gateway.costs()).toEqual([1, 1]);
  expect(complaints).not.toHaveBeenCalled();
});

it('keeps values without an id in the object around them', async () => {
  const { data } = await client.query(ENTRIES, { account: 'fa_1Seed000001' }).toPromise();
  expect(data?.transactionEntries?.nodes).toHaveLength(3);
  expect(data?.transactionEntries?.nodes[0]?.balanceImpact.cash).toEqual(expect.any(Number));
  expect(complaints).not.toHaveBeenCalled();
});

it('hands on what is wrong, with its code', async () => {
  const { error } = await client.query(TRANSFER, { id: 'nonsense' }).toPromise();
  expect(error?.graphQLErrors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

it('with automatic persisted queries on sends the document when the hash is not supported, and no hash any more', async () => {
  const hashing = new Client({
    url: gateway.url,
    fetch: gateway.fetch,
    preferGetMethod: false,
    exchanges: [persistedExchange({ preferGetForPersistedQueries: false, enableForMutation: true }), fetchExchange],
  });
  gateway.asked();
  for (const id of ['tr_1Seed000003', 'tr_1Seed000007']) {
    const { data, error } = await hashing.query(TRANSFER, { id }).toPromise();
    expect([error, data?.transfer]).toEqual([undefined, expect.objectContaining({ id })]);
  }
  const { data } = await hashing
    .mutation(REVERSE, { input: { transfer: 'tr_1Seed000001', amount: 1, idempotencyKey: 'urql persisted' } })
    .toPromise();
  expect(data?.createTransferReversal.__typename).toBe('CreateTransferReversalPayload');
  expect(gateway.asked()).toEqual(['hash', 'document', 'document', 'document']);
});
