import { z } from 'zod';

/** Everything that can be set from outside. */
export interface Config {
  /** The REST API's key; undefined when the sandbox is to be started. */
  readonly secretKey: string | undefined;
  /** Origin of the REST API. */
  readonly apiBase: string;
  /** Sent as `Stripe-Version`. */
  readonly apiVersion: string;
  /** Sent as `Stripe-Account`. */
  readonly account: string | undefined;
  readonly host: string;
  readonly port: number;
  /** The most REST calls that one operation may cost at worst. */
  readonly maxRestCalls: number;
  /** The most mutations in one operation. */
  readonly maxMutations: number;
  /** The largest `first` or `last`. */
  readonly maxPageSize: number;
  /** Whether the graph has `node` and `nodes`. */
  readonly nodeFields: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** All that is wrong with the environment, a line each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A key goes over this address: it is encrypted, or does not leave the machine. */
const isSafeBase = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, username, password } = new URL(text);
  const bare = pathname === '/' && search === '' && username === '' && password === '';
  return bare && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname)));
};

const wholeNumber = (from: number, to: number, otherwise: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number)
    .default(otherwise);

/** The variables with their rules and defaults. */
export const environmentSchema = z.object({
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_[A-Za-z0-9]{8,240}$/, { error: 'must be a key such as sk_test_… or rk_test_…' })
    .optional(),
  STRIPE_API_BASE: z
    .string()
    .refine(isSafeBase, { error: 'must be an https origin, or http on loopback, without a path' })
    .default('https://api.stripe.com'),
  STRIPE_API_VERSION: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/, { error: 'must be a version such as 2024-11-20.acacia' })
    .default('2024-11-20.acacia'),
  STRIPE_ACCOUNT: z
    .string()
    .regex(/^acct_[A-Za-z0-9]{1,64}$/, { error: 'must be the id of a connected account, acct_…' })
    .optional(),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/, { error: 'must be a host name or an address' })
    .default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 4000),
  MAX_REST_CALLS: wholeNumber(1, 100_000, 200),
  MAX_MUTATIONS: wholeNumber(1, 100, 5),
  MAX_PAGE_SIZE: wholeNumber(1, 10_000, 1000),
  SUBGRAPH_NODE_FIELDS: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((text) => text === 'true')
    .default(true),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

/** The environment as a Config; throws one ConfigError that names every problem and shows no value. An empty variable counts as not set. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const { success, data, error } = environmentSchema.safeParse(given);
  const problems = (error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}.`);
  if (given.STRIPE_API_BASE !== undefined && given.STRIPE_SECRET_KEY === undefined) {
    problems.push('STRIPE_API_BASE is set without STRIPE_SECRET_KEY: set both, or neither for the sandbox.');
  }
  if (!success || problems.length > 0) throw new ConfigError(problems);
  return Object.freeze({
    secretKey: data.STRIPE_SECRET_KEY,
    apiBase: data.STRIPE_API_BASE,
    apiVersion: data.STRIPE_API_VERSION,
    account: data.STRIPE_ACCOUNT,
    host: data.HOST,
    port: data.PORT,
    maxRestCalls: data.MAX_REST_CALLS,
    maxMutations: data.MAX_MUTATIONS,
    maxPageSize: data.MAX_PAGE_SIZE,
    nodeFields: data.SUBGRAPH_NODE_FIELDS,
    logLevel: data.LOG_LEVEL,
  });
};
