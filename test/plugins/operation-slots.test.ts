import { describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { heldAnswer } from '../faulty-upstream/faults.ts';
import { reversal, startUpstreamWorld, timed, transferId } from '../upstream/world.ts';

/** Five operations at once, one place of them for mutations alone, and two more that may wait. */
const LIMITS = { maxOperations: 5, operationQueue: 2 };
/** Longer than any test: whoever waits is let in, or leaves. */
const FOREVER = 600_000;

/** Reads are held until the test lets them go. */
const start = async ({ operationQueueWaitMs = FOREVER } = {}) => {
  const { fault, release } = heldAnswer();
  const world = await startUpstreamWorld({
    faults: ({ method }) => (method === 'GET' ? fault : undefined),
    gateway: {
      ...LIMITS,
      operationQueueWaitMs,
      restReadTimeoutMs: FOREVER,
      restReadDeadlineMs: FOREVER,
      operationTimeoutMs: FOREVER,
    },
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
    release,
    read,
    write: (key: string) => send(reversal(key).query, reversal(key).variables),
    /** As many queries as have a place, until each has asked REST. */
    occupy: async () => {
      const held = Array.from({ length: 4 }, (_, n) => read(n));
      await eventually(() => expect(world.upstream.requests.length).toBe(4));
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

const HELD = { status: 200, data: { transfer: { amount: 400 } } };

describe('more operations than may be executed at once', () => {
  it('wait as many as may, and the others are refused as they come, without a REST call', async () => {
    const { upstream, occupy, read, release } = await start();
    const held = await occupy();
    const waiting = [read(4), read(5)];
    expect(await read(6)).toEqual(OVERLOADED);
    expect(upstream.requests.length).toBe(4);
    release();
    for (const answer of await Promise.all([...held, ...waiting])) expect(answer).toMatchObject(HELD);
    expect(upstream.requests.length).toBe(6);
  });

  it('are refused when they have waited as long as they may', async () => {
    const { upstream, occupy, read, release } = await start({ operationQueueWaitMs: 400 });
    const held = await occupy();
    for (const [late, waited] of await Promise.all([timed(read(4)), timed(read(5))])) {
      expect(late).toEqual(OVERLOADED);
      expect(waited).toBeGreaterThan(350);
    }
    expect(upstream.requests.length).toBe(4);
    release();
    for (const answer of await Promise.all(held)) expect(answer).toMatchObject(HELD);
  });

  it('leave a place to mutations', async () => {
    const { occupy, read, write, release } = await start();
    const held = await occupy();
    const waiting = [read(5), read(6)];
    const result = await write('key');
    expect(result.data).toMatchObject({ createTransferReversal: { __typename: 'CreateTransferReversalPayload' } });
    expect(await read(7)).toEqual(OVERLOADED);
    release();
    await Promise.all([...held, ...waiting]);
  });

  it('have their turn when one before them ends', async () => {
    const { read, upstream, release } = await start();
    const leaving = new AbortController();
    const left = read(8, leaving.signal).catch(() => undefined);
    await eventually(() => expect(upstream.requests.length).toBe(1));
    const held = Array.from({ length: 3 }, (_, n) => read(n));
    const next = read(9);
    await eventually(() => expect(upstream.requests.length).toBe(4));
    leaving.abort();
    await eventually(() => expect(upstream.requests.at(-1)?.path).toBe(`/v1/transfers/${transferId(9)}`));
    release();
    await Promise.all([left, next, ...held]);
  });

  it('are forgotten when their caller leaves', async () => {
    const { occupy, read, upstream, release } = await start();
    const held = await occupy();
    const leaving = new AbortController();
    const gone = [read(10, leaving.signal), read(11, leaving.signal)].map((each) => each.catch(() => undefined));
    expect(await read(12)).toEqual(OVERLOADED);
    leaving.abort();
    await Promise.all(gone);
    // There is room to wait again, for two.
    const waiting = [read(13), read(14)];
    expect(await read(15)).toEqual(OVERLOADED);
    expect(upstream.requests.length).toBe(4);
    release();
    for (const answer of await Promise.all([...held, ...waiting])) expect(answer).toMatchObject(HELD);
  });

  it('tell the balancer, once they are many', async () => {
    const { occupy, read, isReady, release } = await start();
    const held = [...(await occupy()), read(5), read(6)];
    expect(await isReady()).toBe(true);
    await Promise.all(Array.from({ length: 101 }, (_, n) => read(20 + n)));
    expect(await isReady()).toBe(false);
    release();
    await Promise.all(held);
  });
});
