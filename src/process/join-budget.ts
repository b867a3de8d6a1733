import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { watchAgreement } from '../shared/agreement.ts';
import type { Ledger } from '../shared/ledger.ts';
import type { Mode } from '../shared/membership.ts';
import { openRedisLedger } from '../shared/redis-ledger.ts';
import { SharedBudget } from '../shared/shared-budget.ts';
import { needsSandbox } from './welcome.ts';

/** How long the start waits for the ledger; without it a process begins with its own part of the budget. */
const START_MS = 500;

/** What all who share a budget have to go by. */
const settingsOf = ({ replicas, workers, restReadsPerSecond, restWritesPerSecond, restEndpointPerSecond }: Config) => ({
  replicas,
  workers,
  restReadsPerSecond,
  restWritesPerSecond,
  restEndpointPerSecond,
});

/**
 * The budget that this process shares with others; undefined when it is alone. Redis has it for all replicas and all of
 * their workers, else the primary for its workers.
 */
export const joinBudget = async (
  config: Config,
  primary: Ledger | undefined,
  log: Logger,
): Promise<SharedBudget | undefined> => {
  const { redisUrl, redisPrefix, live, replicas, workers } = config;
  if (needsSandbox(config)) return undefined;
  const redis =
    redisUrl === undefined ? undefined : await openRedisLedger(redisUrl, `${redisPrefix}:${live ? 'live' : 'test'}`);
  const ledger = redis ?? primary;
  if (ledger === undefined) return undefined;
  const tell = (mode: Mode, trouble?: string) =>
    log[mode === 'alone' ? 'warn' : 'info']({ sharedState: mode, trouble }, 'shared budget');
  const budget = new SharedBudget({ ledger, replicas: replicas * workers, onChange: tell });
  await budget.start(START_MS);
  if (redis)
    watchAgreement(redis, settingsOf(config), (mine, other) =>
      log.warn({ mine, other }, 'replicas that share a budget have different settings'),
    );
  return budget;
};
