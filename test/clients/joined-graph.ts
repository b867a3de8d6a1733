import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EventHub } from '../../src/events/hub.ts';
import { type Answer, startWorld, type World } from '../world.ts';
import { type Listening, listen } from './listen.ts';
import { createOrders, type Order } from './orders.ts';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
}

const number = (index: number): string => String(index).padStart(6, '0');

const ORDERS: Order[] = [
  ...Array.from({ length: 20 }, (_, index) => ({
    id: `order_${index + 1}`,
    customer: 'cus_1SeedBuyer00001',
    taxTransaction: `tax_1Seed${number((index % 8) + 1)}`,
    transferReversal: `tr_1Seed000007/trr_1Seed${number(index + 3)}`,
  })),
  { id: 'order_gone', taxTransaction: 'tax_1Nobody' },
  { id: 'order_failing', taxTransaction: 'tax_1Seed000101' },
];

const TWENTY = ORDERS.slice(0, 20).map(({ id }) => id);

/** The joined graph as the tests see it. */
export interface JoinedGraph {
  readonly ask: (query: string, variables?: Record<string, unknown>) => Promise<Answer>;
  /** Where the joined graph is served. */
  readonly url: () => string;
  /** Where events come in. */
  readonly hub: EventHub;
  /** The REST calls of this test. */
  readonly calls: () => readonly string[];
}

export interface GatewayUnderTest {
  readonly name: string;
  readonly start: (subgraphs: readonly Subgraph[]) => Promise<Listening>;
  /** What it adds, as an error, when an entity is gone of which a non-null field is selected. */
  readonly errorsOfGone: readonly object[];
  /** Tests of this gateway alone. */
  readonly more?: (graph: JoinedGraph) => void;
}

