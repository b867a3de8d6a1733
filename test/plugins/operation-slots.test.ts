import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { hangs } from '../faulty-upstream/faults.ts';
import { reversal, startWorld, timed, transferId } from '../upstream/world.ts';

/** Five operations at once, one place of them for mutations alone, and two more that may wait. */
const LIMITS = { maxOperations: 5, operationQueue: 2, operationQueueWaitMs: 400 };

const start = async () => {
  const world = await startWorld({
    faults: ({ method }) => (method === 'GET' ? hangs() : undefined),
    gateway: { ...LIMITS, restReadTimeoutMs: 1_000, restReadDeadlineMs: 1_000 },
  });
  /** What a client sees of the answer. */
  const send = async (query: string, variables: object, signal?: AbortSignal) => {
    const response = await world.gateway.fetch('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      ...(signal ? { signal } : {}),
    });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: object }[] };
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      data,
      extensions: errors?.[0]?.extensions,
    };
  };
  const read = (n: number, signal?: AbortSignal) =>
    send('query ($id: ID!) { transfer(id: $id) { amount } }', { id: transferId(n) }, signal);
  return {
    ...world,
    read,
    write: (key: string) => send(reversal(key).query, reversal(key).variables),
    /** As many queries as have a place, until each has asked REST. */
    occupy: async () => {
      const held = Array.from({ length: 4 }, (_, n) => read(n));
      await vi.waitFor(() => expect(world.upstream.requests.length).toBe(4));
      return held;
    },
  };
};

const OVERLOADED = {
  status: 503,
  retryAfter: '1',
  data: undefined,
  extensions: { code: 'OVERLOADED', retryable: true, retryAfterMs: 1_000 },
};

describe('more operations than may be executed at once', () => {
  it('wait as many as may, and the others are refused as they come, without a REST call', async () => {
    const { upstream, occupy, read } = await start();
    const held = await occupy();
    const waiting = [timed(read(4)), timed(read(5))];
    const [refused, ms] = await timed(read(6));
    expect(refused).toEqual(OVERLOADED);
    expect(ms).toBeLessThan(200);
    for (const [late, waited] of await Promise.all(waiting)) {
      expect(late).toEqual(OVERLOADED);
      expect(waited).toBeGreaterThan(350);
    }
    expect(upstream.requests.length).toBe(4);
    for (const { extensions } of await Promise.all(held)) {
      expect(extensions).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    }
  });

  it('leave a place to mutations', async () => {
    const { occupy, read, write } = await start();
    const held = await occupy();
    const [result, ms] = await timed(write('key'));
    expect(result.data).toMatchObject({ createTransferReversal: { __typename: 'CreateTransferReversalPayload' } });
    expect(ms).toBeLessThan(300);
    expect(await read(7)).toEqual(OVERLOADED);
    await Promise.all(held);
  });

  it('have their turn when one before them ends', async () => {
    const { read, upstream } = await start();
    const leaving = new AbortController();
    const left = read(8, leaving.signal).catch(() => undefined);
    await vi.waitFor(() => expect(upstream.requests.length).toBe(1));
    const held = Array.from({ length: 3 }, (_, n) => read(n));
    const next = read(9);
    await vi.waitFor(() => expect(upstream.requests.length).toBe(4));
    leaving.abort();
    await vi.waitFor(() => expect(upstream.requests.at(-1)?.path).toBe(`/v1/transfers/${transferId(9)}`));
    await Promise.all([left, next, ...held]);
  });

  it('are forgotten when their caller leaves', async () => {
    const { occupy, read, upstream } = await start();
    const held = await occupy();
    const leaving = new AbortController();
    const gone = [read(10, leaving.signal), read(11, leaving.signal)].map((each) => each.catch(() => undefined));
    await sleep(20);
    const [, early] = await timed(read(12));
    expect(early).toBeLessThan(200);
    leaving.abort();
    await Promise.all(gone);
    // There is room to wait again.
    const [refused, late] = await timed(read(13));
    expect(refused).toEqual(OVERLOADED);
    expect(late).toBeGreaterThan(350);
    expect(upstream.requests.length).toBe(4);
    await Promise.all(held);
  });

  it('tell the balancer, once they are many', async () => {
    const { occupy, read, isReady } = await start();
    const held = await occupy();
    expect(await isReady()).toBe(true);
    await Promise.all(Array.from({ length: 103 }, (_, n) => read(20 + n)));
    expect(await isReady()).toBe(false);
    await Promise.all(held);
  });
});
