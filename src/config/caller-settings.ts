import { modeOfKey } from './key.ts';
import { absent, flag, oneOf, type SettingsOf, text } from './setting.ts';

const KEY = {
  isValid: (given: string) => modeOfKey(given) !== undefined,
  error: 'must be a key such as sk_test_… or rk_test_…',
};

const isSafeAddress = (given: string): boolean => {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname, username, password } = new URL(given);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
};

/** With a public key alone: who can check a token cannot make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

export const callerSettings = {
  secretKey: text(
    'STRIPE_SECRET_KEY',
    { ...KEY, otherwise: absent('sandbox') },
    "The REST API's key, secret or restricted. Without it the sandbox starts.",
  ),
  secretKeyFile: text(
    'STRIPE_SECRET_KEY_FILE',
    { otherwise: absent() },
    'A file that holds it instead. It is read anew on SIGHUP and every minute; the last good key stays when a new one is wrong.',
  ),
  writeKey: text(
    'STRIPE_WRITE_KEY',
    { ...KEY, otherwise: absent('`STRIPE_SECRET_KEY`') },
    'The key of mutations, where reads are to have one of their own that may only read.',
  ),
  writeKeyFile: text(
    'STRIPE_WRITE_KEY_FILE',
    { otherwise: absent() },
    'A file that holds it instead, read anew likewise.',
  ),
  mutations: oneOf(
    'MUTATIONS',
    ['on', 'write-key', 'off'],
    'on',
    '`on`, `off`, or `write-key`: only when there is a `STRIPE_WRITE_KEY`.',
  ),
  live: flag(
    'STRIPE_LIVE',
    false,
    '`true` says that real money is meant: live keys are then needed, and else refused.',
  ),
  way: oneOf(
    'AUTH',
    ['none', 'token', 'jwt', 'passthrough'],
    'none',
    'How callers are told apart: `none`, `token`, `jwt` or `passthrough`; see [security.md](security.md).',
  ),
  tokensFile: text(
    'AUTH_TOKENS_FILE',
    { otherwise: absent() },
    "JSON file with the hashes of the callers' tokens, for `AUTH=token`; read anew on SIGHUP and every minute.",
  ),
  issuer: text('AUTH_JWT_ISSUER', { otherwise: absent() }, 'The `iss` that tokens must have, for `AUTH=jwt`.'),
  audience: text('AUTH_JWT_AUDIENCE', { otherwise: absent() }, 'The `aud` that they must have.'),
  algorithm: oneOf('AUTH_JWT_ALGORITHM', ALGORITHMS, 'RS256', 'The one algorithm that they may be signed with.'),
  jwks: text(
    'AUTH_JWT_JWKS',
    {
      isValid: (given) => !given.includes('://') || isSafeAddress(given),
      error: 'must be a file, or an address: https, or http on loopback',
      otherwise: absent(),
    },
    "File or address of the issuer's keys.",
  ),
};

/** Who may ask, and under which keys. */
export type CallerSettings = SettingsOf<typeof callerSettings>;
