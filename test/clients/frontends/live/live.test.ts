import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { print } from 'graphql';
import { createClient } from 'graphql-sse';
import { Observable } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from '../gateway.ts';

const TRANSFER = 'tr_1Mio2dLkdIwHu7ixsUuCxJpu';
const LISTEN = `subscription Listen { events(types: [TRANSFER_UPDATED], node: "${TRANSFER}") { id type node { id ... on Transfer { description } } } }`;

interface Heard {
  readonly events: { readonly id: string; readonly type: string; readonly node: { readonly description: string } };
}

let gateway: Gateway;
let changes = 0;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const change = async (): Promise<void> => {
  changes += 1;
  const query = `mutation { updateTransfer(input: { id: "${TRANSFER}", description: "change ${changes}", idempotencyKey: "live-${changes}" }) { __typename } }`;
  await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
};

/** What a client hears while the transfer changes, until it has heard of three changes. */
const hear = async (listen: (next: (heard: Heard) => void, fail: (error: unknown) => void) => () => void) => {
  const heard: Heard[] = [];
  const changing = setInterval(() => void change(), 100);
  let leave = (): void => {};
  try {
    await new Promise<void>((resolve, reject) => {
      leave = listen((one) => {
        heard.push(one);
        if (heard.length === 3) resolve();
      }, reject);
    });
  } finally {
    clearInterval(changing);
    leave();
  }
  return heard;
};

const expectThree = (heard: readonly Heard[]): void => {
  expect(new Set(heard.map(({ events }) => events.id)).size).toBe(3);
  for (const { events } of heard) {
    expect(events).toMatchObject({
      type: 'TRANSFER_UPDATED',
      node: { id: TRANSFER, description: expect.stringMatching(/^change /) },
    });
  }
};

describe('a subscription', () => {
  it('is heard by graphql-sse', async () => {
    const client = createClient({ url: gateway.url });
    expectThree(
      await hear((next, fail) =>
        client.subscribe<Heard>(
          { query: LISTEN },
          { next: ({ data }) => data && next(data), error: fail, complete: () => {} },
        ),
      ),
    );
    client.dispose();
  });

  it('is heard by urql, which needs no more than to be told that it is a fetch', async () => {
    const client = new Client({
      url: gateway.url,
      exchanges: [fetchExchange],
      fetchSubscriptions: true,
      preferGetMethod: false,
    });
    expectThree(
      await hear((next, fail) => {
        const { unsubscribe } = client.subscription<Heard>(LISTEN, {}).subscribe(({ data, error }) => {
          if (error) fail(error);
          else if (data) next(data);
        });
        return unsubscribe;
      }),
    );
  });

  it('is heard by Apollo Client, by a link over graphql-sse', async () => {
    const sse = createClient({ url: gateway.url });
    const link = new ApolloLink(
      ({ query, variables, operationName }) =>
        new Observable((observer) =>
          sse.subscribe(
            { query: print(query), variables, ...(operationName ? { operationName } : {}) },
            {
              next: (result) => observer.next(result as ApolloLink.Result),
              error: (error) => observer.error(error),
              complete: () => observer.complete(),
            },
          ),
        ),
    );
    const client = new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes: { Node: ['Transfer'] } }) });
    expectThree(
      await hear((next, fail) => {
        const subscription = client.subscribe<Heard>({ query: gql(LISTEN) }).subscribe({
          next: ({ data }) => data && next(data),
          error: fail,
        });
        return () => subscription.unsubscribe();
      }),
    );
    client.stop();
    sse.dispose();
  });
});
