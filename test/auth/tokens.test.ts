import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScopes, readTokens } from '../../src/auth/tokens.ts';
import { resources } from '../../src/schema.ts';
import { type AuthWorld, bearer, refusedWith, sha256, startAuthWorld, TRANSFER, tokenAuth, write } from './world.ts';

const TOKEN = 'a-token-of-32-random-characters-x';
const QUERY = `{ transfer(id: "${TRANSFER}") { id } }`;

let world: AuthWorld;

beforeAll(async () => {
  world = await startAuthWorld({ gateway: tokenAuth({ name: 'app', token: TOKEN, scopes: ['*'] }) });
});

afterAll(() => world[Symbol.asyncDispose]());

describe('AUTH=token', () => {
  it('answers who has a token, under the key of the gateway', async () => {
    world.forget();
    const { status, answer } = await world.ask(QUERY, bearer(TOKEN));
    expect(status).toBe(200);
    expect(answer.data).toEqual({ transfer: { id: TRANSFER } });
    expect(world.sent).toEqual([`GET /v1/transfers/${TRANSFER} sk_test_sandbox`]);
  });

  it.each([
    ['no header', {}],
    ['another token', bearer('another')],
    ['its hash', bearer(sha256(TOKEN))],
    ['a part of it', bearer(TOKEN.slice(1))],
    ['more than it', bearer(`${TOKEN}x`)],
    ['two', bearer(`${TOKEN}, ${TOKEN}`)],
    ['no token', { authorization: 'Bearer' }],
    ['another scheme', { authorization: `Basic ${btoa(`${TOKEN}:`)}` }],
    ['the key of the gateway', bearer('sk_test_sandbox')],
  ])('refuses %s with 401, and makes no call', async (_, headers) => {
    world.forget();
    const reply = await world.ask(QUERY, headers as Record<string, string>);
    const message = refusedWith(reply, 401, 'UNAUTHENTICATED');
    expect(message).not.toContain(TOKEN);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    expect(world.sent).toEqual([]);
  });

  it('refuses before it reads the document', async () => {
    refusedWith(await world.ask('{ nope', {}), 401, 'UNAUTHENTICATED');
    const response = await world.gateway.fetch(`http://gateway/graphql?query=${encodeURIComponent('{ nope }')}`);
    expect(response.status).toBe(401);
  });

  it('asks nobody who is at /health and /ready, or wants the page of GraphiQL', async () => {
    expect((await world.gateway.fetch('http://gateway/health')).status).toBe(200);
    expect((await world.gateway.fetch('http://gateway/ready')).status).toBe(200);
    const page = await world.gateway.fetch('http://gateway/graphiql', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
  });

  it('gives a caller with two tokens one tenant, so that a replaced token finds its idempotency keys', async () => {
    const scopes = ['transfers:write'];
    await using two = await startAuthWorld({
      gateway: tokenAuth(
        { name: 'app', token: 'old-token', scopes },
        { name: 'app', token: 'new-token', scopes },
        { name: 'other', token: 'other-token', scopes },
      ),
    });
    const reverse = async (token: string) => {
      const query = `mutation { createTransferReversal(input: { transfer: "tr_1Seed000001", amount: 1, idempotencyKey: "k" }) {
        ... on CreateTransferReversalPayload { replayed } ... on Problem { code message }
      } }`;
      return (await two.ask(query, bearer(token))).answer.data;
    };
    expect(await reverse('old-token')).toEqual({ createTransferReversal: { replayed: false } });
    expect(await reverse('new-token')).toEqual({ createTransferReversal: { replayed: true } });
    expect(await reverse('other-token')).toEqual({ createTransferReversal: { replayed: false } });
    const keys = two.requests.map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('AUTH_TOKENS_FILE', () => {
  const good = { name: 'app', sha256: sha256('t'), scopes: ['tax:read'] };

  it('reads names, hashes, scopes and accounts', () => {
    const tokens = [good, { ...good, sha256: sha256('u'), scopes: ['*'], accounts: ['acct_1Abc'] }];
    expect(readTokens(write('tokens.json', tokens))).toEqual(tokens);
  });

  it.each([
    ['no JSON', '[{', /must be a file with JSON: what it holds is none/],
    ['no list', {}, /AUTH_TOKENS_FILE at \[\]/],
    ['an empty list', [], /must hold a token/],
    ['a token in clear', [{ ...good, sha256: 'my-secret-token' }], /at \[0,"sha256"\]: must be 64 hex/],
    ['a field that it does not know', [{ ...good, token: 'my-secret-token' }], /AUTH_TOKENS_FILE at \[0\]/],
    ['a scope that is none', [{ ...good, scopes: ['tax'] }], /at \[0,"scopes",0\]: must be a scope/],
    ['no name', [{ ...good, name: '' }], /at \[0,"name"\]/],
    ['an account that is none', [{ ...good, accounts: ['acct_1,acct_2'] }], /at \[0,"accounts",0\]/],
    ['a list of no account', [{ ...good, accounts: [] }], /at \[0,"accounts"\]/],
    ['a hash twice', [good, good], /one `sha256` twice/],
  ])('refuses %s, and shows nothing of it', (_, content, message) => {
    const file = write('tokens.json', content);
    expect(() => readTokens(file)).toThrow(message);
    expect(() => readTokens(file)).not.toThrow(/my-secret-token/);
  });

  it.each(['transfer:read', 'transfer:write', 'refund:read', 'treasure:read', 'invoices:write'])(
    'has no gateway start with the scope %s, which nothing asks for',
    async (scope) => {
      const gateway = tokenAuth(
        { name: 'app', token: 'one', scopes: ['*', 'tax:read', 'balance:read'] },
        { name: 'app', token: 'two', scopes: ['tax:read', scope] },
      );
      await expect(startAuthWorld({ gateway })).rejects.toThrow(
        `AUTH_TOKENS_FILE at [1,"scopes",1]: there is no scope ${scope}.`,
      );
      await expect(startAuthWorld({ gateway })).rejects.toThrow(/may have these scopes: \*, .*tax:read, tax:write/);
    },
  );

  it('takes every scope that a resource of the graph has, and all at once', () => {
    const scopes = [
      '*',
      ...resources.nodes.flatMap(({ domain }) => [`${domain ?? 'none'}:read`, `${domain ?? 'none'}:write`]),
    ];
    const tokens = readTokens(write('tokens.json', [{ ...good, scopes }]));
    expect(checkScopes(tokens, resources.domains)).toEqual(tokens);
  });

  it('refuses a file that is not there', () => {
    expect(() => readTokens('/nowhere/tokens.json')).toThrow(
      /must be a file with JSON that can be read: there is none under that name/,
    );
    expect(() => readTokens(import.meta.dirname)).toThrow(/it may not be read here/);
  });
});
