import { z } from 'zod';
import { type AuthSettings, authProblems, authSettings, authVariables, keyVariables } from '../auth/settings.ts';
import { ConfigError } from '../config-error.ts';
import { type RequestLimits, requestLimits, requestLimitVariables } from './request-limits.ts';
import { type RestSettings, restSettings, restVariables } from './rest-settings.ts';
import { flag, numberBetween, wholeNumber } from './variables.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Everything that can be set from outside. */
export interface Config extends AuthSettings, RestSettings, RequestLimits {
  readonly host: string;
  readonly port: number;
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
  /** Where `/metrics` listens; undefined when it does not. */
  readonly metricsPort: number | undefined;
  /** Whether the graph has `node` and `nodes`. */
  readonly nodeFields: boolean;
  /** Whether the subgraph tells routers which scopes its types and fields need. */
  readonly securityDirectives: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** An origin as a browser sends it: no wildcard, no path, no default port. */
const isOrigin = (text: string): boolean =>
  /^https?:[^*]*$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const splitList = (text: string): string[] => text.split(',').map((each) => each.trim());

/** The variables with their rules and defaults. */
export const environmentSchema = z.object({
  ...keyVariables,
  ...authVariables,
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/, { error: 'must be a host name or an address' })
    .default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, 4000),
  DRAIN_MS: wholeNumber(1, 600_000, 30_000),
  DRAIN_DELAY_MS: wholeNumber(0, 600_000, 0),
  METRICS_PORT: numberBetween(0, 65_535).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
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
  SUBGRAPH_NODE_FIELDS: flag().default(true),
  SUBGRAPH_SECURITY_DIRECTIVES: flag().default(false),
  ...requestLimitVariables,
  ...restVariables,
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
    ...restSettings(data, data.STRIPE_LIVE),
    ...requestLimits(data),
    host: data.HOST,
    port: data.PORT,
    drainMs: data.DRAIN_MS,
    drainDelayMs: data.DRAIN_DELAY_MS,
    production: data.NODE_ENV === 'production',
    graphiql: data.GRAPHIQL ?? data.NODE_ENV !== 'production',
    introspection: data.INTROSPECTION ?? data.NODE_ENV !== 'production',
    corsOrigins: data.CORS_ORIGINS ?? [],
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
