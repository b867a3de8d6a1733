import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RestAnswer } from '../../src/stripe/call.ts';
import { type Cancellation, Recall } from '../../src/stripe/cancellation.ts';
import { RestError } from '../../src/stripe/errors.ts';
import { JoinedReads } from '../../src/stripe/joined-reads.ts';

const ANSWER: RestAnswer<object> = {
  body: {},
  bytes: 2,
  status: 200,
  requestId: undefined,
  replayed: false,
  attempts: 1,
};

const start = () => {
  const reads = new JoinedReads();
  /** The GETs that were made. */
  const made: { signal: Cancellation; leave: () => void; end: (answer: RestAnswer<object> | Error) => void }[] = [];
  const ask = (timeMs = 10_000, signal?: Cancellation) =>
    reads.request('key', { signal, deadline: performance.now() + timeMs, onJoined: () => {} }, (inner, leave) => {
      return new Promise((resolve, reject) => {
        made.push({ signal: inner, leave, end: (end) => (end instanceof Error ? reject(end) : resolve(end)) });
      });
    });
  return { made, ask, reads };
};

describe('equal reads', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are one until it is sent, and one more after it', async () => {
    const { made, ask } = start();
    const waiting = [ask(), ask(), ask()];
    expect(made.length).toBe(1);
    made[0]?.leave();
    const late = ask();
    expect(made.length).toBe(2);
    made[0]?.end(ANSWER);
    expect(await Promise.all(waiting)).toEqual([ANSWER, ANSWER, ANSWER]);
    made[1]?.end(ANSWER);
    expect(await late).toBe(ANSWER);
  });

  it('that leave at once are joined by nobody', async () => {
    const { reads } = start();
    let count = 0;
    const ask = () =>
      reads.request('key', { signal: undefined, deadline: 1_000, onJoined: () => {} }, async (_, leave) => {
        count += 1;
        leave();
        return ANSWER;
      });
    await Promise.all([ask(), ask()]);
    expect(count).toBe(2);
  });

  it('that leave at once are ended by their reader, also by one who had left before', () => {
    const { reads } = start();
    let ended = 0;
    const ask = (signal: Cancellation) =>
      void reads.request('key', { signal, deadline: 1_000, onJoined: () => {} }, (inner, leave) => {
        inner.addEventListener('abort', () => {
          ended += 1;
        });
        leave();
        return new Promise(() => {});
      });
    const reader = new Recall();
    ask(reader);
    expect(ended).toBe(0);
    reader.abort();
    expect(ended).toBe(1);
    ask(reader);
    expect(ended).toBe(2);
  });

  it('that have left are ended by their reader alone', async () => {
    const { made, ask } = start();
    const reader = new Recall();
    const answer = ask(10_000, reader);
    made[0]?.leave();
    reader.abort();
    expect(made[0]?.signal.aborted).toBe(true);
    made[0]?.end(new Error('aborted'));
    await expect(answer).rejects.toThrow();
  });

  it('that leave at once are ended by their reader, and told how', async () => {
    const { reads } = start();
    const reader = new Recall();
    const answer = reads.request('key', { signal: reader, deadline: 10_000, onJoined: () => {} }, (inner, leave) => {
      leave();
      return new Promise((_, reject) => inner.addEventListener('abort', () => reject(new Error('ended'))));
    });
    reader.abort();
    await expect(answer).rejects.toThrow('ended');
  });

  it('go on when whoever began leaves, and end with the last', async () => {
    const { made, ask } = start();
    const first = new Recall();
    const second = new Recall();
    const one = ask(10_000, first);
    const two = ask(10_000, second);
    first.abort();
    await expect(one).rejects.toMatchObject({ kind: 'aborted' });
    expect(made[0]?.signal.aborted).toBe(false);
    second.abort();
    expect(made[0]?.signal.aborted).toBe(true);
    made[0]?.end(new Error('ended'));
    await expect(two).rejects.toThrow('ended');
  });

  it('keep their own time', async () => {
    const { made, ask } = start();
    const long = ask(10_000);
    const short = ask(1_000);
    const isOver = expect(short).rejects.toMatchObject({ kind: 'timeout' });
    await vi.advanceTimersByTimeAsync(1_000);
    await isOver;
    made[0]?.end(ANSWER);
    expect(await long).toBe(ANSWER);
  });

  it('are asked anew when the time of whoever began was too short', async () => {
    const { made, ask } = start();
    const late = new RestError('late', { kind: 'timeout', effect: 'none', sent: false, retryable: true });
    const short = ask(1_000);
    const long = ask(10_000);
    const isOver = expect(short).rejects.toBe(late);
    made[0]?.end(late);
    await isOver;
    await vi.advanceTimersByTimeAsync(0);
    expect(made.length).toBe(2);
    made[1]?.end(ANSWER);
    expect(await long).toBe(ANSWER);
  });
});
