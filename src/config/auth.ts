import type { CallerSettings } from './caller-settings.ts';

/** How callers are told apart. */
export type AuthWay =
  | { readonly way: 'none' }
  | { readonly way: 'token'; readonly tokensFile: string }
  | {
      readonly way: 'jwt';
      readonly issuer: string;
      readonly audience: string;
      readonly algorithm: CallerSettings['algorithm'];
      /** File or address of the issuer's keys. */
      readonly jwks: string;
    }
  | { readonly way: 'passthrough' };

/** Who may ask, and under which keys. */
export interface AuthSettings extends Pick<CallerSettings, 'secretKey' | 'writeKey' | 'mutations' | 'live'> {
  readonly auth: AuthWay;
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/** The environment as it came, without empty variables. */
type Given = Readonly<Record<string, string | undefined>>;

/** Keys that have no use, or are missing. */
const keyProblems = (given: Given): string[] => {
  const problems: string[] = [];
  if (given.AUTH === 'passthrough') {
    if (given.STRIPE_WRITE_KEY !== undefined) problems.push('STRIPE_WRITE_KEY has no use with AUTH=passthrough.');
    if (given.MUTATIONS === 'write-key') problems.push('MUTATIONS must be on or off with AUTH=passthrough.');
  } else if (given.STRIPE_SECRET_KEY === undefined) {
    if (given.STRIPE_WRITE_KEY !== undefined) problems.push('STRIPE_WRITE_KEY is set without STRIPE_SECRET_KEY.');
    if (given.STRIPE_LIVE === 'true') problems.push('STRIPE_LIVE is true without STRIPE_SECRET_KEY.');
  }
  return problems;
};

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  token: ['AUTH_TOKENS_FILE'],
  jwt: ['AUTH_JWT_ISSUER', 'AUTH_JWT_AUDIENCE', 'AUTH_JWT_JWKS'],
};

/** What is wrong with variables that are right one by one, but do not go together. */
export const authProblems = (given: Given): string[] => {
  const { AUTH: way = 'none', HOST: host = 'localhost' } = given;
  const missing = (Object.hasOwn(NEEDED, way) ? (NEEDED[way] ?? []) : []).filter((name) => given[name] === undefined);
  const problems = [...keyProblems(given), ...missing.map((name) => `${name} must be set with AUTH=${way}.`)];
  const isSandbox = given.STRIPE_SECRET_KEY === undefined && way !== 'passthrough';
  const isOpen = given.SANDBOX_OPEN === 'true';
  if (isOpen && !isSandbox) {
    problems.push('SANDBOX_OPEN is for the sandbox alone: remove it, or STRIPE_SECRET_KEY and AUTH=passthrough.');
  }
  if (way === 'none' && !LOOPBACK_HOST.test(host) && !(isOpen && isSandbox)) {
    const open = isSandbox ? ' For the sandbox alone SANDBOX_OPEN=true will do.' : '';
    problems.push(
      `HOST lets others in while AUTH is none, so that whoever reaches it would act under your key: set AUTH to token, jwt or passthrough, or HOST to 127.0.0.1.${open}`,
    );
  }
  return problems;
};

/** What `AUTH` says, with what belongs to it; authProblems has seen to it that nothing is missing. */
export const wayOf = (
  settings: Omit<CallerSettings, keyof AuthSettings | 'secretKeyFile' | 'writeKeyFile'>,
): AuthWay => {
  const { way, tokensFile = '', issuer = '', audience = '', algorithm, jwks = '' } = settings;
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
