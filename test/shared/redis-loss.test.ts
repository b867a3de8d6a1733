import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PROBE } from '../../src/shared/ledger.ts';
import { openRedisLedger } from '../../src/shared/redis-ledger.ts';
import { hasRedis, startRedis } from './redis.ts';
import { mostInASecond, startReplicas } from './replicas.ts';

const RATES = { readsPerSecond: 80, writesPerSecond: 80, endpointPerSecond: 80 };

describe.skipIf(!hasRedis)('three replicas under load', () => {
  it.each(['killed', 'stopped'] as const)('lose no call while Redis is %s, and keep the budget (D2)', async (how) => {
    await using redis = await startRedis();
    const ledger = await openRedisLedger(redis.url, 'loss');
    const { starting, call, sent, refused, modes, close } = await startReplicas(3, ledger, RATES, 500);
    await starting;
    const timers = [0, 1, 2].map((replica) => setInterval(() => void call(replica, { waitMs: 10_000 }), 60));
    await sleep(1_500);
    if (how === 'killed') await redis.kill();
    else redis.pause();
    await sleep(4_000);
    if (how === 'killed') await redis.restart();
    else redis.resume();
    await expect.poll(() => modes.at(-1)).toBe('shared');
    for (const timer of timers) clearInterval(timer);
    await sleep(3_000);
    close();
    expect(refused).toEqual([]);
    expect(modes).toContain('alone');
    expect(modes).toContain('returning');
    expect(mostInASecond(sent)).toBeLessThanOrEqual(82);
  });
});

describe.skipIf(!hasRedis)('a Redis that is started anew, and is empty,', () => {
  it('between two calls of a replica is not taken for the one that it was', async () => {
    await using redis = await startRedis();
    const ledger = await openRedisLedger(redis.url, 'anew');
    const { starting, call, sent, refused, modes, close } = await startReplicas(1, ledger, RATES, 500);
    await starting;
    await Promise.all(Array.from({ length: 80 }, () => call(0)));
    await redis.kill();
    await redis.restart();
    // Nobody has asked for anything meanwhile.
    await expect
      .poll(
        () =>
          ledger.book(PROBE).then(
            () => 'there',
            () => 'away',
          ),
        { interval: 20 },
      )
      .toBe('there');
    await Promise.all(Array.from({ length: 40 }, () => call(0, { waitMs: 10_000 })));
    close();
    expect(refused).toEqual([]);
    expect(modes).toContain('alone');
    expect(mostInASecond(sent)).toBeLessThanOrEqual(80);
  });
});
