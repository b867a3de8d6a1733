import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../src/stripe/call.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { leastTime, roundTrip } from '../effort.ts';
import { eventually } from '../eventually.ts';
import { budgetOf, codesOf, mostInASecond, startUpstreamWorld, timed, type WorldOptions } from './world.ts';

/**
 * A gateway with its budget, and the times at which its attempts had their turns: when they arrive is up to the
 * machine.
 */
const start = async (variables: Record<string, string> = {}, options: WorldOptions = {}) => {
  const times: number[] = [];
  const write = (line: string): void => {
    const { call } = JSON.parse(line) as { call?: CallEvent };
    if (call?.status !== undefined) times.push(performance.now() - call.durationMs);
  };
  const gateway = { ...budgetOf(variables), log: createLog('debug', { write }), ...options.gateway };
  return { times, ...(await startUpstreamWorld({ ...options, gateway })) };
};

describe('U12: 200 different transfers in one query, under a test key', () => {
  it('all come when they may wait, and REST is never asked faster than it allows', async () => {
    const { times, upstream, readMany } = await start({ REST_QUEUE_WAIT_MS: '20000' });
    const [answer, ms] = await timed(readMany(200));
    expect(answer.errors).toBeUndefined();
    expect(answer.data.nodes).toEqual(Array(200).fill({ amount: 400 }));
    expect(upstream.requests.length).toBe(200);
    expect(mostInASecond(times)).toBeLessThanOrEqual(20);
    // Nine seconds are what the budget takes; none of it is left unused for long.
    expect(ms).toBeGreaterThan(8_900);
  });

  it('under a live key too: they are one endpoint', async () => {
    const { times, readMany, reverse, upstream } = await start({
      REST_READS_PER_SECOND: '80',
      REST_WRITES_PER_SECOND: '80',
    });
    const [answer, ms] = await timed(readMany(40));
    expect(answer.errors).toBeUndefined();
    expect(ms).toBeGreaterThan(1_000);
    expect(mostInASecond(times)).toBeLessThanOrEqual(20);
    // Writes have a budget of their own, and need not wait for that of the reads.
    let key = 0;
    const write = async () => {
      key += 1;
      expect(await reverse(`key_${key}`)).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
    };
    expect(await leastTime(write, 5)).toBeLessThan(50 * (await roundTrip(upstream.url)));
  });

  it('all come as a matter of course, and meanwhile the gateway is ready', async () => {
    const { times, readMany, isReady } = await start();
    const reading = readMany(200);
    await eventually(() => expect(times.length).toBeGreaterThanOrEqual(40));
    expect(await isReady()).toBe(true);
    const answer = await reading;
    expect(answer.errors).toBeUndefined();
    expect(answer.data.nodes).toEqual(Array(200).fill({ amount: 400 }));
    expect(mostInASecond(times)).toBeLessThanOrEqual(20);
    expect(await isReady()).toBe(true);
  });

  it('as many come as their time allows, the others are refused at once and by name', async () => {
    const { times, upstream, readMany } = await start({}, { gateway: { restReadDeadlineMs: 5_000 } });
    const answer = await readMany(200);
    const served = answer.data.nodes.filter((each: unknown) => each !== null).length;
    expect(served).toBe(upstream.requests.length);
    expect(served).toBeGreaterThanOrEqual(40);
    // What was refused here has cost nothing.
    expect(answer.extensions?.cost).toMatchObject({ estimated: 200, actual: served });
    // An answer lists a hundred errors at most.
    expect(codesOf([answer])).toEqual({ OVERLOADED: 100 });
    expect(answer.errors?.at(-1)?.extensions).toMatchObject({
      retryable: true,
      retryAfterMs: expect.any(Number),
      requestId: null,
    });
    expect(mostInASecond(times)).toBeLessThanOrEqual(20);
  });
});
