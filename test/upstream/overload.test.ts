import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RestError } from '../../src/stripe/errors.ts';
import { eventually } from '../eventually.ts';
import { hangs, rateLimited } from '../faulty-upstream/faults.ts';
import { startClientWorld } from '../stripe/world.ts';
import type { Answer } from '../world.ts';
import { budgetOf, codesOf, percentile, startUpstreamWorld, timed } from './world.ts';

const CONNECTIONS = 20;
/** None of the first reads ends before the last is made, however slow the machine is. */
const TIMES = { restConnections: CONNECTIONS, restReadTimeoutMs: 12_000, restReadDeadlineMs: 12_000 };

describe('U11: REST hangs', () => {
  it('and 1,000 queries arrive: few wait, the rest is refused at once, mutations get through', async () => {
    let isHanging = false;
    let mostSockets = 0;
    const world = await startUpstreamWorld({
      faults: ({ method }) => {
        mostSockets = Math.max(mostSockets, world.upstream.openSockets);
        return isHanging && method === 'GET' ? hangs() : undefined;
      },
      // The circuit would open, and answer in place of the queue.
      gateway: {
        // A budget that is used up says nothing of this process.
        ...budgetOf({
          REST_QUEUE_WAIT_MS: '12000',
          REST_READS_PER_SECOND: '10000',
          REST_ENDPOINT_PER_SECOND: '10000',
        }),
        restBreakAfter: 10_000,
        // Who waits for a place is refused later, and in operation-slots.test.ts.
        operationQueue: 0,
        ...TIMES,
      },
    });
    await world.read(0);
    isHanging = true;
    const reads: Promise<[Answer, number]>[] = [];
    const writes: Promise<{ __typename: string }>[] = [];
    let ended = 0;
    /** The answer, and how many others had been asked for by then. */
    const read = async (n: number): Promise<[Answer, number]> => {
      const answer = await world.read(n);
      if (codesOf([answer]).OVERLOADED === undefined) ended += 1;
      return [answer, reads.length - n];
    };
    for (let n = 0; n < 1_000; n += 5) {
      for (let more = 0; more < 5; more += 1) reads.push(read(n + more));
      if (n % 100 === 0) writes.push(world.reverse(`key_${n}`));
      await sleep(1);
    }
    expect(await world.isReady()).toBe(false);
    for (const result of await Promise.all(writes)) {
      expect(result).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
    }
    // While all reads still hang.
    expect(ended).toBe(0);
    const answers = await Promise.all(reads);
    const refused = answers.filter(([{ errors }]) => errors?.[0]?.extensions?.code === 'OVERLOADED');
    const served = answers.length - refused.length;
    const { OVERLOADED, UPSTREAM_TIMEOUT, ...others } = codesOf(answers.map(([answer]) => answer));
    expect(others).toEqual({});
    // All but those that have a connection or wait for one: 256 operations at most are in hand.
    expect(OVERLOADED).toBeGreaterThan(700);
    expect(UPSTREAM_TIMEOUT).toBe(served);
    // Most of them at once: whoever waits for a turn sees all others come.
    const meanwhile = refused.map(([, others]) => others);
    expect(percentile(meanwhile, 0.5)).toBeLessThan(100);
    expect(world.upstream.ledger.byKey.size).toBe(10);
    expect(mostSockets).toBeLessThanOrEqual(CONNECTIONS);
    isHanging = false;
    await eventually(async () => expect((await world.read(1)).data).toEqual({ transfer: { amount: 400 } }));
  });

  it('and 5,000 calls are made: the client keeps few of them', async () => {
    let isHanging = true;
    const { upstream, events, get, post } = await startClientWorld(
      { faults: ({ method }) => (isHanging && method === 'GET' ? hangs() : undefined) },
      {
        ...TIMES,
        restQueueWaitMs: 12_000,
        maxAttempts: { read: 1, write: 6 },
        restBreakAfter: 10_000,
      },
    );
    /** How many others had been made when a call was refused. */
    const refusals: number[] = [];
    let ended = 0;
    const calls: Promise<unknown>[] = [];
    for (let n = 0; n < 5_000; n += 20) {
      for (let more = 0; more < 20; more += 1) {
        const call = get().catch((error: unknown) => {
          if (error instanceof RestError && error.kind === 'shed') refusals.push(calls.length - n);
          else ended += 1;
        });
        calls.push(call);
      }
      await sleep(1);
    }
    const { attempts } = await post();
    expect(attempts).toBe(1);
    // While all reads still hang.
    expect(ended).toBe(0);
    expect(upstream.openSockets).toBeLessThanOrEqual(CONNECTIONS);
    await Promise.all(calls);
    // 16 connections for reads, and 16 that wait for each of all 20.
    expect(refusals.length).toBe(5_000 - 16 - 16 * 20);
    // At once.
    expect(percentile(refusals, 0.9)).toBeLessThan(500);
    expect(events.filter(({ fault }) => fault === 'shed').length).toBe(refusals.length);
    expect(upstream.connections).toBeLessThanOrEqual(2 * CONNECTIONS);
    isHanging = false;
    expect(await get()).toMatchObject({ attempts: 1 });
  });
});

