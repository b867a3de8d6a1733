import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../world.ts';

const SECRET = 'a-secret-of-the-router-and-the-gateway';
const QUERY =
  'query ($id: ID!, $first: Int) { transfer(id: $id) { amount reversals(first: $first) { nodes { id } } } }';

/** `signed` is written by hand: what the Hive gateway makes of it, keys in order and no spaces. */
const signatureOf = (signed: string, secret = SECRET): string =>
  createHmac('sha256', secret).update(signed).digest('base64');

const withSignature = (signature: unknown) => ({ extensions: { 'hmac-signature': signature } });

let world: World;
beforeAll(async () => {
  world = await startWorld({ gateway: { routerSecret: SECRET } });
});
afterAll(() => world[Symbol.asyncDispose]());

const send = async (body: object) => {
  world.sandbox.requests.length = 0;
  const response = await world.fetch(body);
  return { status: response.status, answer: (await response.json()) as { data?: unknown; errors?: unknown[] } };
};

describe('ROUTER_SECRET', () => {
  it.each([
    [
      'variables in another order than they are signed in',
      { query: QUERY, variables: { id: 'tr_1Seed000003', first: 1 } },
      `{"query":"${QUERY}","variables":{"first":1,"id":"tr_1Seed000003"}}`,
    ],
    ['no variables', { query: '{ __typename }' }, '{"query":"{ __typename }"}'],
    ['variables of nothing', { query: '{ __typename }', variables: {} }, '{"query":"{ __typename }"}'],
    [
      'an operation’s name, which is not signed',
      { query: 'query A { __typename } query B { __typename }', operationName: 'B' },
      '{"query":"query A { __typename } query B { __typename }"}',
    ],
    [
      'objects, lists, nulls, and names that look like numbers',
      {
        query: 'query ($ten: Int, $x: [_Any!]!) { _entities(representations: $x) { __typename } }',
        variables: { x: [{ id: 'tr_1Seed000003', __typename: 'Transfer', 9: null, 10: [1, 'é"'] }], ten: null },
      },
      '{"query":"query ($ten: Int, $x: [_Any!]!) { _entities(representations: $x) { __typename } }","variables":{"ten":null,"x":[{"10":[1,"é\\""],"9":null,"__typename":"Transfer","id":"tr_1Seed000003"}]}}',
    ],
  ])('lets through what is signed, with %s', async (_what, body, signed) => {
    const { status, answer } = await send({ ...body, ...withSignature(signatureOf(signed)) });
    // What it asks for is then judged as ever.
    expect(answer.errors?.filter((error) => JSON.stringify(error).includes('UNAUTHENTICATED')) ?? []).toEqual([]);
    expect(status).not.toBe(401);
  });

  const body = { query: QUERY, variables: { id: 'tr_1Seed000003', first: 1 } };
  const signed = `{"query":"${QUERY}","variables":{"first":1,"id":"tr_1Seed000003"}}`;

  it.each<[string, object]>([
    ['no signature', body],
    ['the signature of another secret', { ...body, ...withSignature(signatureOf(signed, `${SECRET}x`)) }],
    ['another document', { ...body, query: `${QUERY} `, ...withSignature(signatureOf(signed)) }],
    [
      'another variable',
      { ...body, variables: { id: 'tr_1Seed000004', first: 1 }, ...withSignature(signatureOf(signed)) },
    ],
    ['one variable more', { ...body, variables: { ...body.variables, x: 1 }, ...withSignature(signatureOf(signed)) }],
    ['a part of it', { ...body, ...withSignature(signatureOf(signed).slice(0, 8)) }],
    ['what is no text', { ...body, ...withSignature({ toString: 1 }) }],
    ['nothing but a signature', { ...withSignature(signatureOf('{}')), query: '{ __typename }' }],
    ['a request for the SDL', { query: '{ _service { sdl } }' }],
  ])('refuses %s with 401 before anything is looked at, and makes no REST call', async (_what, sent) => {
    const { status, answer } = await send(sent);
    expect(status).toBe(401);
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answer.data ?? null).toBeNull();
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    expect(world.sandbox.requests).toEqual([]);
  });

  it('holds for a GET too, and /health needs none', async () => {
    const ask = (search: string) => world.gateway.fetch(`http://gateway/graphql?${search}`);
    const query = encodeURIComponent('{ __typename }');
    expect((await ask(`query=${query}`)).status).toBe(401);
    const extensions = encodeURIComponent(
      JSON.stringify({ 'hmac-signature': signatureOf('{"query":"{ __typename }"}') }),
    );
    expect((await ask(`query=${query}&extensions=${extensions}`)).status).toBe(200);
    expect((await world.gateway.fetch('http://gateway/health')).status).toBe(200);
  });
});
