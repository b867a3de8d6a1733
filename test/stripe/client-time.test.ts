import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { answerOnce } from '../faulty-upstream/answer-once.ts';
import { drips, type Fault, hangs, jsonText, late, resetsInBody, serverError } from '../faulty-upstream/faults.ts';
import { seededFaults } from '../faulty-upstream/seeded-faults.ts';
import { always, failureOf, inTurn, startClientWorld } from './world.ts';

const ONCE = { read: 1, write: 1 };
const timed = async <T>(call: Promise<T>): Promise<[T, number]> => {
  const started = performance.now();
  return [await call, performance.now() - started];
};

describe('time', () => {
  it.each<[string, Fault]>([
    ['no first byte', hangs()],
    ['one byte at a time', drips(20)],
  ])('%s: ends with its attempt', async (_, fault) => {
    const { get, post } = await startClientWorld(
      { faults: always(fault) },
      { maxAttempts: ONCE, restReadTimeoutMs: 150, restWriteTimeoutMs: 1_500 },
    );
    const ended: string[] = [];
    const [[read, readMs], [write, writeMs]] = await Promise.all([
      timed(failureOf(get()).finally(() => ended.push('read'))),
      timed(failureOf(post()).finally(() => ended.push('write'))),
    ]);
    expect(read).toMatchObject({ kind: 'timeout', effect: 'none', retryable: true });
    expect(readMs).toBeGreaterThan(140);
    expect(write).toMatchObject({ kind: 'timeout', effect: 'unknown', retryable: true });
    expect(writeMs).toBeGreaterThan(1_490);
    expect(ended).toEqual(['read', 'write']);
  });

  it('of all attempts together ends at the deadline', async () => {
    const { upstream, get } = await startClientWorld(
      { faults: always(hangs()) },
      {
        restReadTimeoutMs: 1_000,
        maxAttempts: { read: 9, write: 9 },
        restReadDeadlineMs: 2_500,
        restWriteDeadlineMs: 1,
      },
    );
    const [error, ms] = await timed(failureOf(get()));
    expect(error.kind).toBe('timeout');
    expect(ms).toBeGreaterThan(2_490);
    expect([2, 3]).toContain(upstream.requests.length);
  });

  it('spent waiting for a turn counts, and whoever waited has done nothing', async () => {
    const { upstream, post } = await startClientWorld(
      { faults: always(hangs()) },
      { restConnections: 1, maxAttempts: ONCE, restWriteTimeoutMs: 3_000, restQueueWaitMs: 60_000 },
    );
    // Its time is over long before the connection is free.
    const deadline = performance.now() + 300;
    const [sent, waited] = await Promise.all([
      failureOf(post()),
      failureOf(post({ idempotencyKey: 'key_2', deadline })),
    ]);
    expect(sent).toMatchObject({ kind: 'timeout', effect: 'unknown' });
    expect(waited).toMatchObject({ kind: 'timeout', effect: 'none' });
    await sleep(30);
    expect(upstream.requests.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key_1']);
  });

  it('of a late answer is not wasted: the next attempt gets it', async () => {
    const { upstream, post } = await startClientWorld({ faults: inTurn(late(1_000)) }, { restWriteTimeoutMs: 200 });
    expect(await post()).toMatchObject({ replayed: true, attempts: 2 });
    expect(upstream.ledger.byKey.get('key_1')).toBe(1);
  });
});

describe('a caller who leaves', () => {
  it('ends a read at once, and frees its connection', async () => {
    const { upstream, client, get } = await startClientWorld(
      { faults: always(hangs()) },
      { restReadTimeoutMs: 600_000, restReadDeadlineMs: 600_000 },
    );
    const leaving = new AbortController();
    const call = failureOf(get({ signal: leaving.signal }));
    await eventually(() => expect(upstream.requests.length).toBe(1));
    leaving.abort();
    // No answer comes, and its time is longer than this test's.
    expect(await call).toMatchObject({ kind: 'aborted', effect: 'none' });
    // Closing waits for whatever is in flight.
    await client.close();
    await eventually(() => expect(upstream.openSockets).toBe(0));
    expect(upstream.requests.length).toBe(1);
  });

  it('does not call a write back', async () => {
    const { upstream, post } = await startClientWorld({ answer: answerOnce(50) });
    const leaving = new AbortController();
    const call = post({ signal: leaving.signal });
    await eventually(() => expect(upstream.requests.length).toBe(1));
    leaving.abort();
    expect(await call).toMatchObject({ body: { id: 'obj_1' }, replayed: false, attempts: 1 });
    expect(upstream.ledger.byKey.get('key_1')).toBe(1);
  });

  it('ends the wait of a write for another attempt, which says what it does not know', async () => {
    const { upstream, post } = await startClientWorld(
      { faults: always(serverError(500)) },
      { retryBaseMs: 60_000, restWriteDeadlineMs: 600_000 },
    );
    const leaving = new AbortController();
    const call = failureOf(post({ signal: leaving.signal }));
    await eventually(() => expect(upstream.requests.length).toBe(1));
    await sleep(100);
    leaving.abort();
    expect(await call).toMatchObject({ kind: 'aborted', effect: 'unknown', requestId: 'req_500' });
    expect(upstream.requests.length).toBe(1);
  });

  it('during a write that fails is not waited for', async () => {
    const { upstream, post } = await startClientWorld({
      faults: always({
        ...late(50),
        play: async (stage) => {
          await sleep(50);
          await serverError(503).play(stage);
        },
      }),
    });
    const leaving = new AbortController();
    const call = failureOf(post({ signal: leaving.signal }));
    await eventually(() => expect(upstream.requests.length).toBe(1));
    leaving.abort();
    expect(await call).toMatchObject({ kind: 'unavailable', effect: 'unknown' });
    expect(upstream.requests.length).toBe(1);
  });

  it('may share one signal among many calls', async () => {
    const warnings: Error[] = [];
    const collect = (warning: Error) => warnings.push(warning);
    process.on('warning', collect);
    const { get } = await startClientWorld();
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 30 }, () => get({ signal })));
    await sleep(5);
    process.off('warning', collect);
    expect(warnings).toEqual([]);
  });

  it('before it begins causes no request at all', async () => {
    const { upstream, get, post } = await startClientWorld();
    const signal = AbortSignal.abort();
    expect(await failureOf(get({ signal }))).toMatchObject({ kind: 'aborted', effect: 'none' });
    expect(await failureOf(post({ signal }))).toMatchObject({ kind: 'aborted', effect: 'none' });
    expect(upstream.connections).toBe(0);
  });

  it('while a write waits for its turn keeps it from being sent', async () => {
    const { upstream, post } = await startClientWorld({ answer: answerOnce(2_000) }, { restConnections: 1 });
    const leaving = new AbortController();
    const first = post();
    const second = failureOf(post({ idempotencyKey: 'key_2', signal: leaving.signal }));
    leaving.abort();
    let isDone = false;
    void first.then(() => {
      isDone = true;
    });
    expect(await second).toMatchObject({ kind: 'aborted', effect: 'none' });
    expect(isDone).toBe(false);
    expect(await first).toMatchObject({ attempts: 1 });
    expect(upstream.requests.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key_1']);
  });
});

