import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../world.ts';

const APP = 'https://app.example';
const QUERY = '{ transfer(id: "tr_1Seed000003") { amount } }';
const MUTATION =
  'mutation { createTransferReversal(input: { transfer: "tr_1Seed000003", amount: 1, idempotencyKey: "k" }) { __typename } }';
const JSON_TYPE = { 'content-type': 'application/json' };

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

const get = (query: string, headers: Record<string, string> = {}): RequestInit & { path: string } => ({
  path: `/graphql?query=${encodeURIComponent(query)}`,
  headers,
});

const post = (body: string, headers: Record<string, string>): RequestInit & { path: string } => ({
  path: '/graphql',
  method: 'POST',
  body,
  headers,
});

const json = (query: string, headers: Record<string, string> = {}) =>
  post(JSON.stringify({ query }), { ...JSON_TYPE, ...headers });

const send = async ({ path, ...init }: RequestInit & { path: string }, to = world) => {
  to.sandbox.requests.length = 0;
  const response = await to.gateway.fetch(`http://gateway${path}`, init);
  return { response, calls: [...to.calls] };
};

const form = `query=${encodeURIComponent(MUTATION)}`;
const multipart = `--b\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: MUTATION })}\r\n--b\r\ncontent-disposition: form-data; name="map"\r\n\r\n{}\r\n--b--`;

/** What a page of another site can make a browser send, and what it cannot but might find a way to. */
const ATTACKS: readonly (readonly [string, RequestInit & { path: string }, number])[] = [
  ['a mutation in a GET', get(MUTATION), 405],
  ['a mutation in a GET of JSON', get(MUTATION, JSON_TYPE), 405],
  ['a GET as message/rfc822', get(QUERY, { 'content-type': 'message/rfc822' }), 415],
  ['a GET as text/plain', get(QUERY, { 'content-type': 'text/plain' }), 415],
  ['a GET as a form', get(QUERY, { 'content-type': 'application/x-www-form-urlencoded' }), 415],
  ['a GET as JSON and something else', get(QUERY, { 'content-type': 'application/json, text/plain' }), 415],
  ['a GET by another site', get(QUERY, { 'sec-fetch-site': 'cross-site' }), 403],
  ['a GET by another page of the site', get(QUERY, { 'sec-fetch-site': 'same-site' }), 403],
  ['a GET of a foreign origin', get(QUERY, { origin: 'https://evil.example' }), 403],
  ['a GET of no origin', get(QUERY, { origin: 'null' }), 403],
  ['a form', post(form, { 'content-type': 'application/x-www-form-urlencoded' }), 415],
  ['a multipart form', post(multipart, { 'content-type': 'multipart/form-data; boundary=b' }), 415],
  ['plain text', post(JSON.stringify({ query: MUTATION }), { 'content-type': 'text/plain' }), 415],
  [
    'plain text that says it is JSON',
    post(JSON.stringify({ query: MUTATION }), { 'content-type': 'text/plain; application/json' }),
    415,
  ],
  [
    'JSON and plain text',
    post(JSON.stringify({ query: MUTATION }), { 'content-type': 'application/json, text/plain' }),
    415,
  ],
  ['no type', post(JSON.stringify({ query: MUTATION }), {}), 415],
  ['a message', post(JSON.stringify({ query: MUTATION }), { 'content-type': 'message/rfc822' }), 415],
  ['GraphQL', post(MUTATION, { 'content-type': 'application/graphql' }), 415],
  ['JSON of a foreign origin', json(MUTATION, { origin: 'https://evil.example' }), 403],
  ['JSON of an origin that only begins alike', json(MUTATION, { origin: 'http://gateway.evil.example' }), 403],
  ['JSON of another port', json(MUTATION, { origin: 'http://gateway:8080' }), 403],
  ['JSON of no origin', json(MUTATION, { origin: 'null' }), 403],
  ['JSON of an origin that is none', json(MUTATION, { origin: 'gateway' }), 403],
  ['JSON by another site', json(MUTATION, { 'sec-fetch-site': 'cross-site' }), 403],
  [
    'JSON by another page of the site',
    json(MUTATION, { origin: 'http://gateway', 'sec-fetch-site': 'same-site' }),
    403,
  ],
  ['a batch', post(JSON.stringify([{ query: MUTATION }, { query: MUTATION }]), JSON_TYPE), 400],
  [
    'a preflight',
    {
      path: '/graphql',
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    },
    403,
  ],
];

