import { describe, expect, it } from 'vitest';
import { modeOfKey } from '../../src/config/key.ts';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { restKey } from '../../src/graph/kit/idempotency.ts';
import { scrub } from '../../src/stripe/scrub.ts';
import { problemsOf } from '../config/problems.ts';
import { SEED } from '../seed.ts';
import { bearer, refusedWith, startAuthWorld, TRANSFER, tokenAuth } from './world.ts';

const KEY = 'sk_org_test_4eC39HqLyjWD';
const ONE = 'acct_1One';
const TWO = 'acct_2Two';
const BELOW = `${ONE}/${TWO}`;
const QUERY = `{ transfer(id: "${TRANSFER}") { id } }`;
const REVERSE = `mutation { createTransferReversal(input: { transfer: "tr_1Seed000001", amount: 1, idempotencyKey: "same" }) {
  ... on CreateTransferReversalPayload { replayed } ... on Problem { code message }
} }`;

const start = (gateway: Partial<GatewayOptions>) => startAuthWorld({ accounts: { [ONE]: SEED, [TWO]: SEED }, gateway });
const passthrough = { auth: { way: 'passthrough' } } as const;
const within = (context: string, key = KEY) => ({ ...bearer(key), 'stripe-context': context });

const contexts = ({ requests }: Awaited<ReturnType<typeof start>>) =>
  requests.map(({ headers }) => [headers['stripe-context'], headers['stripe-account']]);

describe('the mode of a key', () => {
  it.each([
    ['sk_org_test_4eC39HqLyjWD', 'test'],
    ['sk_org_test_1', 'test'],
    ['sk_org_live_4eC39HqLyjWD', 'live'],
    ['sk_org_4eC39HqLyjWD', 'live'],
    ['sk_org_1', undefined],
    ['sk_org_test_', undefined],
    ['sk_org_', undefined],
    ['rk_org_test_4eC39HqLyjWD', undefined],
    ['xsk_org_test_4eC39HqLyjWD', undefined],
    ['sk_org_test_4eC39HqLyjWD\n', undefined],
  ])('of %j is %s', (key, mode) => {
    expect(modeOfKey(key)).toBe(mode);
  });

  it('of an organisation without `_test_` is that of real money', () => {
    const live = { STRIPE_SECRET_KEY: 'sk_org_4eC39HqLyjWD', STRIPE_CONTEXT: ONE };
    expect(problemsOf(live)).toEqual([expect.stringMatching(/^STRIPE_SECRET_KEY is a live key/)]);
    expect(problemsOf({ ...live, STRIPE_LIVE: 'true' })).toEqual([]);
    const http = {
      ...live,
      STRIPE_LIVE: 'true',
      STRIPE_ALLOW_HTTP: 'true',
      STRIPE_API_BASE: 'http://stripe-mock:12111',
    };
    expect(problemsOf(http)).toEqual(['STRIPE_API_BASE must be https with STRIPE_LIVE=true.']);
    expect(problemsOf({ ...http, STRIPE_LIVE: 'false', STRIPE_SECRET_KEY: KEY })).toEqual([]);
  });

  it('shows in no text', () => {
    for (const key of [KEY, 'sk_org_4eC39HqLyjWD']) expect(scrub(`key ${key}.`)).toBe('key [redacted].');
  });
});