/** What must hold behind any federation gateway that joins this graph with `orders`, both over HTTP. */
export const describeJoinedGraph = ({ name, start, errorsOfGone, more }: GatewayUnderTest): void => {
  describe(name, () => {
    let world: World;
    let servers: Listening[];
    let url: string;
    const hub = new EventHub({ isFed: true });

    beforeAll(async () => {
      world = await startWorld({
        // Of customers the other graph knows more.
        gateway: { stubs: ['Customer'], events: hub, clientOptions: { maxAttempts: { read: 1, write: 1 } } },
        delay: ({ path }) => {
          if (path.includes('tax_1Seed000101')) throw new Error('The service fails here.');
          return 0;
        },
      });
      const stripe = await listen(world.gateway);
      const orders = await listen(createOrders(ORDERS));
      servers = [stripe, orders];
      const gateway = await start([
        { name: 'stripe', url: stripe.url },
        { name: 'orders', url: orders.url },
      ]);
      servers.unshift(gateway);
      url = gateway.url;
    });

    beforeEach(() => {
      world.sandbox.requests.length = 0;
    });

    afterAll(async () => {
      for (const server of servers) await server.close();
      await world[Symbol.asyncDispose]();
    });

    const ask: JoinedGraph['ask'] = async (query, variables = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    };

    it("shows orders' tax transactions with their line items: a call for each transaction", async () => {
      const { data, errors } = await ask(
        `query ($ids: [ID!]!) {
          orders(ids: $ids) { id taxTransaction { id reference lineItems(first: 5) { nodes { id amount } } } }
        }`,
        { ids: TWENTY },
      );
      expect(errors).toBeUndefined();
      expect(data.orders).toHaveLength(20);
      expect(data.orders[1].taxTransaction).toMatchObject({ id: 'tax_1Seed000002', reference: 'order_10002' });
      expect(data.orders[1].taxTransaction.lineItems.nodes.length).toBeGreaterThan(0);
      expect(world.calls.toSorted()).toEqual(
        [1, 2, 3, 4, 5, 6, 7, 8].map(
          (each) => `GET /v1/tax/transactions/tax_1Seed${number(each)}?expand[0]=line_items`,
        ),
      );
    });

    it("shows orders' reversals of one transfer: one call", async () => {
      const { data, errors } = await ask(
        'query ($ids: [ID!]!) { orders(ids: $ids) { transferReversal { id amount balanceTransaction { net } } } }',
        { ids: TWENTY },
      );
      expect(errors).toBeUndefined();
      expect(data.orders).toHaveLength(20);
      expect(data.orders[19].transferReversal).toEqual({
        id: 'tr_1Seed000007/trr_1Seed000022',
        amount: 4000,
        balanceTransaction: { net: 4000 },
      });
      expect(world.calls).toEqual([
        'GET /v1/transfers/tr_1Seed000007/reversals?limit=100&expand[0]=data.balance_transaction',
      ]);
    });

    it('joins what orders own where this graph has a stub', async () => {
      const { data, errors } = await ask(
        '{ taxTransaction(id: "tax_1Seed000002") { reference customer { id name } } }',
      );
      expect(errors).toBeUndefined();
      expect(data.taxTransaction).toEqual({
        reference: 'order_10002',
        customer: { id: 'cus_1SeedBuyer00001', name: 'Customer 1' },
      });
      expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Seed000002']);
    });

    it('costs nothing where the id is enough', async () => {
      const { data } = await ask('{ orders(ids: ["order_1"]) { taxTransaction { id } customer { name } } }');
      expect(data.orders).toEqual([{ taxTransaction: { id: 'tax_1Seed000001' }, customer: { name: 'Customer 1' } }]);
      expect(world.calls).toEqual([]);
    });

    it('pages', async () => {
      const page =
        'query ($after: String) { transfers(first: 3, after: $after) { nodes { id } pageInfo { endCursor } } }';
      const first = await ask(page);
      const second = await ask(page, { after: first.data.transfers.pageInfo.endCursor });
      const ids = [...first.data.transfers.nodes, ...second.data.transfers.nodes].map(({ id }: { id: string }) => id);
      expect(new Set(ids).size).toBe(6);
      expect(world.calls).toEqual(['GET /v1/transfers?limit=3', `GET /v1/transfers?limit=3&starting_after=${ids[2]}`]);
    });

    it('carries out a mutation once, and shows a problem as the union member it is', async () => {
      const reverse = `mutation ($input: CreateTransferReversalInput!) {
        createTransferReversal(input: $input) {
          __typename
          ... on CreateTransferReversalPayload { replayed requestId transferReversal { id amount } }
          ... on Problem { code outcome requestId }
        }
      }`;
      const input = { transfer: 'tr_1Seed000003', amount: 100_000, idempotencyKey: `behind ${name}` };
      const refused = await ask(reverse, { input });
      expect(refused.errors).toBeUndefined();
      expect(refused.data.createTransferReversal).toMatchObject({
        __typename: 'InvalidRequestProblem',
        outcome: 'REJECTED',
        requestId: expect.stringMatching(/^req_/),
      });
      const right = { ...input, transfer: 'tr_1Seed000010', amount: 1, idempotencyKey: `again behind ${name}` };
      const made = await ask(reverse, { input: right });
      expect(made.data.createTransferReversal).toMatchObject({
        __typename: 'CreateTransferReversalPayload',
        replayed: false,
        transferReversal: { id: expect.stringMatching(/^tr_1Seed000010\/trr_/), amount: 1 },
      });
      const again = await ask(reverse, { input: right });
      expect(again.data.createTransferReversal).toMatchObject({
        replayed: true,
        transferReversal: made.data.createTransferReversal.transferReversal,
      });
      expect(world.calls).toEqual([
        'POST /v1/transfers/tr_1Seed000003/reversals',
        'POST /v1/transfers/tr_1Seed000010/reversals',
        'POST /v1/transfers/tr_1Seed000010/reversals',
      ]);
    });

    it("hands on an error's code and request id, and keeps its neighbours", async () => {
      const { data, errors } = await ask(
        '{ orders(ids: ["order_1", "order_failing", "order_2"]) { taxTransaction { reference } } }',
      );
      expect(data.orders).toEqual([
        { taxTransaction: { reference: 'order_10001' } },
        { taxTransaction: null },
        { taxTransaction: { reference: 'order_10002' } },
      ]);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        requestId: expect.stringMatching(/^req_/),
        retryable: true,
      });
    });

    it('hands on what is wrong with an argument, before any call', async () => {
      const { data, errors } = await ask('{ transfer(id: "nonsense") { amount } }');
      expect(data).toEqual({ transfer: null });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(world.calls).toEqual([]);
    });

    it('shows null for an object that is gone', async () => {
      const { data, errors = [] } = await ask(
        '{ orders(ids: ["order_gone", "order_1"]) { taxTransaction { reference } } }',
      );
      expect(data.orders).toEqual([{ taxTransaction: null }, { taxTransaction: { reference: 'order_10001' } }]);
      expect(errors).toMatchObject(errorsOfGone);
      expect(errors).toHaveLength(errorsOfGone.length);
    });

    more?.({ ask, url: () => url, hub, calls: () => world.calls });
  });
};
