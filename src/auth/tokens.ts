import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ConfigError } from '../config-error.ts';
import { bearerOf } from './bearer.ts';
import { callerBudgets } from './caller-budgets.ts';
import { type HeldKeys, holdersOf } from './held-keys.ts';
import type { Identify } from './identity.ts';
import { readJsonFile } from './json-file.ts';
import { Refusal } from './refusal.ts';
import { readScopes, SCOPE, scopesOf, sendsAnyDocument } from './scopes.ts';
import { chooseTarget, isAccount } from './target.ts';

const tokensSchema = z
  .array(
    z.strictObject({
      // Two tokens of one name are one caller's, so that a token can be replaced without a gap.
      name: z.string().regex(/^[\w.@:-]{1,128}$/, { error: 'must be a name of letters, digits and . @ : _ -' }),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits, in lower case' }),
      scopes: z.array(z.string().regex(SCOPE, { error: 'must be a scope such as tax:read, or *' })),
      accounts: z
        .array(z.string().refine(isAccount, { error: 'must be an account, acct_…' }))
        .min(1)
        .optional(),
      restCallsPerSecond: z
        .int({ error: 'must be a whole number' })
        .min(1, { error: 'must be 1 at least' })
        .max(10_000, { error: 'must be 10000 at most' })
        .optional(),
    }),
  )
  .min(1, { error: 'must hold a token at least' });

type Tokens = z.infer<typeof tokensSchema>;

const wrong = (problems: readonly string[]): ConfigError =>
  new ConfigError(problems.map((problem) => `AUTH_TOKENS_FILE ${problem}.`));

/** The tokens in a file. Throws one ConfigError that says where it is wrong and shows no value. */
export const readTokens = (file: string): Tokens => {
  const { success, data, error } = tokensSchema.safeParse(readJsonFile('AUTH_TOKENS_FILE', file));
  if (!success) throw wrong(error.issues.map(({ path, message }) => `at ${JSON.stringify(path)}: ${message}`));
  if (new Set(data.map(({ sha256 }) => sha256)).size < data.length) throw wrong(['holds one `sha256` twice']);
  const rates = new Map(data.map(({ name, restCallsPerSecond }) => [name, restCallsPerSecond]));
  if (data.some(({ name, restCallsPerSecond }) => rates.get(name) !== restCallsPerSecond)) {
    throw wrong(['gives two tokens of one `name` another `restCallsPerSecond`']);
  }
  return data;
};

/**
 * Refuses scopes that nothing asks for. A token with one, misspelt or of another version, would silently be allowed
 * less than was meant.
 */
export const checkScopes = (tokens: Tokens, domains: readonly string[]): Tokens => {
  const existing = scopesOf(domains);
  const problems = tokens.flatMap(({ scopes }, at) =>
    scopes.flatMap((scope, n) =>
      existing.includes(scope) ? [] : [`at ${JSON.stringify([at, 'scopes', n])}: there is no scope ${scope}`],
    ),
  );
  if (problems.length > 0) throw wrong([...problems, `may have these scopes: ${existing.join(', ')}`]);
  return tokens;
};

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Callers with a bearer token that the gateway knows the hash of: whoever reads the file cannot ask with it. */
export const tokenHolders = (tokens: Tokens, keys: HeldKeys): Identify => {
  const holder = holdersOf(keys);
  const budgets = callerBudgets(tokens);
  const known = tokens.map((token) => ({ token, digest: Buffer.from(token.sha256, 'hex') }));
  return (headers) => {
    const sent = sha256(bearerOf(headers));
    // All are compared, so that the time taken does not tell which one matched (timing attack).
    const [found] = known.filter(({ digest }) => timingSafeEqual(digest, sent));
    if (found === undefined) throw new Refusal('unauthenticated', 'This token is not known here.');
    const { name, scopes, accounts } = found.token;
    const target = chooseTarget(headers, { allowed: accounts, otherwise: keys });
    return holder({
      tenant: name,
      scopes: readScopes(scopes),
      sendsAnyDocument: sendsAnyDocument(scopes),
      ...target,
      budget: budgets.get(name),
    });
  };
};
