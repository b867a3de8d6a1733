import { describe, expect, it } from 'vitest';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { SEED } from '../seed.ts';
import { bearer, refusedWith, startAuthWorld, TRANSFER, tokenAuth } from './world.ts';

const ONE = 'acct_1One';
const TWO = 'acct_2Two';
const ACCOUNTS = { [ONE]: SEED, [TWO]: SEED };
const QUERY = `{ transfer(id: "${TRANSFER}") { id } }`;
const GET = `GET /v1/transfers/${TRANSFER}`;

const start = (gateway: Partial<GatewayOptions>) => startAuthWorld({ accounts: ACCOUNTS, gateway });
const holder = (accounts?: readonly string[]) =>
  tokenAuth({ name: 'app', token: 't', scopes: ['*'], ...(accounts === undefined ? {} : { accounts }) });
const choosing = (account: string) => ({ ...bearer('t'), 'stripe-account': account });

const CANNOT_BE = [
  '',
  'acct_',
  `${ONE},${TWO}`,
  `${ONE}, ${TWO}`,
  `${ONE} `.concat('x'),
  'acct_1-2',
  `acct_${'x'.repeat(65)}`,
  'ACCT_1One',
  'cus_1One',
  '../v1',
];

describe('a token with accounts', () => {
  it('acts on the one of them that the request names', async () => {
    await using world = await start(holder([ONE, TWO]));
    for (const account of [ONE, TWO]) expect((await world.ask(QUERY, choosing(account))).status).toBe(200);
    expect(world.sent).toEqual([`${GET} sk_test_sandbox ${ONE}`, `${GET} sk_test_sandbox ${TWO}`]);
  });

  it('acts on its only one without asking, and never on the platform', async () => {
    await using world = await start(holder([ONE]));
    expect((await world.ask(QUERY, bearer('t'))).status).toBe(200);
    expect(world.sent).toEqual([`${GET} sk_test_sandbox ${ONE}`]);
  });

  it('has to say which of several', async () => {
    await using world = await start(holder([ONE, TWO]));
    expect(refusedWith(await world.ask(QUERY, bearer('t')), 400, 'BAD_USER_INPUT')).toContain('Stripe-Account');
    expect(world.sent).toEqual([]);
  });

  it('takes the one of the gateway, where that is among several', async () => {
    await using world = await start({ ...holder([ONE, TWO]), account: TWO });
    expect((await world.ask(QUERY, bearer('t'))).status).toBe(200);
    expect(world.sent).toEqual([`${GET} sk_test_sandbox ${TWO}`]);
  });

  it('may not act on another, nor on the one of the gateway', async () => {
    await using world = await start({ ...holder([ONE]), account: TWO });
    for (const account of [TWO, 'acct_3Three']) {
      refusedWith(await world.ask(QUERY, choosing(account)), 403, 'FORBIDDEN');
    }
    expect(world.sent).toEqual([]);
  });

  it.each(CANNOT_BE)('cannot act on %j (A7)', async (account) => {
    await using world = await start(holder([ONE, TWO]));
    refusedWith(await world.ask(QUERY, choosing(account)), 400, 'BAD_USER_INPUT');
    expect(world.sent).toEqual([]);
  });

  it('keeps the idempotency keys of two accounts apart', async () => {
    await using world = await start(holder([ONE, TWO]));
    const mutation = `mutation { createTransferReversal(input: { transfer: "tr_1Seed000001", amount: 1, idempotencyKey: "same" }) {
      ... on CreateTransferReversalPayload { replayed } ... on Problem { code }
    } }`;
    for (const account of [ONE, TWO]) {
      const { answer } = await world.ask(mutation, choosing(account));
      expect(answer.data).toEqual({ createTransferReversal: { replayed: false } });
    }
    const [one, two] = world.requests;
    expect([one?.headers['stripe-account'], two?.headers['stripe-account']]).toEqual([ONE, TWO]);
    expect(one?.idempotencyKey).not.toBe(two?.idempotencyKey);
  });
});

describe.each([
  ['a token without accounts', { ...holder(), account: ONE }],
  ['AUTH=none', { account: ONE }],
] as const)('%s', (_, gateway) => {
  it('acts on the account of the gateway', async () => {
    await using world = await start(gateway);
    expect((await world.ask(QUERY, bearer('t'))).status).toBe(200);
    expect((await world.ask(QUERY, choosing(ONE))).status).toBe(200);
    expect(world.sent).toEqual([`${GET} sk_test_sandbox ${ONE}`, `${GET} sk_test_sandbox ${ONE}`]);
  });

  it('may not choose another', async () => {
    await using world = await start(gateway);
    expect(refusedWith(await world.ask(QUERY, choosing(TWO)), 403, 'FORBIDDEN')).toContain('Stripe-Account');
    expect(world.sent).toEqual([]);
  });

  it.each(CANNOT_BE)('cannot act on %j (A7)', async (account) => {
    await using world = await start(gateway);
    refusedWith(await world.ask(QUERY, choosing(account)), 400, 'BAD_USER_INPUT');
    expect(world.sent).toEqual([]);
  });
});

describe('AUTH=passthrough', () => {
  const KEY = 'rk_test_callersOwnKey';
  const own = (account: string) => ({ ...bearer(KEY), 'stripe-account': account });

  it('leaves it to REST on which account a key may act', async () => {
    await using world = await start({ auth: { way: 'passthrough' } });
    expect((await world.ask(QUERY, own(TWO))).answer.data).toEqual({ transfer: { id: TRANSFER } });
    expect((await world.ask(QUERY, own('acct_3Three'))).answer.errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(world.sent).toEqual([`${GET} ${KEY} ${TWO}`, `${GET} ${KEY} acct_3Three`]);
  });

  it.each(CANNOT_BE)('cannot act on %j (A7)', async (account) => {
    await using world = await start({ auth: { way: 'passthrough' } });
    refusedWith(await world.ask(QUERY, own(account)), 400, 'BAD_USER_INPUT');
    expect(world.sent).toEqual([]);
  });
});
