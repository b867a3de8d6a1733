import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restKey } from '../../src/graph/kit/idempotency.ts';
import { type AuthWorld, bearer, refusals, refusedWith, startAuthWorld, TRANSFER } from './world.ts';

const KEY = 'rk_test_callersOwnKey1';
const OTHER = 'sk_test_callersOwnKey2';
const LIVE = 'rk_live_callersOwnKey3';
const QUERY = `{ transfer(id: "${TRANSFER}") { id } }`;
const GET = `GET /v1/transfers/${TRANSFER}`;

let world: AuthWorld;

beforeAll(async () => {
  world = await startAuthWorld({ gateway: { auth: { way: 'passthrough' } }, keys: ['sk_test_sandbox', KEY, OTHER] });
});

afterAll(() => world[Symbol.asyncDispose]());

describe('AUTH=passthrough', () => {
  it.each([KEY, OTHER])(
    'asks REST under the own key of the caller, never under the key of the gateway',
    async (key) => {
      world.forget();
      const { status, answer } = await world.ask(QUERY, bearer(key));
      expect({ status, data: answer.data }).toEqual({ status: 200, data: { transfer: { id: TRANSFER } } });
      expect(world.sent).toEqual([`${GET} ${key}`]);
    },
  );

  it.each([
    ['no header', {}],
    ['a live secret key', bearer('sk_live_callersOwnKey3')],
    ['a live restricted key', bearer(LIVE)],
    ['a publishable key', bearer('pk_test_callersOwnKey4')],
    ['an ephemeral key', bearer('ek_test_callersOwnKey4')],
    ['a token', bearer('some-token')],
    ['two keys', bearer(`${KEY}, ${OTHER}`)],
    ['a key with more behind it', bearer(`${KEY} x`)],
    ['a key in another scheme', { authorization: `Basic ${btoa(`${KEY}:`)}` }],
    ['a key in another header', { 'x-api-key': KEY }],
  ])('refuses %s with 401, and makes no call', async (_, headers) => {
    world.forget();
    const reply = await world.ask(QUERY, headers as Record<string, string>);
    expect(refusedWith(reply, 401, 'UNAUTHENTICATED')).not.toMatch(/callersOwnKey/);
    expect(world.sent).toEqual([]);
  });

  it('says that REST does not know the key', async () => {
    const reply = await world.ask(QUERY, bearer('sk_test_unknownToRest'));
    expect(refusals(reply)).toEqual([{ code: 'UNAUTHENTICATED', path: ['transfer'] }]);
    expect(JSON.stringify(reply.answer)).not.toMatch(/unknownToRest|Rest"/);
  });

  it('keeps the idempotency keys of two callers apart, and writes under the key of each', async () => {
    world.forget();
    const mutation = `mutation { createTransferReversal(input: { transfer: "tr_1Seed000001", amount: 1, idempotencyKey: "same" }) {
      ... on CreateTransferReversalPayload { replayed } ... on Problem { code }
    } }`;
    for (const key of [KEY, OTHER]) {
      expect((await world.ask(mutation, bearer(key))).answer.data.createTransferReversal).toEqual({ replayed: false });
    }
    expect(world.requests.map(({ headers, idempotencyKey }) => [headers.authorization, idempotencyKey])).toEqual(
      [KEY, OTHER].map((key) => {
        const tenant = createHash('sha256').update(key).digest('hex');
        const scope = { tenant, account: undefined, mutation: 'createTransferReversal' };
        return [`Bearer ${key}`, restKey(scope, 'same')];
      }),
    );
  });

  it('makes no mutation with MUTATIONS=off', async () => {
    await using off = await startAuthWorld({ gateway: { auth: { way: 'passthrough' }, mutations: 'off' } });
    const mutation = `mutation { createTransferReversal(input: { transfer: "tr_1Seed000001", all: true, idempotencyKey: "k" }) {
      ... on Problem { code } } }`;
    expect((await off.ask(mutation, bearer(KEY))).answer.data).toEqual({
      createTransferReversal: { code: 'FORBIDDEN' },
    });
    expect(off.sent).toEqual([]);
  });
});
