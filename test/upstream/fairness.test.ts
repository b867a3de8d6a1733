import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Kind, Turns } from '../../src/stripe/turns.ts';
import { bearer, tokenAuth } from '../auth/world.ts';
import { eventually } from '../eventually.ts';
import { type CannedAnswer, heldAnswer, type UpstreamRequest } from '../faulty-upstream/faults.ts';
import { startUpstreamWorld, transferId, type WorldOptions } from './world.ts';

const FOREVER = 600_000;

/** Of any account the turns that the test gives, one by one: no clock has a part in it. */
class GivenTurns implements Turns {
  readonly answerMs = 0;
  readonly busyUntil = Number.POSITIVE_INFINITY;
  /** By endpoint, how many wait. */
  readonly waiting = new Map<string, number>();
  /** What a newcomer is told to wait. */
  expectedMs = 0;
  #free = 0;
  #onFree = (): void => {};

  listen(onFree: () => void): void {
    this.#onFree = onFree;
  }

  wait(): number {
    return this.#free > 0 ? 0 : Number.POSITIVE_INFINITY;
  }

  expect(): number {
    return this.expectedMs;
  }

  want({ endpoint }: Kind): () => void {
    this.waiting.set(endpoint, this.at(endpoint) + 1);
    return () => void this.waiting.set(endpoint, this.at(endpoint) - 1);
  }

  take() {
    this.#free -= 1;
    return { leave: () => true, done: () => {} };
  }

  slowDown(): void {}

  at(endpoint: string): number {
    return this.waiting.get(endpoint) ?? 0;
  }

  give(): void {
    this.#free += 1;
    this.#onFree();
  }
}

const answer = ({ path }: UpstreamRequest): CannedAnswer => {
  const [, , kind, id] = path.split('/');
  const object =
    kind === 'transfers'
      ? { id, object: 'transfer', amount: 400, currency: 'usd' }
      : { id: path.split('/').at(-1), object: 'treasury.financial_account', status: 'open' };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(object) };
};

const start = async ({ gateway, ...options }: WorldOptions = {}) => {
  const world = await startUpstreamWorld({
    answer,
    ...options,
    gateway: {
      ...tokenAuth(
        { name: 'greedy', token: 'greedy', scopes: ['*'] },
        { name: 'modest', token: 'modest', scopes: ['*'] },
      ),
      operationTimeoutMs: FOREVER,
      restReadTimeoutMs: FOREVER,
      restReadDeadlineMs: FOREVER,
      ...gateway,
    },
  });
  const ask = async (token: string, query: string, variables: object) => {
    const response = await world.gateway.fetch('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(token) },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as { data?: never; errors?: object[] }) };
  };
  return {
    ...world,
    readMany: (token: string, count: number, from = 0) =>
      ask(token, 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Transfer { amount } } }', {
        ids: Array.from({ length: count }, (_, n) => transferId(from + n)),
      }),
    read: (token: string, n: number) =>
      ask(token, 'query ($id: ID!) { financialAccount(id: $id) { status } }', { id: `fa_1Modest${n}` }),
  };
};

const TRANSFERS = 'GET /v1/transfers/{id}';
const ACCOUNTS = 'GET /v1/treasury/financial_accounts/{id}';
/** More than one query of the greedy caller takes, so that a second one comes. */
const READS = 230;

