import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { problemsOf } from '../config/problems.ts';

const TEST = 'sk_test_4eC39HqLyjWD';
const LIVE = 'rk_live_4eC39HqLyjWD';

describe('AUTH=none', () => {
  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('starts on %s', (HOST) => {
    expect(problemsOf({ HOST })).toEqual([]);
  });

  it.each([
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '192.168.1.1',
    'example.com',
    'localhost.example.com',
    '127.0.0.1.example.com',
  ])('does not start on %s, and says what to set', (HOST) => {
    expect(problemsOf({ HOST })).toEqual([expect.stringMatching(/^HOST .* set AUTH to token, jwt or passthrough/)]);
    expect(problemsOf({ HOST, AUTH: 'none', STRIPE_SECRET_KEY: TEST })).toHaveLength(1);
    expect(problemsOf({ HOST, AUTH: 'passthrough' })).toEqual([]);
    expect(problemsOf({ HOST, AUTH: 'token', AUTH_TOKENS_FILE: 'tokens.json' })).toEqual([]);
  });
});

describe('SANDBOX_OPEN', () => {
  const OPEN = { HOST: '0.0.0.0', SANDBOX_OPEN: 'true' };

  it('lets others reach the sandbox, which holds nothing real', () => {
    expect(problemsOf(OPEN)).toEqual([]);
    expect(problemsOf({ ...OPEN, SANDBOX_OPEN: 'false' })).toEqual([
      expect.stringMatching(/SANDBOX_OPEN=true will do/),
    ]);
  });

  it.each([
    ['a key', { STRIPE_SECRET_KEY: TEST }],
    ['a live key', { STRIPE_SECRET_KEY: LIVE, STRIPE_LIVE: 'true' }],
  ])('does not open a gateway with %s', (_, key) => {
    expect(problemsOf({ ...OPEN, ...key })).toEqual([
      expect.stringMatching(/^SANDBOX_OPEN is for the sandbox alone/),
      expect.stringMatching(/^HOST lets others in(?!.*SANDBOX_OPEN)/),
    ]);
    expect(problemsOf({ SANDBOX_OPEN: 'true', ...key })).toHaveLength(1);
  });

  it("has no meaning with the callers' own keys", () => {
    expect(problemsOf({ ...OPEN, AUTH: 'passthrough' })).toEqual([expect.stringMatching(/^SANDBOX_OPEN is for/)]);
  });
});

describe('AUTH', () => {
  it('needs what its way needs', () => {
    expect(problemsOf({ AUTH: 'token' })).toEqual(['AUTH_TOKENS_FILE must be set with AUTH=token.']);
    expect(problemsOf({ AUTH: 'jwt' })).toEqual([
      'AUTH_JWT_ISSUER must be set with AUTH=jwt.',
      'AUTH_JWT_AUDIENCE must be set with AUTH=jwt.',
      'AUTH_JWT_JWKS must be set with AUTH=jwt.',
    ]);
    expect(problemsOf({ AUTH: 'password' })).toEqual(['AUTH must be one of none, token, jwt, passthrough.']);
    expect(problemsOf({ AUTH: 'toString' })).toEqual(['AUTH must be one of none, token, jwt, passthrough.']);
  });

  const JWT = { AUTH: 'jwt', AUTH_JWT_ISSUER: 'https://i.example', AUTH_JWT_AUDIENCE: 'a', AUTH_JWT_JWKS: 'keys.json' };

  it('is RS256 for tokens unless told otherwise', () => {
    const { auth } = readConfig(JWT);
    expect(auth).toEqual({
      way: 'jwt',
      issuer: 'https://i.example',
      audience: 'a',
      algorithm: 'RS256',
      jwks: 'keys.json',
    });
  });

  it.each(['none', 'HS256', 'HS512', 'RS1', 'rs256', 'RS256,ES256'])('does not take the algorithm %s', (algorithm) => {
    expect(problemsOf({ ...JWT, AUTH_JWT_ALGORITHM: algorithm })).toEqual([
      expect.stringMatching(/^AUTH_JWT_ALGORITHM must be one of/),
    ]);
  });

  it.each(['https://i.example/jwks', 'http://127.0.0.1:1/jwks', 'http://[::1]/jwks', './keys.json', '/etc/keys'])(
    'takes keys from %s',
    (jwks) => {
      expect(problemsOf({ ...JWT, AUTH_JWT_JWKS: jwks })).toEqual([]);
    },
  );

  it.each([
    'http://i.example/jwks',
    'http://127.0.0.1.example/',
    'ftp://i.example/',
    'https://me:pw@i.example/',
    'file:///etc/keys',
  ])('takes no keys from %s', (jwks) => {
    expect(problemsOf({ ...JWT, AUTH_JWT_JWKS: jwks })).toEqual([expect.stringMatching(/^AUTH_JWT_JWKS must be/)]);
  });

  it('passes on needs no key, and asks the real REST API unless told otherwise', () => {
    expect(readConfig({ AUTH: 'passthrough' })).toMatchObject({
      apiBase: 'https://api.stripe.com',
      secretKey: undefined,
    });
    expect(problemsOf({ AUTH: 'passthrough', STRIPE_API_BASE: 'http://127.0.0.1:1' })).toEqual([]);
    expect(problemsOf({ AUTH: 'passthrough', STRIPE_WRITE_KEY: TEST, MUTATIONS: 'write-key' })).toHaveLength(2);
  });
});

describe('a live key (S9)', () => {
  it.each(['STRIPE_SECRET_KEY', 'STRIPE_WRITE_KEY'])('does not start as %s without STRIPE_LIVE', (name) => {
    const keys = { STRIPE_SECRET_KEY: TEST, [name]: LIVE };
    const problems = problemsOf(keys);
    expect(problems).toEqual([`${name} is a live key, which moves real money: set STRIPE_LIVE=true if that is meant.`]);
    expect(problems.join()).not.toContain('4eC39');
    expect(problemsOf({ ...keys, STRIPE_LIVE: 'false' })).toHaveLength(1);
  });

  it('starts with STRIPE_LIVE', () => {
    const { live, secretKey } = readConfig({ STRIPE_SECRET_KEY: LIVE, STRIPE_LIVE: 'true' });
    expect({ live, secretKey }).toEqual({ live: true, secretKey: LIVE });
  });

  it('is the only kind of key with STRIPE_LIVE', () => {
    expect(problemsOf({ STRIPE_SECRET_KEY: TEST, STRIPE_LIVE: 'true' })).toEqual([
      'STRIPE_SECRET_KEY is a test key, but STRIPE_LIVE is true.',
    ]);
    expect(problemsOf({ STRIPE_SECRET_KEY: LIVE, STRIPE_WRITE_KEY: TEST, STRIPE_LIVE: 'true' })).toEqual([
      'STRIPE_WRITE_KEY is a test key, but STRIPE_LIVE is true.',
    ]);
    expect(problemsOf({ STRIPE_LIVE: 'true' })).toEqual(['STRIPE_LIVE is true without STRIPE_SECRET_KEY.']);
  });

  it('needs a key for reads beside the one for writes', () => {
    expect(problemsOf({ STRIPE_WRITE_KEY: TEST })).toEqual(['STRIPE_WRITE_KEY is set without STRIPE_SECRET_KEY.']);
  });
});
