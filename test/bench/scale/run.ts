import { measureRedis } from './redis-cost.ts';
import { simulate } from './simulate.ts';

const REPLICAS = 100;
const ACCOUNTS = 100_000;
/** What a live key's account may be read in a second. */
const BUDGET = 80;
const LOADS = [1_000, 2_500, 5_000, 10_000, 15_000, 20_000, 30_000];
/** Beyond this part of its time a queue before Redis grows, and answers come late. */
const ENOUGH = 0.7;

const rowOf = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** `npm run bench -- scale`: where one Redis ends, as Markdown. */
export const runScale = async (): Promise<void> => {
  const costs = await measureRedis();
  const rows = LOADS.map((callsPerSecond) => {
    const load = { replicas: REPLICAS, accounts: ACCOUNTS, callsPerSecond, budget: BUDGET };
    const { sent, orders, busy, p99Ms } = simulate(load, costs);
    const waits = busy < 1 ? p99Ms.toFixed(1) : 'grows';
    return [callsPerSecond, Math.round(sent), Math.round(orders), `${Math.round(100 * busy)} %`, waits] as const;
  });
  const shown = costs.map(({ places, us }) => `${Math.round(us)} µs with ${places} places`).join(', ');
  let [most, tooMany] = [0, 2 * (LOADS.at(-1) ?? 0)];
  while (tooMany - most > 250) {
    const callsPerSecond = Math.round((most + tooMany) / 2);
    const { busy } = simulate({ replicas: REPLICAS, accounts: ACCOUNTS, callsPerSecond, budget: BUDGET }, costs);
    if (busy < ENOUGH) most = callsPerSecond;
    else tooMany = callsPerSecond;
  }
  process.stdout.write(
    `${[
      `Redis' processor time for one order, measured: ${shown}.`,
      `${REPLICAS} replicas, ${ACCOUNTS} accounts, ${BUDGET} calls a second for each:`,
      '',
      rowOf(['calls wished a second', 'sent', 'orders a second', 'Redis at work', 'wait before Redis, p99 ms']),
      rowOf(['--:', '--:', '--:', '--:', '--:']),
      ...rows.map(rowOf),
      '',
      `One Redis is enough for about ${most} such calls a second, at ${100 * ENOUGH} % of its time; beyond that, shards by account.`,
    ].join('\n')}\n`,
  );
};
