import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Gateway, startGateway } from '../gateway.ts';
import { graphql } from '../generated/gql.ts';
import schema from '../generated/possible-types.ts';
import { REVERSE, TRANSFERS } from '../transfers.ts';

const TRANSFER = graphql(`
  query ApolloTransfer($id: ID!) {
    node(id: $id) {
      ... on Transfer {
        id
        description
        amountReversed
      }
    }
  }
`);

const REVERSALS = graphql(`
  query ApolloReversals($id: ID!, $after: String) {
    transfer(id: $id) {
      id
      reversals(first: 10, after: $after) {
        edges {
          node {
            id
            amount
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** What an application needs to use the gateway. */
const createClient = () =>
  new ApolloClient({
    link: new HttpLink({ uri: gateway.url, fetch: gateway.fetch }),
    cache: new InMemoryCache({
      possibleTypes: schema.possibleTypes,
      typePolicies: {
        Query: {
          fields: {
            // Lists with different filters are different lists.
            transfers: relayStylePagination(['created', 'destination', 'transferGroup']),
          },
        },
        Transfer: { fields: { reversals: relayStylePagination() } },
      },
    }),
  });

let client: ReturnType<typeof createClient>;
beforeEach(() => {
  client = createClient();
  gateway.costs();
});

const ids = (transfers: { edges: { node: { id: string } }[] } | null | undefined) =>
  (transfers?.edges ?? []).map(({ node }) => node.id);

it('pages with relayStylePagination: a REST call for each page, no object twice', async () => {
  const query = client.watchQuery({ query: TRANSFERS, variables: { first: 10 } });
  const subscription = query.subscribe(() => {});
  const shown = () => query.getCurrentResult().data?.transfers;
  const showsPages = (count: number) => vi.waitFor(() => expect(shown()?.edges).toHaveLength(10 * count), 20_000);
  await showsPages(1);
  for (const page of [2, 3]) {
    await query.fetchMore({ variables: { after: shown()?.pageInfo?.endCursor } });
    await showsPages(page);
  }
  expect(new Set(shown()?.edges?.map((edge) => edge?.node?.id)).size).toBe(30);
  subscription.unsubscribe();
  expect(gateway.costs()).toEqual([1, 1, 1]);
});

it('pages a list below an object', async () => {
  const variables = { id: 'tr_1Seed000007' };
  const read = () => client.readQuery({ query: REVERSALS, variables })?.transfer?.reversals;
  await client.query({ query: REVERSALS, variables });
  while (read()?.pageInfo.hasNextPage) {
    const after = read()?.pageInfo.endCursor;
    const page = await client.query({
      query: REVERSALS,
      variables: { ...variables, after },
      fetchPolicy: 'network-only',
    });
    expect(page.error).toBeUndefined();
  }
  expect(ids(read())).toHaveLength(25);
  expect(new Set(ids(read())).size).toBe(25);
  // The first page comes with its transfer; each of the others needs nothing of the transfer but its id.
  expect(gateway.costs()).toEqual([1, 1, 1]);
});

it('keeps lists of different filters apart, and their objects together', async () => {
  const all = await client.query({ query: TRANSFERS, variables: { first: 20 } });
  const some = await client.query({
    query: TRANSFERS,
    variables: { first: 5, destination: 'acct_1SeedAlder00001' },
  });
  expect(ids(some.data?.transfers)).toHaveLength(5);
  const stored = Object.keys(client.extract() as object).filter((key) => key.startsWith('Transfer:'));
  expect(stored.toSorted()).toEqual(
    [...new Set([...ids(all.data?.transfers), ...ids(some.data?.transfers)])].map((id) => `Transfer:${id}`).toSorted(),
  );
  expect(gateway.costs()).toEqual([1, 1]);
});

it('merges what two queries say of one object', async () => {
  const { data: list } = await client.query({ query: TRANSFERS, variables: { first: 3 } });
  const [id = ''] = ids(list?.transfers);
  await client.query({ query: TRANSFER, variables: { id } });
  const stored = (client.extract() as Record<string, object>)[`Transfer:${id}`];
  expect(Object.keys(stored ?? {}).toSorted()).toEqual(['__typename', 'amount', 'amountReversed', 'description', 'id']);
  expect(gateway.costs()).toEqual([1, 1]);
});

it('shows what a mutation changed, with no further request', async () => {
  const id = 'tr_1Seed000010';
  const before = await client.query({ query: TRANSFER, variables: { id } });
  expect(before.data?.node).toMatchObject({ amountReversed: 0 });
  const { data } = await client.mutate({
    mutation: REVERSE,
    variables: { input: { transfer: id, amount: 1, idempotencyKey: 'apollo' } },
  });
  expect(data?.createTransferReversal).toMatchObject({ transferReversal: { amount: 1 } });
  const after = await client.query({ query: TRANSFER, variables: { id } });
  expect(after.data?.node).toMatchObject({ amountReversed: 1 });
  expect(gateway.costs()).toEqual([1, 1]);
});

it('shows a refusal as the union member that it is', async () => {
  const { data, error } = await client.mutate({
    mutation: REVERSE,
    variables: { input: { transfer: 'tr_1Seed000003', amount: 1, idempotencyKey: 'apollo refused' } },
  });
  expect(error).toBeUndefined();
  expect(data?.createTransferReversal).toMatchObject({ __typename: 'InvalidRequestProblem', outcome: 'REJECTED' });
});

it('with automatic persisted queries on sends the document when the hash is not supported, and no hash any more', async () => {
  const persisted = new PersistedQueryLink({ sha256: (text) => createHash('sha256').update(text).digest('hex') });
  const link = ApolloLink.from([persisted, new HttpLink({ uri: gateway.url, fetch: gateway.fetch })]);
  const hashing = new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes: schema.possibleTypes }) });
  gateway.asked();
  for (const id of ['tr_1Seed000003', 'tr_1Seed000007']) {
    const { data, error } = await hashing.query({ query: TRANSFER, variables: { id } });
    expect([error, data?.node]).toEqual([undefined, expect.objectContaining({ id })]);
  }
  const { data } = await hashing.mutate({
    mutation: REVERSE,
    variables: { input: { transfer: 'tr_1Seed000001', amount: 1, idempotencyKey: 'apollo persisted' } },
  });
  expect(data?.createTransferReversal).toMatchObject({ transferReversal: { amount: 1 } });
  expect(gateway.asked()).toEqual(['hash', 'document', 'document', 'document']);
});
