import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leastTime, roundTrip } from '../effort.ts';
import { eventually } from '../eventually.ts';
import { type Fault, goesStale, rateLimited, resets, serverError } from '../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { SELF_SIGNED } from './self-signed.ts';
import { codesOf, startUpstreamWorld, timed, type World } from './world.ts';

const NEVER = { restBreakAfter: 10_000 };

/** That many queries, fifty at a time. */
const readAll = async ({ read }: World, count: number) => {
  const answers = [];
  for (let n = 0; n < count; n += 50) {
    answers.push(...(await Promise.all(Array.from({ length: 50 }, (_, index) => read(n + index)))));
  }
  return answers;
};

/** How often each path was asked for. */
const timesEach = ({ upstream }: World): number[] => {
  const counts = new Map<string, number>();
  for (const { path } of upstream.requests) counts.set(path, (counts.get(path) ?? 0) + 1);
  return [...counts.values()];
};

describe('U1: 1,000 queries that meet 429', () => {
  it('plain: ask once more at most, within the retry budget', async () => {
    const world = await startUpstreamWorld({ faults: () => rateLimited(), gateway: NEVER });
    expect(codesOf(await readAll(world, 1_000))).toEqual({ RATE_LIMITED: 1_000 });
    expect(Math.max(...timesEach(world))).toBe(2);
  });

  it('with Stripe-Should-Retry: false: ask once, and say how long to wait and why', async () => {
    const headers = { 'stripe-should-retry': 'false', 'retry-after': '7', 'stripe-rate-limited-reason': 'global-rate' };
    const world = await startUpstreamWorld({ faults: () => rateLimited(headers), gateway: NEVER });
    const answers = await readAll(world, 1_000);
    expect(world.upstream.requests.length).toBe(1_000);
    expect(answers[999]?.errors?.[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      retryAfterMs: 7_000,
      reason: 'global-rate',
    });
  });

  it('once, with Retry-After: wait for it, and answer', async () => {
    const world = await startUpstreamWorld({
      faults: ({ n }) => (n === 1 ? rateLimited({ 'retry-after': '1' }) : undefined),
    });
    const [answer, ms] = await timed(world.read(1));
    expect(answer.data).toEqual({ transfer: { amount: 400 } });
    expect(ms).toBeGreaterThanOrEqual(990);
    expect(world.upstream.requests.length).toBe(2);
  });
});

describe('U2: 1,000 queries that meet 5xx', () => {
  it('a tenth of them once, 500, 502 and 503 in turn: all are answered', async () => {
    const seen = new Set<string>();
    const once = ({ path }: { path: string }): Fault | undefined => {
      const isFirst = !seen.has(path) && seen.size % 10 === 0;
      seen.add(path);
      return isFirst ? serverError([500, 502, 503][((seen.size / 10) % 3) | 0] ?? 500) : undefined;
    };
    const world = await startUpstreamWorld({ faults: once });
    expect(codesOf(await readAll(world, 1_000))).toEqual({});
    expect(world.upstream.requests.length).toBeGreaterThan(1_000);
  });

  it('for ever: three attempts each at most, and a tenth more than the calls in all', async () => {
    const world = await startUpstreamWorld({ faults: () => serverError(500), gateway: NEVER });
    const [answers, ms] = await timed(readAll(world, 1_000));
    expect(codesOf(answers)).toEqual({ UPSTREAM_UNAVAILABLE: 1_000 });
    expect(Math.max(...timesEach(world))).toBe(3);
    // The hundred repeats saved up, one for ten calls, ten for each second.
    expect(world.upstream.requests.length).toBeLessThanOrEqual(1_201 + ms / 100);
  });

  it('for ever: after twenty in a row REST is left alone, and refusals take no time', async () => {
    const world = await startUpstreamWorld({ faults: () => serverError(500) });
    await readAll(world, 50);
    const asked = world.upstream.requests.length;
    const answer = await world.read(1);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
    expect(answer.errors?.[0]?.extensions?.retryAfterMs).toBeLessThanOrEqual(2_000);
    const [refusals, allMs] = await timed(readAll(world, 950));
    expect(codesOf(refusals)).toEqual({ UPSTREAM_UNAVAILABLE: 950 });
    // One tries every two seconds whether it is back.
    expect(world.upstream.requests.length).toBeLessThanOrEqual(asked + 1 + allMs / 2_000);
    expect(await world.isReady()).toBe(true);
    expect(await leastTime(() => world.read(1))).toBeLessThan(20 * (await roundTrip(world.upstream.url)));
  });
});

