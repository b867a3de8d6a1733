import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attempt, Fault, Head } from '../../src/stripe/attempt.ts';
import { Circuit, type Pass } from '../../src/stripe/circuit.ts';

const head = (status: number, replayed = false): Head => ({
  status,
  replayed,
  requestId: undefined,
  shouldRetry: undefined,
  retryAfter: undefined,
  rateLimitedReason: undefined,
});
const answered = (status: number, replayed = false): Attempt => ({ head: head(status, replayed), body: {}, bytes: 2 });
const broken = (fault: Fault, sent = true, status?: number): Attempt => ({
  fault,
  sent,
  ...(status === undefined ? {} : { head: head(status) }),
});
const GOOD = answered(200);
const BAD = answered(503);
const REFUSAL = { fault: 'open', sent: false, retryAfterMs: expect.any(Number) };

const start = () => {
  const circuit = new Circuit(3);
  let sent = 0;
  const run = async (attempt: Attempt | Promise<Attempt>, mustGo = false): Promise<Attempt> => {
    const pass = circuit.enter(mustGo);
    if ('fault' in pass) return pass;
    sent += 1;
    const ended = await attempt;
    circuit.learn(pass, ended);
    return ended;
  };
  const open = async () => {
    for (let n = 0; n < 3; n += 1) await run(BAD);
    sent = 0;
  };
  return { circuit, run, open, sent: () => sent };
};

const later = (attempt: Attempt, ms: number): Promise<Attempt> =>
  new Promise((resolve) => setTimeout(resolve, ms, attempt));

describe('a circuit', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each<[string, Attempt]>([
    ['5xx', BAD],
    ['no connection', broken('connect', false)],
    ['a broken one', broken('reset')],
    ['no answer in time', broken('timeout')],
    ['no answer of REST', broken('malformed', true, 200)],
    ['a page of a proxy', broken('malformed', true, 502)],
  ])('opens after some failures in a row: %s', async (_, attempt) => {
    const { circuit, run, sent } = start();
    for (let n = 0; n < 3; n += 1) {
      expect(circuit.refusal).toBeUndefined();
      expect(await run(attempt)).toBe(attempt);
    }
    expect(circuit.refusal).toEqual(REFUSAL);
    expect(await run(GOOD)).toEqual(REFUSAL);
    expect(sent()).toBe(3);
  });

  it.each<[string, Attempt]>([
    ['400', answered(400)],
    ['404', answered(404)],
    ['409', answered(409)],
    ['429', answered(429)],
    ['a page of a limiter', broken('malformed', true, 429)],
    ['a 500 that was stored', answered(500, true)],
  ])('begins to count anew with every answer: %s', async (_, attempt) => {
    const { circuit, run } = start();
    for (let n = 0; n < 9; n += 1) await run(n % 3 === 2 ? attempt : BAD);
    expect(circuit.refusal).toBeUndefined();
  });

  it.each<[string, Attempt]>([
    ['the caller left', broken('aborted')],
    ['there was no connection free', broken('timeout', false)],
    ['too many waited', broken('shed', false)],
    ['the client is closing', broken('closed', false)],
  ])('does not count what says nothing: %s', async (_, attempt) => {
    const { circuit, run } = start();
    for (let n = 0; n < 9; n += 1) await run(attempt);
    expect(circuit.refusal).toBeUndefined();
    for (const next of [BAD, attempt, BAD, attempt, BAD]) await run(next);
    expect(circuit.refusal).toEqual(REFUSAL);
  });

  it('lets one call try after two seconds, and all others when that was answered', async () => {
    const { circuit, run, open, sent } = start();
    await open();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(await run(GOOD)).toEqual(REFUSAL);
    await vi.advanceTimersByTimeAsync(1);
    const probe = run(later(GOOD, 100));
    expect(await run(GOOD)).toEqual(REFUSAL);
    expect(sent()).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(await probe).toBe(GOOD);
    expect(circuit.refusal).toBeUndefined();
  });

  it.each<[string, Attempt]>([
    ['failed', BAD],
    ['said nothing', broken('aborted')],
  ])('stays open when that %s', async (_, attempt) => {
    const { run, open } = start();
    await open();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await run(attempt)).toBe(attempt);
    expect(await run(GOOD)).toEqual(REFUSAL);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await run(GOOD)).toBe(GOOD);
    expect(await run(GOOD)).toBe(GOOD);
  });

  it('lets another try when that takes long; and an answer that comes late closes it too', async () => {
    const { circuit, run, open, sent } = start();
    await open();
    await vi.advanceTimersByTimeAsync(2_000);
    const slow = run(later(GOOD, 5_000));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await run(GOOD)).toEqual(REFUSAL);
    expect(sent()).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await run(BAD)).toBe(BAD);
    expect(await run(GOOD)).toEqual(REFUSAL);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await slow).toBe(GOOD);
    expect(circuit.refusal).toBeUndefined();
    expect(await run(GOOD)).toBe(GOOD);
  });

  it('lets through what must go, and learns from its answer', async () => {
    const { circuit, run, open, sent } = start();
    await open();
    expect(await run(BAD, true)).toBe(BAD);
    expect(circuit.refusal).toEqual(REFUSAL);
    expect(await run(GOOD, true)).toBe(GOOD);
    expect(sent()).toBe(2);
    expect(circuit.refusal).toBeUndefined();
  });

  it.each([-1, 1])('does not look at the time of day, which jumps: %i hour', async (hours) => {
    const { circuit, run, open } = start();
    await open();
    vi.setSystemTime(Date.now() + hours * 3_600_000);
    expect(await run(GOOD)).toEqual({ ...REFUSAL, retryAfterMs: 2_000 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(circuit.refusal).toBeUndefined();
    expect(await run(GOOD)).toBe(GOOD);
    expect(await run(GOOD)).toBe(GOOD);
  });

  it('takes the time from the clock it is given', () => {
    let now = 0;
    const circuit = new Circuit(1, () => now);
    circuit.learn(circuit.enter(false) as Pass, BAD);
    now = 1_500;
    expect(circuit.refusal).toEqual({ ...REFUSAL, retryAfterMs: 500 });
    now = 2_000;
    expect(circuit.refusal).toBeUndefined();
  });

  it('counts a call that tried and failed after another had closed it like any other', async () => {
    const { circuit, run, open } = start();
    await open();
    await vi.advanceTimersByTimeAsync(2_000);
    const tries = run(later(BAD, 100));
    await run(GOOD, true);
    await vi.advanceTimersByTimeAsync(100);
    expect(await tries).toBe(BAD);
    expect(circuit.refusal).toBeUndefined();
    await run(BAD);
    expect(circuit.refusal).toBeUndefined();
    await run(BAD);
    expect(circuit.refusal).toEqual(REFUSAL);
  });
});
