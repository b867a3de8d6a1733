import { z } from 'zod';
import { type AuthSettings, authProblems, authSettings, authVariables, keyVariables } from './auth/settings.ts';
import { ConfigError } from './config-error.ts';

export { ConfigError };

/** Everything that can be set from outside. */
export interface Config extends AuthSettings {
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
  /** The longest body of a request. */
  readonly maxBodyBytes: number;
  /** The most names, numbers, strings and signs in a document. */
  readonly maxTokens: number;
  /** The most levels of fields within fields. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** The most fields of an operation itself. */
  readonly maxRootFields: number;
  /** The most errors in one answer. */
  readonly maxErrors: number;
  /** Heap for documents that have been parsed before. */
  readonly documentCacheBytes: number;
  /** How long a client may take to send a request. */
  readonly requestTimeoutMs: number;
  /** How long requests in hand may take to finish once the process is asked to stop. */
  readonly drainMs: number;
  /** How long new connections are still taken then, while `/ready` already says no. */
  readonly drainDelayMs: number;
  readonly production: boolean;
  /** Whether browsers are shown GraphiQL. */
  readonly graphiql: boolean;
  /** Whether the schema can be asked for. */
  readonly introspection: boolean;
  /** Origins whose pages may ask. */
  readonly corsOrigins: readonly string[];
  /** REST calls of one account in a second; no such limit holds before the sandbox. */
  readonly restReadsPerSecond: number;
  readonly restWritesPerSecond: number;
  /** REST calls of one account in a second to one endpoint, whatever its ids. */
  readonly restEndpointPerSecond: number;
  /** REST calls that wait for their turn at once. */
  readonly restQueue: number;
  /** How long one may wait. */
  readonly restQueueWaitMs: number;
  /** REST requests of one account that fail in a row before its calls are refused for a moment. */
  readonly restBreakAfter: number;
  /** Where `/metrics` listens; undefined when it does not. */
  readonly metricsPort: number | undefined;
  /** Whether the graph has `node` and `nodes`. */
  readonly nodeFields: boolean;
  /** Whether the subgraph tells routers which scopes its types and fields need. */
  readonly securityDirectives: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
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

const numberBetween = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);

const wholeNumber = (from: number, to: number, otherwise: number) => numberBetween(from, to).default(otherwise);

const flag = () => z.enum(['true', 'false'], { error: 'must be true or false' }).transform((text) => text === 'true');

/** An origin as a browser sends it: no wildcard, no path, no default port. */
const isOrigin = (text: string): boolean =>
  /^https?:[^*]*$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** Four fifths of what REST allows a key in a second, reads and writes each. */
const callsPerSecond = (live: boolean): number => (live ? 80 : 20);

const splitList = (text: string): string[] => text.split(',').map((each) => each.trim());

/** The variables with their rules and defaults. */
export const environmentSchema = z.object({
  ...keyVariables,
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
  ...authVariables,
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/, { error: 'must be a host name or an address' })
    .default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 4000),
  MAX_REST_CALLS: wholeNumber(1, 100_000, 200),
  MAX_MUTATIONS: wholeNumber(1, 100, 5),
  MAX_PAGE_SIZE: wholeNumber(1, 10_000, 1000),
  MAX_BODY_BYTES: wholeNumber(1, 100_000_000, 1_048_576),
  // A parser that goes down further than this meets the end of the stack.
  MAX_TOKENS: wholeNumber(1, 10_000, 2000),
  MAX_DEPTH: wholeNumber(1, 100, 12),
  MAX_ALIASES: wholeNumber(0, 10_000, 200),
  MAX_DIRECTIVES: wholeNumber(0, 10_000, 50),
  MAX_ROOT_FIELDS: wholeNumber(1, 10_000, 200),
  MAX_ERRORS: wholeNumber(1, 10_000, 100),
  DOCUMENT_CACHE_BYTES: wholeNumber(1, 999_999_999, 33_554_432),
  REQUEST_TIMEOUT_MS: wholeNumber(100, 600_000, 10_000),
  DRAIN_MS: wholeNumber(1, 600_000, 30_000),
  DRAIN_DELAY_MS: wholeNumber(0, 600_000, 0),
  NODE_ENV: z.string().default('development'),
  GRAPHIQL: flag().optional(),
  INTROSPECTION: flag().optional(),
  CORS_ORIGINS: z
    .string()
    .refine((text) => splitList(text).every(isOrigin), {
      error: 'must be origins such as https://app.example, with commas between',
    })
    .transform(splitList)
    .optional(),
  REST_READS_PER_SECOND: numberBetween(1, 10_000).optional(),
  REST_WRITES_PER_SECOND: numberBetween(1, 10_000).optional(),
  REST_ENDPOINT_PER_SECOND: wholeNumber(1, 10_000, 20),
  REST_QUEUE: wholeNumber(1, 10_000, 512),
  REST_QUEUE_WAIT_MS: wholeNumber(0, 20_000, 2000),
  REST_BREAK_AFTER: wholeNumber(1, 10_000, 20),
  METRICS_PORT: numberBetween(0, 65_535).optional(),
  SUBGRAPH_NODE_FIELDS: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((text) => text === 'true')
    .default(true),
  SUBGRAPH_SECURITY_DIRECTIVES: flag().default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

