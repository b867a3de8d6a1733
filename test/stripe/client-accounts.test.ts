import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Accounts } from '../../src/stripe/accounts.ts';
import { hangs, rateLimited, serverError } from '../faulty-upstream/faults.ts';
import { always, failureOf, inTurn, KEY, startClientWorld } from './world.ts';

const BUDGET = { readsPerSecond: 2, writesPerSecond: 2, endpointPerSecond: 2, queue: 10 };
/** A turn comes free after 1.1 seconds, and a read needs one of its own. */
const NO_TIME_TO_WAIT = 1_500;
const OTHER = { credentials: { key: KEY, account: 'acct_2' } };
const STRANGER = { credentials: { key: `${KEY}9` } };

describe('each account, and each key,', () => {
  it('has its own budget', async () => {
    const { upstream, events, get } = await startClientWorld(
      {},
      { budget: BUDGET, restReadDeadlineMs: NO_TIME_TO_WAIT },
    );
    for (const call of [{}, OTHER, STRANGER]) {
      await get(call);
      await get(call);
      expect(await failureOf(get(call))).toMatchObject({ kind: 'shed', retryable: true, effect: 'none' });
    }
    expect(upstream.requests.length).toBe(6);
    expect(events[2]).toMatchObject({ endpoint: '/v1/things', error: 'shed', fault: 'over_budget' });
    expect(events[2]).not.toHaveProperty('status');
  });

  it('has its own circuit', async () => {
    const { upstream, events, get } = await startClientWorld(
      { faults: ({ headers }) => (headers['stripe-account'] ? undefined : serverError(500)) },
      { restBreakAfter: 3 },
    );
    await failureOf(get());
    expect(await failureOf(get())).toMatchObject({ kind: 'unavailable', retryable: true, status: undefined });
    expect(events.at(-1)).toMatchObject({ fault: 'open', error: 'unavailable' });
    expect(await get(OTHER)).toMatchObject({ attempts: 1 });
    expect(upstream.requests.length).toBe(4);
  });

  it('is slowed down by its own 429 alone, as long as REST says', async () => {
    const limited = rateLimited({ 'stripe-rate-limited-reason': 'global-rate', 'stripe-should-retry': 'false' });
    const { upstream, get } = await startClientWorld(
      { faults: inTurn(limited) },
      { budget: BUDGET, restQueueWaitMs: 1_500 },
    );
    await failureOf(get());
    const started = performance.now();
    const own = get();
    let isDone = false;
    void own.then(() => {
      isDone = true;
    });
    await get(OTHER);
    expect(isDone).toBe(false);
    await own;
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(upstream.requests.length).toBe(3);
  });

  it('is remembered within bounds', () => {
    const accounts = new Accounts({ budget: BUDGET, restBreakAfter: 20 });
    for (let n = 0; n < 52_000; n += 1) accounts.of({ key: KEY, account: `acct_${n}`, held: true } as const);
    expect(accounts.size).toBe(50_000);
    const last = accounts.of({ key: KEY, account: 'acct_51999', held: true } as const);
    expect(accounts.of({ key: KEY, account: 'acct_51999', held: true } as const)).toBe(last);
    expect(accounts.of({ key: KEY, account: 'acct_51999' })).not.toBe(last);
  });

  it('does not begin with a whole budget when it was forgotten within the second', async () => {
    const accounts = new Accounts({ budget: BUDGET, restBreakAfter: 20 });
    const want = { access: 'read', endpoint: 'GET /a', waitMs: 0, mustGo: false, signal: undefined } as const;
    const first = { key: KEY, account: 'acct_first', held: true } as const;
    const forgotten = accounts.of(first);
    expect([forgotten, forgotten].map(({ budget }) => budget?.takeNow(want)?.leave())).toEqual([true, true]);
    const used = performance.now();
    for (let n = 0; n < 50_000; n += 1) accounts.of({ key: KEY, account: `acct_${n}`, held: true } as const);
    const again = accounts.of(first);
    expect(again).not.toBe(forgotten);
    // On a machine that took longer than a window for this, it is whole again by right.
    if (performance.now() - used < 1_000) expect(again.budget?.takeNow(want)).toBeUndefined();
    const turn = await again.budget?.take({ ...want, waitMs: 2_000 });
    expect(performance.now() - used).toBeGreaterThanOrEqual(1_000);
    expect(turn).toHaveProperty('leave');
  });

  it('takes little memory while it is in use', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const accounts = new Accounts({ budget: { ...BUDGET, readsPerSecond: 80 }, restBreakAfter: 20 });
    const want = {
      access: 'read',
      endpoint: 'GET /v1/transfers/{id}',
      waitMs: 0,
      mustGo: false,
      signal: undefined,
    } as const;
    const useMany = (from: number, to: number) => {
      for (let n = from; n < to; n += 1) {
        accounts
          .of({ key: KEY, account: `acct_1${String(n).padStart(15, '0')}`, held: true } as const)
          .budget?.takeNow(want)
          ?.leave();
      }
    };
    useMany(0, 1_000);
    collect();
    const before = process.memoryUsage().heapUsed;
    useMany(1_000, 21_000);
    collect();
    const bytes = (process.memoryUsage().heapUsed - before) / 20_000;
    expect(accounts.size).toBe(21_000);
    expect(bytes).toBeLessThan(1_500);
    process.stdout.write(`${Math.round(bytes)} bytes for each account\n`);
  });
});

