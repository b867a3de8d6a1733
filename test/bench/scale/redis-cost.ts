import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { AHEAD_MS, type Order } from '../../../src/shared/ledger.ts';
import { openRedisLedger } from '../../../src/shared/redis-ledger.ts';
import { startRedis } from '../../shared/redis.ts';

/** Processor time of Redis for one order, in microseconds, with that many places in the logs that it looks at. */
export interface Cost {
  readonly places: number;
  readonly us: number;
}

const LOGS = ['read', 'GET /v1/transfers/{id}'];
const ORDERS = 3_000;
const AT_ONCE = 50;
/** So many accounts take turns, so that none has more places than it shall have. */
const ACCOUNTS = 100;

const orderOf = (account: string, ids: readonly string[]): Order => ({
  account,
  logs: LOGS,
  returned: [],
  closed: [],
  // No limit that is ever reached: what is measured is looking through what is there.
  wishes: [{ logs: [0, 1], limits: [10_000, 10_000], ids, fromMs: 0, aheadMs: AHEAD_MS }],
});

const cpuUsOf = async (client: Redis): Promise<number> => {
  const said = await client.info('cpu');
  const seconds = [...said.matchAll(/^used_cpu_(?:user|sys):([\d.]+)/gm)].reduce((sum, [, of]) => sum + Number(of), 0);
  return seconds * 1e6;
};

/** Measured at a real Redis on this machine, which must have a processor for it. */
export const measureRedis = async (): Promise<Cost[]> => {
  await using redis = await startRedis();
  const client = new Redis(redis.url);
  const ledger = await openRedisLedger(redis.url, 'bench');
  await sleep(200);
  const costs: Cost[] = [];
  let names = 0;
  const name = (): string => {
    names += 1;
    return `p${names.toString(36)}`;
  };
  for (const places of [0, 20, 80]) {
    const fill = async () => {
      await client.flushall();
      const ids = Array.from({ length: places }, name);
      for (let n = 0; n < ACCOUNTS; n += 1) await ledger.book(orderOf(`held acct_${n}`, ids));
    };
    let spent = 0;
    // Places are gone after a second: so many orders at a time as are made in much less.
    for (let made = 0; made < ORDERS; made += ACCOUNTS) {
      await fill();
      const before = await cpuUsOf(client);
      for (let from = 0; from < ACCOUNTS; from += AT_ONCE) {
        const some = Array.from({ length: AT_ONCE }, (_, n) => ledger.book(orderOf(`held acct_${from + n}`, [name()])));
        await Promise.all(some);
      }
      spent += (await cpuUsOf(client)) - before;
    }
    costs.push({ places, us: spent / ORDERS });
  }
  ledger.close();
  client.disconnect();
  return costs;
};

/** Between two that were measured, and beyond the last, in a straight line. */
export const costOf = (costs: readonly Cost[], places: number): number => {
  const next = costs.findIndex((cost) => cost.places >= places);
  const above = next === -1 ? costs.length - 1 : Math.max(1, next);
  const [low, high] = [costs[above - 1], costs[above]];
  if (low === undefined || high === undefined) return costs.at(-1)?.us ?? 0;
  return low.us + ((high.us - low.us) * (places - low.places)) / (high.places - low.places);
};