describe('connections', () => {
  it('stay within their bound, surplus is turned away at once, and all is well afterwards', async () => {
    let isHanging = true;
    const { upstream, get, post } = await startClientWorld(
      { faults: () => (isHanging ? hangs() : undefined) },
      {
        restConnections: 10,
        maxAttempts: ONCE,
        restReadTimeoutMs: 5_000,
        restWriteTimeoutMs: 5_000,
        restQueueWaitMs: 60_000,
      },
    );
    /** In the order in which they came. */
    const kinds: string[] = [];
    const calls = Array.from({ length: 1_000 }, () =>
      failureOf(get()).then((error) => {
        kinds.push(error.kind);
        return error;
      }),
    );
    await eventually(() => expect(upstream.requests.length).toBe(8));
    await sleep(20);
    // A fifth is left for writes.
    expect(upstream.openSockets).toBe(8);
    const write = failureOf(post());
    await eventually(() => expect(upstream.requests.length).toBe(9));
    const errors = await Promise.all(calls);
    await write;
    const shed = errors.filter(({ kind }) => kind === 'shed');
    expect(shed.length).toBe(1_000 - 8 - 160);
    expect(shed[0]).toMatchObject({ effect: 'none', retryable: true, retryAfterMs: 1_000 });
    // At once, not when some other call's time was up.
    expect(new Set(kinds.slice(0, shed.length))).toEqual(new Set(['shed']));
    await eventually(() => expect(upstream.openSockets).toBeLessThanOrEqual(10));
    isHanging = false;
    expect(await get()).toMatchObject({ attempts: 1 });
  });

  it('do not leak, whatever breaks', async () => {
    const faults = seededFaults(3, 0.6, [resetsInBody(), drips(5), hangs(), serverError(500), jsonText('null')]);
    const { upstream, client, get } = await startClientWorld(
      { faults },
      { restConnections: 8, restReadTimeoutMs: 300, restQueueWaitMs: 60_000, restReadDeadlineMs: 120_000 },
    );
    const burst = () =>
      Promise.allSettled(
        Array.from({ length: 100 }, (_, n) => {
          const signal = AbortSignal.timeout(10 + n);
          return get({ params: { n }, ...(n % 3 === 0 ? { signal } : {}) });
        }),
      );
    // On a busy machine the time of a burst can be up before its requests have left.
    do await burst();
    while (upstream.requests.length <= 30);
    await eventually(() => expect(upstream.openSockets).toBeLessThanOrEqual(8));
    await client.close();
    await eventually(() => expect(upstream.openSockets).toBe(0));
  });

  it('close when what is in flight has its answer, and nothing is taken any more', async () => {
    const { upstream, client, post } = await startClientWorld({ answer: answerOnce(60) });
    const call = post();
    await eventually(() => expect(upstream.requests.length).toBe(1));
    const closed = client.close();
    expect(await failureOf(post({ idempotencyKey: 'key_2' }))).toMatchObject({ kind: 'unavailable', effect: 'none' });
    expect(await call).toMatchObject({ body: { id: 'obj_1' } });
    await closed;
    expect(upstream.requests.length).toBe(1);
    await eventually(() => expect(upstream.openSockets).toBe(0));
  });
});