describe('STRIPE_CONTEXT', () => {
  it.each([ONE, BELOW, `${BELOW}/acct_3`])('may be %s', (STRIPE_CONTEXT) => {
    expect(problemsOf({ STRIPE_SECRET_KEY: KEY, STRIPE_CONTEXT })).toEqual([]);
  });

  it.each(['acct_', 'cus_1', `${ONE}/`, `/${ONE}`, `${ONE}//${TWO}`, `${ONE},${TWO}`, `${ONE}/../x`, `${ONE} `, '*'])(
    'cannot be %j',
    (STRIPE_CONTEXT) => {
      expect(problemsOf({ STRIPE_SECRET_KEY: KEY, STRIPE_CONTEXT })).toEqual([
        expect.stringMatching(/^STRIPE_CONTEXT must be an account/),
      ]);
    },
  );

  it.each(['STRIPE_SECRET_KEY', 'STRIPE_WRITE_KEY'])('is needed for the key of an organisation as %s', (name) => {
    const keys = { STRIPE_SECRET_KEY: 'sk_test_4eC39HqLyjWD', [name]: KEY };
    expect(problemsOf(keys)).toEqual([expect.stringMatching(new RegExp(`^${name} .*set STRIPE_CONTEXT`))]);
    expect(problemsOf(keys).join()).not.toContain('4eC39');
    expect(problemsOf({ ...keys, STRIPE_ACCOUNT: ONE })).toHaveLength(1);
    expect(problemsOf({ ...keys, STRIPE_CONTEXT: ONE })).toEqual([]);
  });

  it('does not go together with STRIPE_ACCOUNT', () => {
    const given = { STRIPE_SECRET_KEY: KEY, STRIPE_CONTEXT: ONE, STRIPE_ACCOUNT: ONE };
    expect(problemsOf(given)).toEqual([expect.stringMatching(/^STRIPE_ACCOUNT and STRIPE_CONTEXT are both set/)]);
  });

  it.each([
    ['no context', { secretKey: KEY }],
    ['a context and an account', { secretKey: KEY, context: ONE, account: ONE }],
  ])('has a gateway made in code with %s refused', async (_, gateway) => {
    await expect(start(gateway)).rejects.toThrow(/STRIPE_CONTEXT/);
  });

  it('goes with every call, and is part of what keeps idempotency keys apart', async () => {
    for (const context of [ONE, BELOW]) {
      await using world = await start({ secretKey: KEY, context });
      expect((await world.ask(QUERY)).answer).toMatchObject({ data: { transfer: { id: TRANSFER } } });
      expect((await world.ask(REVERSE)).answer.data).toEqual({ createTransferReversal: { replayed: false } });
      expect(contexts(world)).toEqual([
        [context, undefined],
        [context, undefined],
      ]);
      const scope = { tenant: '', account: undefined, context, mutation: 'createTransferReversal' };
      expect(world.requests[1]?.idempotencyKey).toBe(restKey(scope, 'same'));
    }
  });

  it('leaves the keys of those who do not use it as they were', () => {
    const scope = { tenant: 't', account: ONE, mutation: 'm' };
    expect(restKey({ ...scope, context: undefined }, 'k')).toBe(restKey(scope, 'k'));
    const all = [{ account: ONE }, { context: ONE }, { context: TWO }, {}].map((target) =>
      restKey({ tenant: 't', account: undefined, mutation: 'm', ...target }, 'k'),
    );
    expect(new Set(all).size).toBe(4);
  });

  it('is the only one for callers with tokens, who may not choose', async () => {
    await using world = await start({
      secretKey: KEY,
      context: ONE,
      ...tokenAuth(
        { name: 'app', token: 't', scopes: ['*'] },
        { name: 'listed', token: 'listed', scopes: ['*'], accounts: [TWO] },
      ),
    });
    expect((await world.ask(QUERY, within(ONE, 't'))).status).toBe(200);
    expect(contexts(world)).toEqual([[ONE, undefined]]);
    for (const headers of [within(TWO, 't'), { ...bearer('t'), 'stripe-account': TWO }, bearer('listed')]) {
      refusedWith(await world.ask(QUERY, headers), 403, 'FORBIDDEN');
    }
    expect(world.sent).toHaveLength(1);
  });
});

describe('Stripe-Context of a request', () => {
  it('is refused where callers may not choose', async () => {
    await using world = await start({});
    refusedWith(await world.ask(QUERY, { 'stripe-context': ONE }), 403, 'FORBIDDEN');
    expect(world.sent).toEqual([]);
  });

  it('says with a key of the caller’s own on which account to act', async () => {
    await using world = await start(passthrough);
    for (const context of [ONE, TWO, BELOW]) {
      expect((await world.ask(QUERY, within(context))).answer.data).toEqual({ transfer: { id: TRANSFER } });
    }
    expect(contexts(world)).toEqual([ONE, TWO, BELOW].map((context) => [context, undefined]));
  });

  it('is needed with the key of an organisation, before any call', async () => {
    await using world = await start(passthrough);
    for (const headers of [bearer(KEY), { ...bearer(KEY), 'stripe-account': ONE }]) {
      expect(refusedWith(await world.ask(QUERY, headers), 400, 'BAD_USER_INPUT')).toContain('`Stripe-Context`');
    }
    expect(world.sent).toEqual([]);
  });

  it('goes before the one of the gateway, as `Stripe-Account` does', async () => {
    await using world = await start({ ...passthrough, context: ONE });
    const headers = [bearer(KEY), within(TWO), { ...bearer('rk_test_own'), 'stripe-account': TWO }];
    for (const each of headers) expect((await world.ask(QUERY, each)).answer.errors).toBeUndefined();
    expect(contexts(world)).toEqual([
      [ONE, undefined],
      [TWO, undefined],
      [undefined, TWO],
    ]);
  });

  it.each([
    ['an account beside it', { ...within(ONE), 'stripe-account': ONE }],
    ['two', within(`${ONE}, ${TWO}`)],
    ['nothing in it', within('')],
    ['a way out of it', within(`${ONE}/../x`)],
    ['more than accounts in it', within('org_1')],
  ])('with %s is refused before any call (A7)', async (_, headers) => {
    await using world = await start(passthrough);
    refusedWith(await world.ask(QUERY, headers), 400, 'BAD_USER_INPUT');
    expect(world.sent).toEqual([]);
  });

  it('joins no read with one of another context, and counts in its own budget', async () => {
    const restBudget = { restReadsPerSecond: 1, restWritesPerSecond: 1, restEndpointPerSecond: 1, restQueue: 9 };
    await using world = await start({ ...passthrough, restBudget });
    // One account would make the second of these wait, and two equal reads that wait are one.
    const asked = [within(ONE), within(TWO), within(BELOW), { ...bearer('rk_test_own'), 'stripe-account': ONE }];
    const answers = await Promise.all(asked.map((headers) => world.ask(QUERY, headers)));
    for (const { answer } of answers) expect(answer.extensions?.cost).toMatchObject({ actual: 1 });
    expect(contexts(world).map(String).toSorted()).toEqual([`${ONE},`, `${TWO},`, `${BELOW},`, `,${ONE}`].toSorted());
  });
});
