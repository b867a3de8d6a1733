import { describe, expect, it } from 'vitest';
import { RetryBudget } from '../../src/stripe/retry-budget.ts';
import { serverError } from '../faulty-upstream/faults.ts';
import { always, startClientWorld } from './world.ts';

const spendAll = (budget: RetryBudget, now: number): number => {
  let spent = 0;
  while (budget.spend(now)) spent += 1;
  return spent;
};

describe('RetryBudget', () => {
  it('holds a hundred, earns one for ten calls and ten a second, and saves no more', () => {
    const budget = new RetryBudget(0);
    expect(spendAll(budget, 0)).toBe(100);
    for (let call = 0; call < 55; call += 1) budget.earn();
    expect(spendAll(budget, 0)).toBe(5);
    expect(spendAll(budget, 2_000)).toBe(20);
    expect(spendAll(budget, 3_600_000)).toBe(100);
  });

  it('keeps 1,000 failing reads from becoming 3,000 requests', async () => {
    const { upstream, get } = await startClientWorld({ faults: always(serverError(503)) }, { restBreakAfter: 5_000 });
    const started = performance.now();
    for (let batch = 0; batch < 20; batch += 1) await Promise.allSettled(Array.from({ length: 50 }, () => get()));
    const earnedByTime = ((performance.now() - started) / 1_000) * 10;
    // 1,000 calls, the hundred saved up, and a tenth.
    expect(upstream.requests.length).toBeGreaterThan(1_190);
    expect(upstream.requests.length).toBeLessThanOrEqual(1_201 + earnedByTime);
  });

  it('is not spent by writes', async () => {
    const { upstream, get, post } = await startClientWorld({
      faults: ({ method }) => (method === 'POST' ? serverError(503) : undefined),
    });
    await Promise.allSettled(Array.from({ length: 100 }, (_, n) => post({ idempotencyKey: `key_${n}` })));
    expect(upstream.requests.length).toBe(600);
    expect(await get()).toMatchObject({ attempts: 1 });
  });
});