/** The environment as a Config; throws one ConfigError that names every problem and shows no value. An empty variable counts as not set. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const { success, data, error } = environmentSchema.safeParse(given);
  const problems = (error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}.`);
  const isHeld = given.AUTH !== 'passthrough';
  problems.push(...authProblems(given));
  if (isHeld && given.STRIPE_API_BASE !== undefined && given.STRIPE_SECRET_KEY === undefined) {
    problems.push('STRIPE_API_BASE is set without STRIPE_SECRET_KEY: set both, or neither for the sandbox.');
  }
  if (!success || problems.length > 0) throw new ConfigError(problems);
  return Object.freeze({
    ...authSettings(data),
    apiBase: data.STRIPE_API_BASE,
    apiVersion: data.STRIPE_API_VERSION,
    account: data.STRIPE_ACCOUNT,
    host: data.HOST,
    port: data.PORT,
    maxRestCalls: data.MAX_REST_CALLS,
    maxMutations: data.MAX_MUTATIONS,
    maxPageSize: data.MAX_PAGE_SIZE,
    maxBodyBytes: data.MAX_BODY_BYTES,
    maxTokens: data.MAX_TOKENS,
    maxDepth: data.MAX_DEPTH,
    maxAliases: data.MAX_ALIASES,
    maxDirectives: data.MAX_DIRECTIVES,
    maxRootFields: data.MAX_ROOT_FIELDS,
    maxErrors: data.MAX_ERRORS,
    documentCacheBytes: data.DOCUMENT_CACHE_BYTES,
    requestTimeoutMs: data.REQUEST_TIMEOUT_MS,
    drainMs: data.DRAIN_MS,
    drainDelayMs: data.DRAIN_DELAY_MS,
    production: data.NODE_ENV === 'production',
    graphiql: data.GRAPHIQL ?? data.NODE_ENV !== 'production',
    introspection: data.INTROSPECTION ?? data.NODE_ENV !== 'production',
    corsOrigins: data.CORS_ORIGINS ?? [],
    restReadsPerSecond: data.REST_READS_PER_SECOND ?? callsPerSecond(data.STRIPE_LIVE),
    restWritesPerSecond: data.REST_WRITES_PER_SECOND ?? callsPerSecond(data.STRIPE_LIVE),
    restEndpointPerSecond: data.REST_ENDPOINT_PER_SECOND,
    restQueue: data.REST_QUEUE,
    restQueueWaitMs: data.REST_QUEUE_WAIT_MS,
    restBreakAfter: data.REST_BREAK_AFTER,
    metricsPort: data.METRICS_PORT,
    nodeFields: data.SUBGRAPH_NODE_FIELDS,
    securityDirectives: data.SUBGRAPH_SECURITY_DIRECTIVES,
    logLevel: data.LOG_LEVEL,
  });
};

/** What is in force, for the log: every number and switch. Texts are left out, so that no key can be among them. */
export const effectiveLimits = (config: Config): Record<string, number | boolean> =>
  Object.fromEntries(
    Object.entries(config).filter(([, value]) => typeof value === 'number' || typeof value === 'boolean'),
  );
