import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Ledger } from '../shared/ledger.ts';
import type { Mode } from '../shared/membership.ts';
import { openRedisLedger } from '../shared/redis-ledger.ts';
import { SharedBudget } from '../shared/shared-budget.ts';
import { needsSandbox } from './welcome.ts';

/** How long the start waits for the ledger; without it a process begins with its own part of the budget. */
const START_MS = 500;

/**
 * The budget that this process shares with others; undefined when it is alone. Redis has it for all replicas and all of
 * their workers, else the primary for its workers.
 */
export const joinBudget = async (
  config: Config,
  primary: Ledger | undefined,
  log: Logger,
): Promise<SharedBudget | undefined> => {
  const { redisUrl, redisPrefix, live } = config;
  if (needsSandbox(config)) return undefined;
  const ledger =
    redisUrl === undefined ? primary : await openRedisLedger(redisUrl, `${redisPrefix}:${live ? 'live' : 'test'}`);
  if (ledger === undefined) return undefined;
  const tell = (mode: Mode, trouble?: string) =>
    log[mode === 'alone' ? 'warn' : 'info']({ sharedState: mode, trouble }, 'shared budget');
  const budget = new SharedBudget({ ledger, replicas: config.replicas * config.workers, onChange: tell });
  await budget.start(START_MS);
  return budget;
};
