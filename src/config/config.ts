import { z } from 'zod';
import { ConfigError } from '../config-error.ts';
import { type AuthSettings, authProblems, wayOf } from './auth.ts';
import { documentProblems } from './document-settings.ts';
import { eventProblems } from './event-settings.ts';
import { type KeyUse, keyUseProblems } from './key-use.ts';
import { misspeltProblems } from './misspelt.ts';
import type { Facts, Setting } from './setting.ts';
import { SETTINGS, type Settings } from './settings.ts';

/** Everything that can be set from outside. */
export type Config = Omit<Settings, 'way' | 'tokensFile' | 'issuer' | 'audience' | 'algorithm' | 'jwks'> & AuthSettings;

/** The rule of each variable, under the variable's own name, so that a problem names what has to be changed. */
export const environmentSchema = z.object(
  Object.fromEntries(Object.values(SETTINGS).map(({ variable, rule }) => [variable, z.optional(rule)])),
);

const VARIABLES = Object.values(SETTINGS).map(({ variable }) => variable);

/** The environment without empty variables, each under the one name that its row has. */
const namedOnce = (environment: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> => {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const rows: readonly Setting<unknown>[] = Object.values(SETTINGS);
  for (const { variable, alias } of rows) {
    if (alias !== undefined && given[alias] !== undefined) given[variable] = given[alias];
  }
  return given;
};

const keyUseOf = (given: Readonly<Record<string, string | undefined>>): KeyUse => ({
  secretKey: given.STRIPE_SECRET_KEY,
  writeKey: given.STRIPE_WRITE_KEY,
  live: given.STRIPE_LIVE === 'true',
  apiBase: given.STRIPE_API_BASE ?? '',
  allowHttp: given.STRIPE_ALLOW_HTTP === 'true',
  account: given.STRIPE_ACCOUNT,
  context: given.STRIPE_CONTEXT,
});

/** Each setting as it was given, or as it is without. */
const settingsFrom = (given: Readonly<Record<string, unknown>>): Settings => {
  const facts: Facts = {
    production: given[SETTINGS.production.variable] === true,
    live: given[SETTINGS.live.variable] === true,
  };
  const values = Object.entries(SETTINGS).map(([name, { variable, fallback }]) => [
    name,
    given[variable] ?? fallback.of(facts),
  ]);
  // Each value is what the rule or the fallback of its own row made, which is what Settings is derived from.
  return Object.fromEntries(values) as Settings;
};

/**
 * The environment as a Config; throws one ConfigError that names every problem and shows no value. An empty variable
 * counts as not set.
 */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const given = namedOnce(environment);
  const { success, data, error } = environmentSchema.safeParse(given);
  const problems = (error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}.`);
  problems.push(...misspeltProblems(Object.keys(given), VARIABLES));
  const isHeld = given.AUTH !== 'passthrough';
  problems.push(...keyUseProblems(keyUseOf(given)), ...authProblems(given));
  problems.push(...documentProblems(given), ...eventProblems(given));
  if (isHeld && given.STRIPE_API_BASE !== undefined && given.STRIPE_SECRET_KEY === undefined) {
    problems.push('STRIPE_API_BASE is set without STRIPE_SECRET_KEY: set both, or neither for the sandbox.');
  }
  if (Number(given.REPLICAS) > 1 && given.REDIS_URL === undefined) {
    problems.push(
      'REPLICAS is more than 1 without REDIS_URL: set both, or give each replica its part of REST_READS_PER_SECOND and the like.',
    );
  }
  if (!success || problems.length > 0) throw new ConfigError(problems);
  const { way, tokensFile, issuer, audience, algorithm, jwks, ...settings } = settingsFrom(data);
  return Object.freeze({ ...settings, auth: wayOf({ way, tokensFile, issuer, audience, algorithm, jwks }) });
};

/** What is in force, for the log: every number and switch. Texts are left out, so that no key can be among them. */
export const effectiveLimits = (config: Config): Record<string, number | boolean> =>
  Object.fromEntries(
    Object.entries(config).filter(([, value]) => typeof value === 'number' || typeof value === 'boolean'),
  );