describe('a budget that is used up', () => {
  it('refuses a mutation before it is sent', async () => {
    const world = await startUpstreamWorld({
      gateway: { ...budgetOf({ REST_WRITES_PER_SECOND: '1', REST_QUEUE_WAIT_MS: '0' }) },
    });
    expect(await world.reverse('key_1')).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
    expect(await world.reverse('key_2')).toEqual({
      __typename: 'UpstreamProblem',
      code: 'OVERLOADED',
      outcome: 'NOT_APPLIED',
      retryable: true,
      retryAfterMs: expect.any(Number),
    });
    expect(world.upstream.requests.map(({ method }) => method)).toEqual(['POST']);
    // Writes have nothing to do with reads.
    expect((await world.read(1)).data).toEqual({ transfer: { amount: 400 } });
  });

  it('by reads leaves mutations all of theirs', async () => {
    const world = await startUpstreamWorld({ gateway: { ...budgetOf() } });
    const reads = Array.from({ length: 100 }, (_, n) => world.read(n));
    await eventually(() => expect(world.upstream.requests.length).toBe(20));
    expect(await world.reverse('key')).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
    // Before the last of the reads that wait had its turn.
    expect(world.upstream.requests.filter(({ method }) => method === 'GET').length).toBeLessThan(60);
    expect(codesOf(await Promise.all(reads))).toEqual({});
  });

  it('is used less for as long as REST says so', async () => {
    const limited = rateLimited({ 'stripe-rate-limited-reason': 'endpoint-rate', 'retry-after': '1' });
    const world = await startUpstreamWorld({
      faults: ({ n }) => (n === 1 ? limited : undefined),
      gateway: { ...budgetOf(), clientOptions: { maxAttempts: { read: 1, write: 1 } } },
    });
    const first = await world.read(1);
    expect(first.errors?.[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      reason: 'endpoint-rate',
      retryAfterMs: 1_000,
    });
    const [second, ms] = await timed(world.read(2));
    expect(second.data).toEqual({ transfer: { amount: 400 } });
    expect(ms).toBeGreaterThan(900);
    expect(await world.isReady()).toBe(true);
  });
});

describe('connections that are all in use', () => {
  it('are waited for as long as a turn is, by reads and by writes, and no longer', async () => {
    const world = await startUpstreamWorld({
      faults: () => hangs(),
      gateway: {
        restConnections: 5,
        restQueueWaitMs: 300,
        restReadTimeoutMs: 6_000,
        restReadDeadlineMs: 6_000,
        restWriteTimeoutMs: 6_000,
        restWriteDeadlineMs: 6_000,
      },
    });
    let settled = 0;
    const held = Array.from({ length: 4 }, async (_, n) => {
      await world.read(n);
      settled += 1;
    });
    await eventually(() => expect(world.upstream.requests.length).toBe(4));
    const [read, ms] = await timed(world.read(5));
    expect(read.errors?.[0]?.extensions).toMatchObject({ code: 'OVERLOADED', retryable: true, retryAfterMs: 1_000 });
    expect(ms).toBeGreaterThan(280);
    // No call that has a connection has ended yet.
    expect(settled).toBe(0);
    // The fifth connection is kept for writes, and this one takes it.
    const first = world.reverse('key_1');
    await eventually(() => expect(world.upstream.requests.length).toBe(5));
    expect(await world.reverse('key_2')).toMatchObject({ code: 'OVERLOADED', outcome: 'NOT_APPLIED' });
    // What has been sent is not given up for those who wait.
    expect(await first).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'UNKNOWN' });
    expect(world.upstream.requests.length).toBe(5);
    await Promise.all(held);
  });
});
