import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { bearer, refusedWith, startAuthWorld, TRANSFER } from '../auth/world.ts';
import { startUpstreamWorld } from '../upstream/world.ts';
import { startWorld } from '../world.ts';
import { problemsOf } from './problems.ts';

const MOCK = { STRIPE_SECRET_KEY: 'sk_test_123', STRIPE_API_BASE: 'http://stripe-mock:12111' };
const LIVE = 'sk_live_4eC39HqLyjWD';

describe('STRIPE_ALLOW_HTTP', () => {
  it('lets a test key go to another machine, however short it is', () => {
    expect(readConfig({ ...MOCK, STRIPE_ALLOW_HTTP: 'true' })).toMatchObject({
      secretKey: 'sk_test_123',
      apiBase: 'http://stripe-mock:12111',
    });
    expect(problemsOf({ ...MOCK, AUTH: 'passthrough', STRIPE_ALLOW_HTTP: 'true' })).toEqual([]);
  });

  it.each([{}, { STRIPE_ALLOW_HTTP: 'false' }])('is needed for that: %j', (given) => {
    expect(problemsOf({ ...MOCK, ...given })).toEqual([
      'STRIPE_API_BASE must be an https origin, or http on loopback, without a path.',
    ]);
  });

  it.each(['http://stripe-mock:12111', 'http://127.0.0.1:12111'])('sends no live key to %s', (STRIPE_API_BASE) => {
    const given = { STRIPE_API_BASE, STRIPE_ALLOW_HTTP: 'true', STRIPE_LIVE: 'true' };
    const expected = ['STRIPE_API_BASE must be https with STRIPE_LIVE=true.'];
    expect(problemsOf({ ...given, STRIPE_SECRET_KEY: LIVE })).toEqual(expected);
    expect(problemsOf({ ...given, AUTH: 'passthrough' })).toEqual(expected);
    expect(problemsOf({ ...given, STRIPE_LIVE: 'false', STRIPE_SECRET_KEY: LIVE })).toEqual([
      expect.stringContaining('is a live key'),
    ]);
  });

  it.each([
    ['with live keys of callers', { apiBase: 'http://127.0.0.1:12111', live: true, auth: { way: 'passthrough' } }],
    ['with a live key', { apiBase: 'http://127.0.0.1:12111', live: true, secretKey: LIVE }],
    ['with a live key that nobody said is meant', { secretKey: LIVE }],
    ['with a live key for mutations', { writeKey: LIVE }],
    ['to another machine', { apiBase: 'http://stripe-mock:12111' }],
  ] as const)('has no gateway made in code %s', async (_, gateway) => {
    await expect(startWorld({ gateway })).rejects.toThrow(/STRIPE_/);
    await expect(startWorld({ gateway })).rejects.not.toThrow(/4eC39/);
  });

  it('changes nothing about paths and other schemes', () => {
    for (const STRIPE_API_BASE of ['http://stripe-mock:12111/v1', 'ftp://stripe-mock', 'http://me:pw@stripe-mock']) {
      expect(problemsOf({ ...MOCK, STRIPE_API_BASE, STRIPE_ALLOW_HTTP: 'true' })).toHaveLength(1);
    }
  });
});

describe('a short key', () => {
  it('is taken from a caller with AUTH=passthrough when it is a test key', async () => {
    await using world = await startAuthWorld({
      gateway: { auth: { way: 'passthrough' } },
      keys: ['sk_test_sandbox', 'sk_test_123'],
    });
    const query = `{ transfer(id: "${TRANSFER}") { id } }`;
    expect((await world.ask(query, bearer('sk_test_123'))).answer.errors).toBeUndefined();
    expect(world.sent).toEqual([`GET /v1/transfers/${TRANSFER} sk_test_123`]);
    refusedWith(await world.ask(query, bearer('sk_test_')), 401, 'UNAUTHENTICATED');
    expect(problemsOf({ STRIPE_SECRET_KEY: 'sk_live_123', STRIPE_LIVE: 'true' })).toHaveLength(1);
  });
});

describe('STRIPE_API_VERSION', () => {
  it('takes beta flags, and sends them as one value', async () => {
    const apiVersion = '2024-11-20.acacia; treasury_beta=v1; issuing_beta=v2';
    expect(readConfig({ STRIPE_API_VERSION: apiVersion }).apiVersion).toBe(apiVersion);
    const world = await startUpstreamWorld({ gateway: { apiVersion } });
    await world.read(1);
    expect(world.upstream.requests.map(({ headers }) => headers['stripe-version'])).toEqual([apiVersion]);
  });

  it.each([
    '2024-11-20.acacia;',
    '2024-11-20.acacia, treasury_beta=v1',
    '2024-11-20.acacia; treasury_beta',
    '2024-11-20.acacia; treasury_beta=v1\r\nx: y',
  ])('refuses %j', (STRIPE_API_VERSION) => {
    expect(problemsOf({ STRIPE_API_VERSION })).toHaveLength(1);
  });
});