describe('a client that turns many away', () => {
  const many = (count: number, get: () => Promise<unknown>) =>
    Promise.allSettled(Array.from({ length: count }, () => get()));

  it('for want of connections says so', async () => {
    const { client, get } = await startClientWorld(
      { faults: always(hangs()) },
      { restConnections: 1, restReadTimeoutMs: 300, maxAttempts: { read: 1, write: 1 } },
    );
    // One has the connection, and sixteen wait for it.
    await many(17 + 100, get);
    expect(client.isShedding).toBe(false);
    await many(17 + 1, get);
    expect(client.isShedding).toBe(true);
  });

  it.each([
    ['for want of its only account’s budget', false],
    ['for want of one of several accounts’ budget', true],
  ])('%s does not: that is no state of this process', async (_, isOneOfSeveral) => {
    const { client, get } = await startClientWorld({}, { budget: BUDGET, restReadDeadlineMs: NO_TIME_TO_WAIT });
    if (isOneOfSeveral) await get(OTHER);
    await many(500, get);
    expect(client.isShedding).toBe(false);
  });
});

describe('callers of one account', () => {
  it('take turns: one who asks for much does not keep the others waiting', async () => {
    const { upstream, get } = await startClientWorld({}, { budget: { ...BUDGET, queue: 100 } });
    const much = Array.from({ length: 12 }, (_, n) => get({ caller: 'much', params: { n } }));
    const asked = () => upstream.requests.map(({ url }) => url);
    await Promise.all([get({ caller: 'one', params: { n: 'one' } }), get({ caller: 'two', params: { n: 'two' } })]);
    // Two at once, which were there before, and the next turn of each.
    expect(asked().slice(0, 4)).toEqual(expect.arrayContaining(['/v1/things?n=one']));
    expect(asked().length).toBeLessThanOrEqual(6);
    await Promise.all(much);
    expect(asked().length).toBe(14);
  });
});

describe('a repeated write', () => {
  it('waits for its turn as long as it can, and is never turned away for it', async () => {
    const budget = { ...BUDGET, writesPerSecond: 1 };
    const { upstream, post } = await startClientWorld(
      { faults: inTurn(serverError(503), serverError(503)) },
      { budget },
    );
    const repeated = post();
    expect(await failureOf(post({ idempotencyKey: 'key_2' }))).toMatchObject({ kind: 'shed', effect: 'none' });
    expect(await repeated).toMatchObject({ body: { id: 'obj_1' }, attempts: 3 });
    expect(upstream.requests.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key_1', 'key_1', 'key_1']);
  });
});