describe('U3: no connection', () => {
  const nowhere = async (): Promise<string> => {
    const gone = await startFaultyUpstream();
    await gone.close();
    return gone.url;
  };

  it.each<[string, () => Promise<string>]>([
    ['refused', nowhere],
    // Longer than a label may be: no server needs to be asked for it.
    ['a name that is none', async () => `https://${'x'.repeat(64)}.invalid`],
  ])('%s: says so, and then at once', async (_, base) => {
    const world = await startUpstreamWorld({ gateway: { apiBase: await base() } });
    expect(codesOf(await readAll(world, 50))).toEqual({ UPSTREAM_UNAVAILABLE: 50 });
    const answer = await world.read(1);
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      // Only who did not try knows when to.
      retryAfterMs: expect.any(Number),
    });
    expect(await leastTime(() => world.read(1))).toBeLessThan(20 * (await roundTrip(world.upstream.url)));
    expect(await world.reverse('key')).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED' });
  });

  it('a certificate that nobody signed: asked once, without a request, and not worth another try', async () => {
    let connections = 0;
    let requests = 0;
    const server = createServer(SELF_SIGNED, () => {
      requests += 1;
    });
    server.on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const apiBase = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const world = await startUpstreamWorld({ gateway: { apiBase } });
    const answer = await world.read(1);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: false });
    expect(await world.reverse('key')).toMatchObject({ outcome: 'NOT_APPLIED', retryable: false });
    expect({ connections, requests }).toEqual({ connections: 2, requests: 0 });
  });
});

describe('a circuit that has opened', () => {
  it('closes within seconds when REST is back', async () => {
    let isDown = true;
    const world = await startUpstreamWorld({ faults: () => (isDown ? resets() : undefined) });
    await readAll(world, 50);
    const asked = world.upstream.requests.length;
    expect(codesOf([await world.read(1)])).toEqual({ UPSTREAM_UNAVAILABLE: 1 });
    isDown = false;
    const [refused] = (await world.read(1)).errors ?? [];
    const retryAfterMs = Number(refused?.extensions?.retryAfterMs);
    expect(retryAfterMs).toBeLessThanOrEqual(2_000);
    await sleep(retryAfterMs);
    expect((await world.read(1)).data).toEqual({ transfer: { amount: 400 } });
    expect(world.upstream.requests.length).toBe(asked + 1);
    expect(codesOf(await readAll(world, 100))).toEqual({});
  });

  it('by reads leaves writes alone', async () => {
    const world = await startUpstreamWorld({
      faults: ({ method }) => (method === 'GET' ? serverError(503) : undefined),
    });
    await readAll(world, 50);
    expect(codesOf([await world.read(1)])).toEqual({ UPSTREAM_UNAVAILABLE: 1 });
    expect(await world.reverse('key')).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
  });

  it('by writes refuses those that have not begun, and lets the others settle', async () => {
    let isDown = true;
    const world = await startUpstreamWorld({
      faults: () => (isDown ? resets() : undefined),
      gateway: { restBreakAfter: 6 },
    });
    const begun = Array.from({ length: 3 }, (_, n) => world.reverse(`key_${n}`));
    await eventually(() => expect(world.upstream.requests.length).toBeGreaterThan(8));
    expect(await world.reverse('late')).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'NOT_APPLIED',
      retryable: true,
    });
    isDown = false;
    for (const result of await Promise.all(begun)) {
      expect(result).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
    }
    expect([...world.upstream.ledger.byKey.values()]).toEqual([1, 1, 1]);
    // Their answers show that it is back.
    expect(await world.reverse('later')).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
  });
});

describe('U8: kept connections that REST closes as we write', () => {
  // 1,000 calls of the client itself are in test/stripe/client-retries.test.ts.
  it('cost no query and no mutation an error', async () => {
    const world = await startUpstreamWorld({ faults: () => goesStale() });
    const answers = [];
    for (let n = 0; n < 100; n += 1) {
      answers.push(await world.read(n));
      expect(await world.reverse(`key_${n}`)).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
    }
    expect(codesOf(answers)).toEqual({});
    expect([...world.upstream.ledger.byKey.values()]).toEqual(Array(100).fill(1));
  });
});
