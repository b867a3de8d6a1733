import { readFileSync } from 'node:fs';
import { built } from '../processes.ts';
import { askedIn, type Contender } from './contender.ts';

const root = built('../../../../');

/** What `npm start` runs once it is built; for a profile the same module by module, for in a bundle all is one file. */
const startCommand = (flags: readonly string[]): readonly string[] => {
  if (flags.length > 0) return [process.execPath, ...flags, 'dist/modules/main.js'];
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const [program, ...rest]: string[] = scripts.start.split(' ');
  if (program !== 'node') throw new Error(`npm start does not begin with "node": ${scripts.start}`);
  return [process.execPath, ...rest];
};

/** The most that can be set: what REST allows is not what is measured here. */
const MOST_CALLS = 10_000;
const NO_LIMITS = {
  REST_READS_PER_SECOND: String(MOST_CALLS),
  REST_ENDPOINT_PER_SECOND: String(MOST_CALLS),
  REST_QUEUE: '10000',
  REST_QUEUE_WAIT_MS: '20000',
};

/**
 * So many calls in a second come close to that, which would then decide the figure. They are counted over a tenth more
 * than a second.
 */
export const NEAR_BUDGET = (MOST_CALLS / 1.1) * 0.95;

/**
 * @param observed variables by which it is logged, measured and traced
 * @param flags Node's own
 * @param workers how many processes
 */
export const gateway = (
  upstream: string,
  observed: Readonly<Record<string, string>>,
  flags: readonly string[],
  workers: number,
): Contender => ({
  name: 'gateway',
  command: startCommand(flags),
  isOnAllCores: workers > 1,
  environment: {
    WORKERS: String(workers),
    STRIPE_SECRET_KEY: 'sk_test_sandbox1',
    STRIPE_API_BASE: upstream,
    ...NO_LIMITS,
    ...observed,
  },
  probe: '/ready',
  ask: (question) => askedIn('/graphql', question.query, question),
});
