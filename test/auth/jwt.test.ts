import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  type GenerateKeyPairResult,
  generateKeyPair,
  importJWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthSettings } from '../../src/config/auth.ts';
import { type AuthWorld, bearer, refusals, refusedWith, startAuthWorld, TRANSFER, write } from './world.ts';

const QUERY = `{ transfer(id: "${TRANSFER}") { id } }`;
const CALL = `GET /v1/transfers/${TRANSFER} sk_test_sandbox`;
const ISSUER = 'https://issuer.example';
const AUDIENCE = 'stripe-graph';

let keys: GenerateKeyPairResult;
let strange: GenerateKeyPairResult;
let world: AuthWorld;
let jwks: string;

const settings = (more: object = {}): Pick<AuthSettings, 'auth'> => ({
  auth: { way: 'jwt', issuer: ISSUER, audience: AUDIENCE, algorithm: 'RS256', jwks, ...more },
});

const CLAIMS = { scope: 'openid transfers:read', iss: ISSUER, aud: AUDIENCE, sub: 'user-1' };

const inOneHour = () => Math.floor(Date.now() / 1000) + 3600;

const sign = (
  claims: JWTPayload = {},
  header: object = {},
  by: Pick<GenerateKeyPairResult, 'privateKey'> = keys,
): Promise<string> =>
  new SignJWT({ ...CLAIMS, exp: inOneHour(), ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
    .sign(by.privateKey);

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What no signing library would make. */
const forged = (header: object, claims: object, signature: (signed: string) => string): string => {
  const signed = `${base64(header)}.${base64(claims)}`;
  return `${signed}.${signature(signed)}`;
};

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  strange = await generateKeyPair('RS256', { extractable: true });
  jwks = write('jwks.json', { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one' }] });
  world = await startAuthWorld({ gateway: settings() });
});

afterAll(() => world[Symbol.asyncDispose]());

describe('AUTH=jwt', () => {
  it('answers who has a token of the issuer, under the key of the gateway and not under theirs', async () => {
    world.forget();
    const token = await sign();
    const { status, answer } = await world.ask(QUERY, bearer(token));
    expect({ status, answer }).toMatchObject({ status: 200, answer: { data: { transfer: { id: TRANSFER } } } });
    expect(world.sent).toEqual([CALL]);
    expect(JSON.stringify(world.requests)).not.toContain(token);
  });

  it('knows a token by the key that has signed it where several fit, as while keys without ids are replaced', async () => {
    const nameless = await Promise.all([strange, keys].map(({ publicKey }) => exportJWK(publicKey)));
    const rotating = await startAuthWorld({ gateway: settings({ jwks: write('jwks.json', { keys: nameless }) }) });
    const statusOf = async (token: string) => (await rotating.ask(QUERY, bearer(token))).status;
    const other = await generateKeyPair('RS256');
    expect(await statusOf(await sign({}, { kid: undefined }))).toBe(200);
    expect(await statusOf(await sign({}, { kid: undefined }, strange))).toBe(200);
    expect(await statusOf(await sign({}, { kid: undefined }, other))).toBe(401);
    expect(await statusOf(await sign({ exp: 1 }, { kid: undefined }))).toBe(401);
    await rotating[Symbol.asyncDispose]();
  });

  const expired = () => sign({ exp: Math.floor(Date.now() / 1000) - 60 });
  const past: readonly [string, () => Promise<string> | string][] = [
    ['expired', expired],
    ['not valid yet', () => sign({ nbf: inOneHour() })],
    ['of another issuer', () => sign({ iss: 'https://other.example' })],
    ['for another audience', () => sign({ aud: 'other' })],
    ['valid for ever', () => sign({ exp: undefined as never })],
    ['about nobody', () => sign({ sub: undefined as never })],
    ['about an empty name', () => sign({ sub: '' })],
    ['with scopes that are no text', () => sign({ scope: ['*'] as never })],
    ['with accounts that are none', () => sign({ stripe_accounts: ['acct_1, acct_2'] })],
    ['with accounts that are no list', () => sign({ stripe_accounts: 'acct_1Abc' })],
    ['signed by another key', () => sign({}, {}, strange)],
    ['signed by a key that the issuer does not have', () => sign({}, { kid: 'two' }, strange)],
    ['that brings its own key', async () => sign({}, { jwk: await exportJWK(strange.publicKey) }, strange)],
    ['that says where its key is', () => sign({}, { jku: 'http://127.0.0.1:1/jwks', kid: 'two' }, strange)],
    ['signed with nothing', () => forged({ alg: 'none' }, { ...CLAIMS, exp: inOneHour() }, () => '')],
    ['signed with nothing, spelt otherwise', () => forged({ alg: 'nOnE' }, { ...CLAIMS, exp: inOneHour() }, () => '')],
    [
      'signed with the public key as a secret',
      async () => {
        const secret = await exportSPKI(keys.publicKey);
        const hmac = (signed: string) => createHmac('sha256', secret).update(signed).digest('base64url');
        return forged({ alg: 'HS256', kid: 'one' }, { ...CLAIMS, exp: inOneHour() }, hmac);
      },
    ],
    [
      'signed with the public modulus as a secret',
      async () => {
        const { n = '' } = await exportJWK(keys.publicKey);
        const hmac = (signed: string) =>
          createHmac('sha256', Buffer.from(n, 'base64url')).update(signed).digest('base64url');
        return forged({ alg: 'HS256', kid: 'one' }, { ...CLAIMS, exp: inOneHour() }, hmac);
      },
    ],
    [
      'with a claim changed',
      async () => {
        const [header = '', , signature = ''] = (await sign()).split('.');
        return `${header}.${base64({ ...CLAIMS, scope: '*', exp: inOneHour() })}.${signature}`;
      },
    ],
    ['without a signature', async () => `${(await sign()).split('.').slice(0, 2).join('.')}.`],
    ['that is none', () => 'abc'],
    ['that is a key of REST', () => 'sk_test_4eC39HqLyjWDarjtT1zdp7dc'],
  ];

  it.each(past)('refuses a token %s with 401, and makes no call', async (_, make) => {
    world.forget();
    const token = await make();
    const reply = await world.ask(QUERY, bearer(token));
    expect(refusedWith(reply, 401, 'UNAUTHENTICATED')).not.toContain(token);
    expect(world.sent).toEqual([]);
  });

  it('says that a token has expired, so that a client fetches another', async () => {
    expect(refusedWith(await world.ask(QUERY, bearer(await expired())), 401, 'UNAUTHENTICATED')).toMatch(/expired/);
  });

  it('takes no other algorithm than the one that is set, though the key would do for both', async () => {
    const privateKey = (await importJWK(await exportJWK(keys.privateKey), 'PS256')) as CryptoKey;
    const byOther = await sign({}, { alg: 'PS256' }, { privateKey });
    const reply = await world.ask(QUERY, bearer(byOther));
    refusedWith(reply, 401, 'UNAUTHENTICATED');
    await using other = await startAuthWorld({ gateway: settings({ algorithm: 'PS256' }) });
    expect((await other.ask(QUERY, bearer(byOther))).status).toBe(200);
    refusedWith(await other.ask(QUERY, bearer(await sign())), 401, 'UNAUTHENTICATED');
  });

  it.each(['ES256', 'EdDSA'] as const)('takes %s', async (algorithm) => {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    const file = write('jwks.json', { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one' }] });
    await using other = await startAuthWorld({ gateway: settings({ algorithm, jwks: file }) });
    expect((await other.ask(QUERY, bearer(await sign({}, { alg: algorithm }, pair)))).status).toBe(200);
  });

  it('gives the scopes of the claim, and none without it', async () => {
    const none = await world.ask(QUERY, bearer(await sign({ scope: undefined as never })));
    expect(refusals(none)).toEqual([{ code: 'FORBIDDEN', path: ['transfer'] }]);
    const tax = await world.ask('{ taxTransaction(id: "tax_1Seed000001") { id } }', bearer(await sign()));
    expect(refusals(tax)).toEqual([{ code: 'FORBIDDEN', path: ['taxTransaction'] }]);
  });

  it.each([
    ['is not there', '/nowhere/jwks.json'],
    ['holds no JSON', write('jwks.json', 'nonsense')],
    ['holds no key', write('jwks.json', { keys: [] })],
  ])('does not start with a file of keys that %s', async (_, file) => {
    await expect(startAuthWorld({ gateway: settings({ jwks: file }) })).rejects.toThrow(/AUTH_JWT_JWKS must be/);
  });
});

describe('AUTH_JWT_JWKS as an address', () => {
  let server: Server;
  let address: string;
  let fetched = 0;
  let answer: { status: number; body: string };

  beforeAll(async () => {
    server = createServer((_, response) => {
      fetched += 1;
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const keySet = async (...ids: string[]) =>
    JSON.stringify({
      keys: await Promise.all(ids.map(async (kid) => ({ ...(await exportJWK(keys.publicKey)), kid }))),
    });

  it('fetches the keys once for many requests', async () => {
    answer = { status: 200, body: await keySet('one') };
    fetched = 0;
    await using remote = await startAuthWorld({ gateway: settings({ jwks: address }) });
    const token = await sign();
    const replies = await Promise.all(Array.from({ length: 20 }, () => remote.ask(QUERY, bearer(token))));
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(fetched).toBe(1);
    // Nor does a flood of tokens with made-up keys make it ask each time.
    for (let n = 0; n < 20; n += 1) {
      refusedWith(await remote.ask(QUERY, bearer(await sign({}, { kid: `made-up-${n}` }))), 401, 'UNAUTHENTICATED');
    }
    expect(fetched).toBe(1);
  });

  it.each([
    ['fails', { status: 500, body: '' }],
    ['sends the caller elsewhere', { status: 302, body: '' }],
    ['answers nonsense', { status: 200, body: '<html>' }],
  ])('answers 503, and takes nobody for known, while the issuer %s', async (_, broken) => {
    answer = broken;
    await using remote = await startAuthWorld({ gateway: settings({ jwks: address }) });
    const token = await sign();
    const reply = await remote.ask(QUERY, bearer(token));
    refusedWith(reply, 503, 'UPSTREAM_UNAVAILABLE');
    expect(reply.answer.errors?.[0]?.extensions).toMatchObject({ retryable: true });
    expect(remote.sent).toEqual([]);
    answer = { status: 200, body: await keySet('one') };
    expect((await remote.ask(QUERY, bearer(token))).status).toBe(200);
  });
});
