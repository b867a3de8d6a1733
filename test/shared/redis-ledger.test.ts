import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOKING_SCRIPT } from '../../src/shared/booking-script.ts';
import type { Entry } from '../../src/shared/ledger.ts';
import { MemoryLedger } from '../../src/shared/memory-ledger.ts';
import { keysOf, openRedisLedger } from '../../src/shared/redis-ledger.ts';
import { orderOf, steps } from './orders.ts';
import { hasRedis, startRedis } from './redis.ts';

const replace = (script: string, [from, to]: readonly [string, string]): string => {
  if (!script.includes(from)) throw new Error(`The script has no ${from}.`);
  return script.replace(from, to);
};

/** Redis' own clock cannot be set: the script is given one, and forgets nothing by the other. */
const TIMELESS = (
  [
    ['clock[1] * 1000 + math.floor(clock[2] / 1000)', 'tonumber(ARGV[2])'],
    [", 'PX', entry.ms", ''],
    ["redis.call('PEXPIRE'", "redis.call('EXISTS'"],
    [', 3200)', ')'],
  ] as const
).reduce(replace, BOOKING_SCRIPT);

describe.skipIf(!hasRedis)('a ledger in Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.kill());

  const entry = { logs: [0, 1], id: 'p1' };
  const order = {
    account: 'held acct_1',
    logs: ['read', 'GET /v1/transfers/{id}'],
    wishes: [{ logs: [0, 1], limits: [4, 2], ids: ['p1', 'p2', 'p3'], fromMs: 0, aheadMs: 1_100 }],
    returned: [],
    closed: [],
  };

  it('answers as the one in memory, step by step, on the same clock', { retry: 0 }, async () => {
    const client = new Redis(redis.url);
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await client.flushall();
        let now = 1_700_000_000_000;
        const memory = new MemoryLedger(() => now);
        const named: Entry[] = [];
        for (const step of all) {
          now += step.afterMs;
          const asked = orderOf(step, named);
          const keys = keysOf('test', asked);
          const answer = await client.eval(TIMELESS, keys.length, ...keys, JSON.stringify(asked), now);
          const [wishes, closedMs, at] = answer as [number[][], number[], number];
          expect({ at, wishes, closedMs }).toEqual(memory.book(asked));
        }
      }),
      { numRuns: 60 },
    );
    client.disconnect();
  });

  it('keeps all logs of an account in one slot of a cluster, and no name but the account', async () => {
    const client = new Redis(redis.url);
    await client.flushall();
    const ledger = await openRedisLedger(redis.url, 'one:test');
    await expect.poll(() => ledger.book(order).catch(() => undefined)).toBeDefined();
    const keys = await client.keys('*');
    expect(keys.toSorted()).toEqual(['{one:test:held acct_1}:GET /v1/transfers/:id', '{one:test:held acct_1}:read']);
    const slots = await Promise.all(keys.map((key) => client.cluster('KEYSLOT', key).catch(() => 'no cluster')));
    expect(new Set(slots).size).toBe(1);
    // Nothing stays of an account that is idle.
    for (const key of keys) expect(await client.pttl(key)).toBeGreaterThan(0);
    ledger.close();
    client.disconnect();
  });

  it('books for two processes what fits for one', async () => {
    const [one, other] = await Promise.all([openRedisLedger(redis.url, 'two'), openRedisLedger(redis.url, 'two')]);
    await expect.poll(() => one.book(order).catch(() => undefined)).toMatchObject({ wishes: [[1_100, 0, 0, 1_100]] });
    await expect.poll(() => other.book({ ...order, wishes: [] }).catch(() => undefined)).toBeDefined();
    const wishes = [{ logs: [0, 1], limits: [4, 2], ids: ['q1', 'q2'], fromMs: 0, aheadMs: 1_100 }];
    const { wishes: booked } = await other.book({ ...order, wishes, returned: [entry] });
    // One place came back, which is free now; of the others the next comes a window after the second.
    expect(booked[0]?.[1]).toBe(0);
    expect(booked[0]?.[2]).toBeGreaterThan(500);
    one.close();
    other.close();
  });
});
