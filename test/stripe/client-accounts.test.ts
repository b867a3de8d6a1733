import { describe, expect, it } from 'vitest';
import { Accounts } from '../../src/stripe/accounts.ts';
import { rateLimited, serverError } from '../faulty-upstream/faults.ts';
import { failureOf, inTurn, KEY, startWorld } from './world.ts';

const BUDGET = { readsPerSecond: 2, writesPerSecond: 2, endpointPerSecond: 2, queue: 10 };
const OTHER = { credentials: { key: KEY, account: 'acct_2' } };
const STRANGER = { credentials: { key: `${KEY}9` } };

describe('each account, and each key,', () => {
  it('has its own budget', async () => {
    const { upstream, events, get } = await startWorld({}, { budget: BUDGET, restQueueWaitMs: 0 });
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
    const { upstream, events, get } = await startWorld(
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
    const { upstream, get } = await startWorld({ faults: inTurn(limited) }, { budget: BUDGET, restQueueWaitMs: 1_500 });
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
    for (let n = 0; n < 3_000; n += 1) accounts.of({ key: `sk_test_${n}` }, 'read');
    expect(accounts.size).toBe(1_000);
    const last = accounts.of({ key: 'sk_test_2999' }, 'read');
    expect(accounts.of({ key: 'sk_test_2999' }, 'write')).toBe(last);
    expect(accounts.of({ key: 'sk_test_2999', account: 'acct_1' }, 'read')).not.toBe(last);
  });
});

describe('a client that turns many away', () => {
  const many =
    (count: number, call = {}) =>
    async (get: (call: object) => Promise<unknown>) => {
      await Promise.allSettled(Array.from({ length: count }, () => get(call)));
    };

  it('says so, also when it writes under another key', async () => {
    const { client, get, post } = await startWorld({}, { budget: BUDGET, restQueueWaitMs: 0 });
    await post(STRANGER);
    await many(102)(get);
    expect(client.isShedding).toBe(false);
    await many(1)(get);
    expect(client.isShedding).toBe(true);
  });

  it('does not where it acts for many, and one of them has used up its budget', async () => {
    const { client, get } = await startWorld({}, { budget: BUDGET, restQueueWaitMs: 0 });
    await get(OTHER);
    await many(500)(get);
    expect(client.isShedding).toBe(false);
  });
});

describe('a repeated write', () => {
  it('waits for its turn as long as it can, and is never turned away for it', async () => {
    const budget = { ...BUDGET, writesPerSecond: 1 };
    const { upstream, post } = await startWorld({ faults: inTurn(serverError(503), serverError(503)) }, { budget });
    const repeated = post();
    expect(await failureOf(post({ idempotencyKey: 'key_2' }))).toMatchObject({ kind: 'shed', effect: 'none' });
    expect(await repeated).toMatchObject({ body: { id: 'obj_1' }, attempts: 3 });
    expect(upstream.requests.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key_1', 'key_1', 'key_1']);
  });
});
