import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../src/resources/events/event-type.ts';
import { resources } from '../../src/schema.ts';
import { bearer, tokenAuth } from '../auth/world.ts';
import { startWorld, type World } from '../world.ts';

const TRANSFER = 'tr_1Mio2dLkdIwHu7ixsUuCxJpu';

const UPDATE = `mutation ($description: String!, $key: String!) {
  updateTransfer(input: { id: "${TRANSFER}", description: $description, idempotencyKey: $key }) { __typename }
}`;

/** So many events of one transfer, the newest last. */
const change = async (world: World, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    await world.query(UPDATE, { description: `change ${n}`, key: `key-${n}` });
  }
};

const openAccount = (world: World) =>
  world.query(
    'mutation { createFinancialAccount(input: { supportedCurrencies: ["USD"], idempotencyKey: "k" }) { __typename } }',
  );

describe('the types of events', () => {
  it('are the 40 whose objects this graph has', () => {
    expect(EVENT_TYPES).toHaveLength(40);
    expect(EVENT_TYPES.filter((type) => resources.ofEvent(type)?.path === undefined)).toEqual([]);
    expect(resources.eventDomains.toSorted()).toEqual(['financial_connections', 'transfers', 'treasury']);
  });
});

describe('events', () => {
  it('are listed newest first, and cost one call', async () => {
    await using world = await startWorld();
    await change(world, 1);
    await openAccount(world);
    const { data, extensions } = await world.query(
      '{ events(types: [TRANSFER_UPDATED, TREASURY_FINANCIAL_ACCOUNT_CREATED]) { nodes { id type created livemode account { id } node { __typename id } } } }',
    );
    expect(data.events.nodes).toMatchObject([
      { type: 'TREASURY_FINANCIAL_ACCOUNT_CREATED', account: null, node: { __typename: 'FinancialAccount' } },
      { type: 'TRANSFER_UPDATED', livemode: false, node: { __typename: 'Transfer', id: TRANSFER } },
    ]);
    expect(data.events.nodes[0].id).toMatch(/^evt_/);
    expect(world.calls).toEqual([
      'GET /v1/events?types[0]=transfer.updated&types[1]=treasury.financial_account.created&limit=10',
    ]);
    expect(extensions?.cost).toMatchObject({ estimated: 1, actual: 1 });
  });

  it('show what the object is now, and never what it was in the event', async () => {
    await using world = await startWorld();
    await change(world, 2);
    const { data, extensions } = await world.query(
      '{ events(types: [TRANSFER_UPDATED], first: 5) { nodes { node { ... on Transfer { description } } } } }',
    );
    const [newest, oldest] = data.events.nodes;
    expect(newest.node).toEqual({ description: 'change 1' });
    expect(oldest.node).toEqual({ description: 'change 1' });
    expect(world.calls).toEqual(['GET /v1/events?types[0]=transfer.updated&limit=5', `GET /v1/transfers/${TRANSFER}`]);
    expect(extensions?.cost).toMatchObject({ estimated: 6, actual: 2 });
  });

  it('of another type than what is selected of it cost no look-up', async () => {
    await using world = await startWorld();
    await openAccount(world);
    const { data } = await world.query(
      '{ events(types: [TREASURY_FINANCIAL_ACCOUNT_CREATED]) { nodes { node { ... on Transfer { description } } } } }',
    );
    expect(data.events.nodes).toEqual([{ node: {} }]);
    expect(world.calls).toHaveLength(1);
  });

  it('are paged through, and narrowed by time', async () => {
    await using world = await startWorld();
    await change(world, 5);
    const PAGE = `query ($after: String, $created: TimestampRange) {
      events(types: [TRANSFER_UPDATED], first: 2, after: $after, created: $created) {
        nodes { id } pageInfo { hasNextPage endCursor }
      }
    }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const {
        data,
      }: { data?: { events: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } } =
        await world.query(PAGE, { after });
      seen.push(...(data?.events.nodes ?? []).map(({ id }) => id));
      after = data?.events.pageInfo.hasNextPage ? data.events.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(5);
    const { data } = await world.query(PAGE, { created: { lt: '2020-01-01T00:00:00Z' } });
    expect(data.events.nodes).toEqual([]);
  });

  it('without types are those of the list of all that this graph knows', async () => {
    await using world = await startWorld();
    await change(world, 1);
    const { data } = await world.query('{ events { nodes { type } } }');
    expect(data.events.nodes).toEqual([{ type: 'TRANSFER_UPDATED' }]);
    expect(world.calls).toEqual(['GET /v1/events?limit=10']);
  });

  it('of no type are refused, before any call', async () => {
    await using world = await startWorld();
    const { errors } = await world.query('{ events(types: []) { nodes { id } } }');
    expect(errors?.[0]).toMatchObject({
      message: '`types` must hold a type at least. Leave it out for all.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(world.calls).toEqual([]);
  });
});

describe('the scopes of events', () => {
  const gateway = tokenAuth(
    { name: 'transfers', token: 'transfers', scopes: ['transfers:read'] },
    { name: 'tax', token: 'tax', scopes: ['tax:read'] },
    { name: 'all', token: 'all', scopes: ['*'] },
  );

  const ask = async (world: World, token: string, query: string, variables: Record<string, unknown> = {}) => {
    world.sandbox.requests.length = 0;
    const response = await world.fetch({ query, variables }, bearer(token));
    return (await response.json()) as {
      data?: { events: { nodes: unknown[] } | null };
      errors?: { message: string; extensions: { code: string } }[];
    };
  };

  it('are those of their objects', async () => {
    await using world = await startWorld({ gateway });
    await ask(world, 'all', UPDATE, { description: 'new', key: 'key' });
    await ask(
      world,
      'all',
      'mutation { createFinancialAccount(input: { supportedCurrencies: ["USD"], idempotencyKey: "k" }) { __typename } }',
    );

    const seen = await ask(world, 'transfers', '{ events { nodes { type node { ... on Transfer { id amount } } } } }');
    expect(seen.errors).toBeUndefined();
    expect(seen.data?.events?.nodes).toMatchObject([{ type: 'TRANSFER_UPDATED', node: { id: TRANSFER } }]);
    expect(world.calls[0]).toBe(
      'GET /v1/events?types[0]=transfer.created&types[1]=transfer.reversed&types[2]=transfer.updated&limit=10',
    );
    expect((await ask(world, 'all', '{ events { nodes { type } } }')).data?.events?.nodes).toHaveLength(2);
  });

  it.each([
    [
      'transfers',
      '{ events(types: [TREASURY_RECEIVED_CREDIT_CREATED]) { nodes { id } } }',
      'This needs the scope `treasury:read`, which the caller does not have.',
    ],
    [
      'tax',
      '{ events { nodes { id } } }',
      'This needs one of the scopes `financial_connections:read`, `transfers:read`, `treasury:read`; the caller has none.',
    ],
  ])('of %s are not enough for %s', async (token, query, message) => {
    await using world = await startWorld({ gateway });
    const { errors } = await ask(world, token, query);
    expect(errors).toMatchObject([{ message, extensions: { code: 'FORBIDDEN' } }]);
    expect(world.calls).toEqual([]);
  });
});
