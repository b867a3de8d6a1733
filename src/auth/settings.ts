import { z } from 'zod';

const MUTATIONS = ['on', 'write-key', 'off'] as const;
const WAYS = ['none', 'token', 'jwt', 'passthrough'] as const;
/** With a public key alone: who can check a token cannot make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

/** How callers are told apart. */
export type AuthWay =
  | { readonly way: 'none' }
  | { readonly way: 'token'; readonly tokensFile: string }
  | {
      readonly way: 'jwt';
      readonly issuer: string;
      readonly audience: string;
      readonly algorithm: (typeof ALGORITHMS)[number];
      /** File or address of the issuer's keys. */
      readonly jwks: string;
    }
  | { readonly way: 'passthrough' };

/** Who may ask, and under which keys. */
export interface AuthSettings {
  /** The REST API's key; undefined when the sandbox is to be started, or callers bring their own. */
  readonly secretKey: string | undefined;
  /** The key of writes, where they have one of their own. */
  readonly writeKey: string | undefined;
  /** Whether mutations are sent: always, only under a write key of their own, or never. */
  readonly mutations: (typeof MUTATIONS)[number];
  /** Whether the keys are live, so that the money is real. */
  readonly live: boolean;
  readonly auth: AuthWay;
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

const isSafeAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
};

const stripeKey = () =>
  z
    .string()
    .regex(/^(sk|rk)_(test|live)_[A-Za-z0-9]{8,240}$/, { error: 'must be a key such as sk_test_… or rk_test_…' })
    .optional();

export const keyVariables = {
  STRIPE_SECRET_KEY: stripeKey(),
  STRIPE_WRITE_KEY: stripeKey(),
  MUTATIONS: z.enum(MUTATIONS, { error: `must be one of ${MUTATIONS.join(', ')}` }).default('on'),
  STRIPE_LIVE: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((text) => text === 'true')
    .default(false),
};

export const authVariables = {
  AUTH: z.enum(WAYS, { error: `must be one of ${WAYS.join(', ')}` }).default('none'),
  AUTH_TOKENS_FILE: z.string().optional(),
  AUTH_JWT_ISSUER: z.string().optional(),
  AUTH_JWT_AUDIENCE: z.string().optional(),
  AUTH_JWT_ALGORITHM: z.enum(ALGORITHMS, { error: `must be one of ${ALGORITHMS.join(', ')}` }).default('RS256'),
  AUTH_JWT_JWKS: z
    .string()
    .refine((text) => !text.includes('://') || isSafeAddress(text), {
      error: 'must be a file, or an address: https, or http on loopback',
    })
    .optional(),
};

const variables = z.object({ ...keyVariables, ...authVariables });

/** The environment as it came, without empty variables. */
type Given = Readonly<Record<string, string | undefined>>;

/** Each key against what STRIPE_LIVE says of it. The sandbox has no live key either. */
const keyProblems = (given: Given): string[] => {
  const live = given.STRIPE_LIVE === 'true';
  const problems = ['STRIPE_SECRET_KEY', 'STRIPE_WRITE_KEY'].flatMap((name) => {
    const [, mode] = /^(?:sk|rk)_(test|live)_/.exec(given[name] ?? '') ?? [];
    if (mode === undefined || (mode === 'live') === live) return [];
    return live
      ? [`${name} is a test key, but STRIPE_LIVE is true.`]
      : [`${name} is a live key, which moves real money: set STRIPE_LIVE=true if that is meant.`];
  });
  if (given.AUTH === 'passthrough') {
    if (given.STRIPE_WRITE_KEY !== undefined) problems.push('STRIPE_WRITE_KEY has no use with AUTH=passthrough.');
    if (given.MUTATIONS === 'write-key') problems.push('MUTATIONS must be on or off with AUTH=passthrough.');
  } else if (given.STRIPE_SECRET_KEY === undefined) {
    if (given.STRIPE_WRITE_KEY !== undefined) problems.push('STRIPE_WRITE_KEY is set without STRIPE_SECRET_KEY.');
    if (live) problems.push('STRIPE_LIVE is true without STRIPE_SECRET_KEY.');
  }
  return problems;
};

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  token: ['AUTH_TOKENS_FILE'],
  jwt: ['AUTH_JWT_ISSUER', 'AUTH_JWT_AUDIENCE', 'AUTH_JWT_JWKS'],
};

/** What is wrong with variables that are each well by themselves. */
export const authProblems = (given: Given): string[] => {
  const { AUTH: way = 'none', HOST: host = 'localhost' } = given;
  const missing = (Object.hasOwn(NEEDED, way) ? (NEEDED[way] ?? []) : []).filter((name) => given[name] === undefined);
  const problems = [...keyProblems(given), ...missing.map((name) => `${name} must be set with AUTH=${way}.`)];
  if (way === 'none' && !LOOPBACK_HOST.test(host)) {
    problems.push(
      'HOST lets others in while AUTH is none, so that whoever reaches it would act under your key: set AUTH to token, jwt or passthrough, or HOST to 127.0.0.1.',
    );
  }
  return problems;
};

const wayOf = (data: z.infer<typeof variables>): AuthWay => {
  const { AUTH: way, AUTH_TOKENS_FILE: tokensFile = '', AUTH_JWT_ALGORITHM: algorithm } = data;
  const { AUTH_JWT_ISSUER: issuer = '', AUTH_JWT_AUDIENCE: audience = '', AUTH_JWT_JWKS: jwks = '' } = data;
  switch (way) {
    case 'none':
    case 'passthrough':
      return { way };
    case 'token':
      return { way, tokensFile };
    case 'jwt':
      return { way, issuer, audience, algorithm, jwks };
  }
};

export const authSettings = (data: z.infer<typeof variables>): AuthSettings => ({
  secretKey: data.STRIPE_SECRET_KEY,
  writeKey: data.STRIPE_WRITE_KEY,
  mutations: data.MUTATIONS,
  live: data.STRIPE_LIVE,
  auth: wayOf(data),
});
