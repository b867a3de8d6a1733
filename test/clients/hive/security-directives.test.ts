import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, type Holder, tokenAuth } from '../../auth/world.ts';
import { type Answer, startWorld, type World } from '../../world.ts';
import { type Listening, listen } from '../listen.ts';
import { createOrders } from '../orders.ts';
import { compose, startHive } from './hive.ts';

const ofTransfers: Holder = { name: 'transfers', token: 'transfers-'.repeat(4), scopes: ['transfers:read'] };
const whoWrites: Holder = { name: 'writes', token: 'writes-'.repeat(6), scopes: ['transfers:write'] };
const ofTreasury: Holder = { name: 'treasury', token: 'treasury-'.repeat(4), scopes: ['treasury:read'] };
const ofAll: Holder = { name: 'all', token: 'all-'.repeat(8), scopes: ['*'] };

/** As docs/federation.md has it. */
const SENDS_AUTHORIZATION = `propagateHeaders: {
  fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') }),
}`;

const scopeByHeader = Object.fromEntries(
  [ofTransfers, whoWrites, ofTreasury, ofAll].map(({ token, scopes }) => [
    bearer(token).authorization,
    scopes.join(' '),
  ]),
);
const KNOWS_CALLERS = `genericAuth: {
  mode: 'protect-granular',
  resolveUserFn: ({ request }) => {
    const scope = ${JSON.stringify(scopeByHeader)}[request.headers.get('authorization')];
    return scope && { scope };
  },
}`;

const TRANSFERS = '{ transfers(first: 1) { nodes { amount } } }';
const ONE_TRANSFER = '{ transfer(id: "tr_1Seed000003") { amount } }';

let world: World;
let servers: Listening[];
let supergraph: string;
let requests = 0;

beforeAll(async () => {
  const callers = tokenAuth(ofTransfers, whoWrites, ofTreasury, ofAll);
  world = await startWorld({ gateway: { securityDirectives: true, stubs: ['Customer'], ...callers } });
  const stripe = await listen((request, response) => {
    requests += 1;
    void world.gateway(request, response);
  });
  const orders = await listen(createOrders([{ id: 'order_1' }]));
  servers = [stripe, orders];
  supergraph = await compose(
    [
      { name: 'stripe', url: stripe.url },
      { name: 'orders', url: orders.url },
    ],
    bearer(ofTransfers.token),
  );
});

beforeEach(() => {
  requests = 0;
  world.sandbox.requests.length = 0;
});

afterAll(async () => {
  for (const server of servers) await server.close();
  await world[Symbol.asyncDispose]();
});

/** Starts hive-gateway for the tests of one `describe`. */
const hiveWith = (...settings: string[]) => {
  let hive: Listening;
  beforeAll(async () => {
    hive = await startHive(supergraph, `{ ${settings.join(', ')} }`);
  });
  afterAll(() => hive.close());
  return async (query: string, holder?: Holder): Promise<{ status: number } & Answer> => {
    const response = await fetch(hive.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(holder && bearer(holder.token)) },
      body: JSON.stringify({ query }),
    });
    return { status: response.status, ...((await response.json()) as Answer) };
  };
};

describe('hive-gateway as it comes', () => {
  const ask = hiveWith();

  it("does not send the caller's `Authorization` on", async () => {
    expect(await ask(TRANSFERS, ofTransfers)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

describe('hive-gateway, when it is not told who asks', () => {
  const ask = hiveWith(SENDS_AUTHORIZATION);

  it.each([ofTransfers, ofAll])('loads the directives, and lets pass the caller with $scopes', async (holder) => {
    expect(supergraph).toContain('https://specs.apollo.dev/requiresScopes/v0.1');
    expect(await ask(TRANSFERS, holder)).toMatchObject({ data: { transfers: { nodes: [{}] } } });
  });

  it.each([
    ['without the scope', ofTreasury, 'FORBIDDEN'],
    ['without a token', undefined, 'UNAUTHENTICATED'],
  ])('leaves it to the gateway behind it to refuse a caller %s', async (_who, holder, code) => {
    for (const [query, field] of [
      [TRANSFERS, 'transfers'],
      [ONE_TRANSFER, 'transfer'],
    ] as const) {
      const { data, errors } = await ask(query, holder);
      expect(data).toEqual({ [field]: null });
      expect(errors).toMatchObject([{ path: [field], extensions: { code } }]);
    }
    expect(requests).toBe(2);
    expect(world.calls).toEqual([]);
  });
});

describe('hive-gateway, when it is told who asks', () => {
  const ask = hiveWith(SENDS_AUTHORIZATION, KNOWS_CALLERS);

  it.each([ofTransfers, whoWrites, ofAll])('lets pass the caller with $scopes', async (holder) => {
    expect(await ask(TRANSFERS, holder)).toMatchObject({ data: { transfers: { nodes: [{}] } } });
    expect(await ask(ONE_TRANSFER, holder)).toMatchObject({ data: { transfer: { amount: 2500 } } });
  });

  it.each([
    ['without the scope', ofTreasury],
    ['without a token', undefined],
  ])('refuses a caller %s before it asks', async (_who, holder) => {
    for (const query of [TRANSFERS, ONE_TRANSFER, `{ orders(ids: ["order_1"]) { id } ${TRANSFERS.slice(1)}`]) {
      expect(await ask(query, holder)).toMatchObject({
        status: 401,
        data: null,
        errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
      });
    }
    expect(requests).toBe(0);
  });

  it('asks of a node what its type needs, and leaves its id to the gateway behind it', async () => {
    const node = (selection: string, holder?: Holder) => ask(`{ node(id: "tr_1Seed000003") { ${selection} } }`, holder);
    const amount = '... on Transfer { amount }';
    expect(await node('id', ofTransfers)).toMatchObject({ data: { node: { id: 'tr_1Seed000003' } } });
    expect(await node(amount, ofTransfers)).toMatchObject({ data: { node: { amount: 2500 } } });
    expect(requests).toBe(2);
    expect(await node(amount, ofTreasury)).toMatchObject({ status: 401 });
    expect(await node('id')).toMatchObject({ status: 401 });
    expect(requests).toBe(2);
    const refused = await node('id', ofTreasury);
    expect(refused).toMatchObject({ data: { node: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