describe('a request that another site can make a browser send', () => {
  it.each(ATTACKS)('executes nothing: %s', async (_, attack, status) => {
    const { response, calls } = await send(attack);
    expect(response.status).toBe(status);
    expect(calls).toEqual([]);
    expect(await response.json()).not.toHaveProperty('data');
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it.each(ATTACKS)('nor where a page of one origin may ask: %s', async (_, attack, status) => {
    await using open = await startWorld({ gateway: { corsOrigins: [APP] } });
    const { response, calls } = await send(attack, open);
    expect([response.status, calls]).toEqual([status, []]);
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('a request of nobody else', () => {
  it.each([
    ['a plain client', json(QUERY)],
    ['a plain client that says UTF-8', json(QUERY, { 'content-type': 'application/json; charset=utf-8' })],
    ['a plain client with a GET', get(QUERY)],
    ['a GET of JSON', get(QUERY, JSON_TYPE)],
    ['its own page', json(QUERY, { origin: 'http://gateway', 'sec-fetch-site': 'same-origin' })],
    ['its own page, with TLS ending in front of it', json(QUERY, { origin: 'https://gateway' })],
    ['its own page, where the browser is old', json(QUERY, { origin: 'http://gateway' })],
    ['a GET of its own page', get(QUERY, { 'sec-fetch-site': 'same-origin' })],
    ['a GET that was typed', get(QUERY, { 'sec-fetch-site': 'none' })],
  ])('is answered: %s', async (_, request) => {
    const { response, calls } = await send(request);
    expect(await response.json()).toMatchObject({ data: { transfer: { amount: 2500 } } });
    expect(calls).toEqual(['GET /v1/transfers/tr_1Seed000003']);
  });
});

describe('CORS', () => {
  it('lets a page of a named origin ask and read, without credentials', async () => {
    await using open = await startWorld({ gateway: { corsOrigins: [APP, 'http://localhost:5173'] } });
    const preflight = await send(
      {
        path: '/graphql',
        method: 'OPTIONS',
        headers: { origin: APP, 'access-control-request-headers': 'content-type' },
      },
      open,
    );
    expect(preflight.response.status).toBe(204);
    expect(Object.fromEntries(preflight.response.headers)).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type',
      vary: 'origin',
    });
    const { response } = await send(json(QUERY, { origin: APP, 'sec-fetch-site': 'cross-site' }), open);
    expect(await response.json()).toMatchObject({ data: { transfer: { amount: 2500 } } });
    expect(response.headers.get('access-control-allow-origin')).toBe(APP);
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
  });
});

describe('a gateway that does not ask who calls', () => {
  it.each(['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.7'])(
    'does not answer as %s',
    async (host) => {
      await using local = await startWorld({ gateway: { loopbackNamesOnly: true } });
      const { response, calls } = await send(json(QUERY, { host }), local);
      expect([response.status, calls]).toEqual([403, []]);
      const own = await send(get(QUERY, { host }), local);
      expect([own.response.status, own.calls]).toEqual([403, []]);
    },
  );

  it.each(['localhost', 'localhost:4000', '127.0.0.1:4000', '[::1]:4000'])('answers as %s', async (host) => {
    await using local = await startWorld({ gateway: { loopbackNamesOnly: true } });
    expect((await send(json(QUERY, { host }), local)).response.status).toBe(200);
  });
});

describe('every answer', () => {
  it.each([json(QUERY), get('{'), get(QUERY, { origin: 'null' }), { path: '/health' }, { path: '/nope' }])(
    'tells a browser to make nothing else of it: %j',
    async (request) => {
      const { response } = await send(request);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
    },
  );
});
