import { describe, expect, it } from 'vitest';
import { type Fault, rateLimited } from '../faulty-upstream/faults.ts';
import { budgetOf, codesOf, mostInASecond, startWorld, timed, type WorldOptions } from './world.ts';

/** REST's own limiter under a test key: 25 requests in any second. */
const limiter = () => {
  const times: number[] = [];
  const faults = (): Fault | undefined => {
    times.push(performance.now());
    const recent = times.filter((time) => time > performance.now() - 1_000);
    return recent.length > 25 ? rateLimited({ 'stripe-rate-limited-reason': 'global-rate' }) : undefined;
  };
  return { times, faults };
};

const start = async (variables: Record<string, string> = {}, options: WorldOptions = {}) => {
  const { times, faults } = limiter();
  const gateway = { ...budgetOf(variables), ...options.gateway };
  return { times, ...(await startWorld({ faults, ...options, gateway })) };
};

describe('U12: 200 different transfers in one query, under a test key', () => {
  it('all come when they may wait, and REST never has to say 429', { timeout: 30_000 }, async () => {
    const { times, upstream, readMany } = await start({ REST_QUEUE_WAIT_MS: '20000' });
    const [answer, ms] = await timed(readMany(200));
    expect(answer.errors).toBeUndefined();
    expect(answer.data.nodes).toEqual(Array(200).fill({ amount: 400 }));
    expect(upstream.requests.length).toBe(200);
    expect(mostInASecond(times)).toBeLessThanOrEqual(20);
    expect(ms).toBeLessThan(12_000);
  });

  it('under a live key too: they are one endpoint', async () => {
    const { times, readMany, reverse } = await start({ REST_READS_PER_SECOND: '80', REST_WRITES_PER_SECOND: '80' });
    const [answer, ms] = await timed(readMany(40));
    expect(answer.errors).toBeUndefined();
    expect(ms).toBeGreaterThan(1_000);
    expect(mostInASecond(times)).toBeLessThanOrEqual(20);
    const [result, writeMs] = await timed(reverse('key'));
    expect(result).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
    expect(writeMs).toBeLessThan(500);
  });

  it('as many come as two seconds allow, the others are refused at once and by name', async () => {
    const { times, upstream, readMany } = await start();
    const [answer, ms] = await timed(readMany(200));
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
    expect(ms).toBeLessThan(2_500);
  });
});