describe('one caller in a loop of queries of 200 ids', () => {
  it('leaves every second turn to another who asks for one thing at a time', async () => {
    const turns = new GivenTurns();
    const restBudget = { restReadsPerSecond: 1, restWritesPerSecond: 1, restEndpointPerSecond: 1, restQueue: 10_000 };
    const world = await start({ gateway: { restBudget, openTurns: () => turns } });
    let isOver = false;
    let queries = 0;
    const greedy = async () => {
      while (!isOver) {
        const { data, errors } = await world.readMany('greedy', 200);
        expect([errors, data]).toEqual([undefined, { nodes: Array(200).fill({ amount: 400 }) }]);
        queries += 1;
      }
    };
    const modest = async () => {
      for (let n = 0; n < READS; n += 1) {
        const { data, errors } = await world.read('modest', n);
        expect([errors, data]).toEqual([undefined, { financialAccount: { status: 'OPEN' } }]);
      }
      isOver = true;
    };
    let hasEnded = false;
    const both = Promise.all([greedy(), modest()]).finally(() => {
      hasEnded = true;
    });
    both.catch(() => {});
    // A turn is given when all who will ask have asked.
    const haveAsked = () => turns.at(TRANSFERS) > 0 && (isOver || turns.at(ACCOUNTS) > 0);
    while (!hasEnded) {
      if (haveAsked()) turns.give();
      await turn();
    }
    await both;
    expect(queries).toBe(2);
    const order = world.upstream.requests.map(({ path }) => (path.includes('transfers') ? 'g' : 'm')).join('');
    // Until the last of the modest one's the two take turns: never has the greedy one two between two of the other's.
    const between = order.slice(0, order.lastIndexOf('m')).split('m');
    expect(Math.max(...between.map(({ length }) => length))).toBeLessThanOrEqual(1);
    expect([order.split('m').length - 1, order.split('g').length - 1]).toEqual([READS, 400]);
  });

  it('says nothing of the process, whatever is refused to them', async () => {
    const turns = new GivenTurns();
    turns.expectedMs = 2 * FOREVER;
    const restBudget = { restReadsPerSecond: 1, restWritesPerSecond: 1, restEndpointPerSecond: 1, restQueue: 10_000 };
    const world = await start({ gateway: { restBudget, openTurns: () => turns } });
    const { errors = [] } = await world.readMany('greedy', 200);
    expect(errors[0]).toMatchObject({ extensions: { code: 'OVERLOADED', retryAfterMs: 2 * FOREVER } });
    expect(world.upstream.requests).toEqual([]);
    expect(await world.isReady()).toBe(true);
  });
});

describe('one caller whose calls fill all connections, as on many accounts', () => {
  it('leaves every second one to another, and the gateway is ready', async () => {
    const { fault, release } = heldAnswer();
    const world = await start({
      faults: ({ path }) => (path.includes('transfers') ? fault : undefined),
      gateway: { restConnections: 5, restQueueWaitMs: FOREVER },
    });
    const greedy = world.readMany('greedy', 200);
    // A fifth is kept for writes; of the others some wait, and the rest is turned away.
    await eventually(() => expect(world.upstream.requests).toHaveLength(4));
    const modest = world.read('modest', 0);
    // It has a place in the queue, or would have been refused by now.
    expect(await Promise.race([modest, sleep(50, 'it waits')])).toBe('it waits');
    release();
    expect((await modest).data).toEqual({ financialAccount: { status: 'OPEN' } });
    const { nodes } = ((await greedy).data ?? {}) as { nodes: readonly unknown[] };
    expect(nodes.filter((node) => node === null).length).toBeGreaterThan(100);
    expect(world.upstream.requests.findIndex(({ path }) => !path.includes('transfers'))).toBeLessThan(6);
    // More than a hundred were turned away: one caller's.
    expect(await world.isReady()).toBe(true);
  });
});

describe('MAX_OPERATIONS_PER_CALLER', () => {
  it('answers 429 to one who has as many in hand, while another passes and the gateway is ready', async () => {
    const { fault, release } = heldAnswer();
    const world = await start({
      faults: ({ path }) => (path.includes('transfers') ? fault : undefined),
      gateway: { maxOperationsPerCaller: 2 },
    });
    const held = [world.readMany('greedy', 1), world.readMany('greedy', 2, 1)];
    await eventually(() => expect(world.upstream.requests).toHaveLength(3));
    const refused = await Promise.all(Array.from({ length: 120 }, () => world.readMany('greedy', 1)));
    for (const each of refused) {
      expect(each).toMatchObject({
        status: 429,
        errors: [{ extensions: { code: 'OVERLOADED', retryable: true, retryAfterMs: 1_000 } }],
      });
    }
    expect(await world.read('modest', 0)).toMatchObject({
      status: 200,
      data: { financialAccount: { status: 'OPEN' } },
    });
    expect(world.upstream.requests).toHaveLength(4);
    // More than a hundred refusals of one caller say nothing of this process.
    expect(await world.isReady()).toBe(true);
    release();
    for (const each of await Promise.all(held)) expect(each.errors).toBeUndefined();
    expect((await world.readMany('greedy', 1)).status).toBe(200);
  });
});
