import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/telemetry/log.ts';
import { startWorld, type World } from '../world.ts';

const EXTENSION = 'chrome-extension://flnheeellpciglgpaodhkhmapeljopja';
const lines: string[] = [];
let world: World;
const servers = new Set<ReturnType<typeof createServer>>();

const listen = async (gateway: World['gateway']): Promise<number> => {
  const server = createServer(gateway).listen(0, '127.0.0.1');
  servers.add(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

let port: number;

beforeAll(async () => {
  world = await startWorld({ gateway: { log: createLog('info', { write: (line: string) => lines.push(line) }) } });
  port = await listen(world.gateway);
});

afterAll(async () => {
  for (const server of servers) server.close();
  await world[Symbol.asyncDispose]();
});

beforeEach(() => {
  lines.length = 0;
});

const BODY = '{"query":"{ __typename }"}';

/** The answer to a request as it stands here, byte by byte. */
const sendRaw = async (target: string, host: string, method = 'POST') => {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.write(
    `${method} ${target} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\nconnection: close\r\n\r\n${BODY}`,
  );
  await once(socket, 'close');
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]), answer };
};

const post = (body: unknown, headers: Record<string, string> = {}, to = world) =>
  to.gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('an address that cannot be read', () => {
  it.each([
    ...[
      '[',
      'a b',
      'localhost:99999',
      'a@b',
      'x?',
      'x#',
      'a/b',
      'a\\b',
      '%00',
      ':80',
      'a:b:c',
      '[::1',
      '[::1]x',
      'a,b',
    ].map((host) => ['/graphql', host] as const),
    ...['//[', '*', 'http://localhost/graphql', 'graphql'].map((target) => [target, 'localhost'] as const),
  ])('is refused as JSON, with a line in the log: %s at %s', async (target, host) => {
    const { status, answer } = await sendRaw(target, host);
    // What Node's own parser refuses never gets here.
    expect(status).toBe(400);
    if (target === 'graphql') return;
    expect(answer).toMatch(/^content-type: application\/json/im);
    expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
    expect(answer).toMatch(/^x-request-id: [0-9a-f-]{36}\r$/im);
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(answer).not.toMatch(/node_modules|at new URL/);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'request refused', codes: ['BAD_REQUEST'] }]);
  });

  it.each(['localhost', 'localhost:4000', '[::1]:4000', 'my_service:4000', '10.0.0.1', 'localhost:'])(
    'is not one under the name %s',
    async (host) => {
      expect((await sendRaw('/graphql', host)).status).toBe(200);
    },
  );
});

describe('a path', () => {
  it.each([
    ['/graphql', 200],
    ['/graphql/', 200],
    ['/mounted/graphql', 200],
    ['/graphql?after=/health', 200],
    ['/graphql?after=/ready', 200],
    ['//x/graphql', 404],
    ['//graphql', 404],
    ['/graphql//', 404],
    ['//health', 404],
    ['/x//ready', 404],
    ['/graphqlx', 404],
    ['/xgraphql', 404],
    ['/graphql%2f', 404],
    ['/x/../graphql', 200],
    ['/graphql/%2e%2e/x', 404],
  ])('%s is answered %i', async (path, status) => {
    const { answer, ...told } = await sendRaw(path, 'localhost');
    expect(told.status).toBe(status);
    if (status === 200) {
      expect(answer).toContain('"__typename":"Query"');
      return;
    }
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'request refused', codes: ['BAD_REQUEST'] }]);
  });

  it('can be another one, with GraphiQL beside it', async () => {
    await using moved = await startWorld({ gateway: { graphqlPath: '/api/v1/graph' } });
    const get = (path: string) => moved.gateway.fetch(`http://gateway${path}`, { headers: { accept: 'text/html' } });
    const redirect = await get('/api/v1/graph?query=x');
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'graphiql?query=x']);
    const page = await get('/api/v1/graphiql');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('"endpoint":"graph"');
    expect((await get('/graphql')).status).toBe(404);
    expect((await moved.gateway.fetch('http://gateway/health')).status).toBe(200);
  });

  it('leads a browser to the page also below another path, and from its own end', async () => {
    const locationOf = async (path: string) => {
      const response = await world.gateway.fetch(`http://gateway${path}`, { headers: { accept: 'text/html' } });
      return new URL(response.headers.get('location') ?? '', `http://gateway${path}`).pathname;
    };
    expect(await locationOf('/mounted/graphql')).toBe('/mounted/graphiql');
    expect(await locationOf('/mounted/graphql/')).toBe('/mounted/graphiql');
  });
});

describe('GraphiQL', () => {
  it('keeps no headers in the browser', async () => {
    const page = await world.gateway.fetch('http://gateway/graphiql', { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('"shouldPersistHeaders":false');
  });
});

describe('automatic persisted queries', () => {
  const extensions = {
    persistedQuery: { version: 1, sha256Hash: 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38' },
  };
  const refused = {
    errors: [
      {
        message: 'PersistedQueryNotSupported',
        extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', retryable: false },
      },
    ],
  };

  it.each([{}, { query: '' }, { query: null }])(
    'get the answer that makes clients send the document: %j',
    async (more) => {
      expect(await (await post({ extensions, ...more })).json()).toEqual(refused);
    },
  );

  it('get it for a GET too', async () => {
    const query = `extensions=${encodeURIComponent(JSON.stringify(extensions))}&operationName=A&variables=%7B%7D`;
    const response = await world.gateway.fetch(`http://gateway/graphql?${query}`);
    expect(await response.json()).toEqual(refused);
  });

  it('are executed where the document comes with its hash', async () => {
    expect(await (await post({ extensions, query: '{ __typename }' })).json()).toMatchObject({
      data: { __typename: 'Query' },
    });
  });
});

describe('a body', () => {
  it.each([
    { id: 'x' },
    { doc_id: '1', documentId: '2', unknown: { a: [1] } },
    { operationName: '' },
    { operationName: null, variables: null, extensions: null },
  ])('may have more than the specification knows, and empty parts: %j', async (more) => {
    expect(await (await post({ query: 'query A { __typename }', ...more })).json()).toMatchObject({
      data: { __typename: 'Query' },
    });
  });

  it('with an empty name and several operations does not say which', async () => {
    const response = await post({ query: 'query A { __typename } query B { __typename }', operationName: '' });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] });
  });

  it.each([[[]], [[{ query: '{ __typename }' }]]])('that is a list is told why batching is off: %j', async (body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringMatching(/^Batching is off: .*limit/), extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  it.each([
    'application/json; charset=utf8',
    'application/json; charset="UTF-8"',
    'application/json;charset=utf-8;profile="a;b"',
    'application/json; odata=verbose',
    'APPLICATION/JSON',
    'application/json ; charset = utf-8',
  ])('may come as %s', async (type) => {
    expect((await post({ query: '{ __typename }' }, { 'content-type': type })).status).toBe(200);
  });

  it.each([
    'application/json; charset=utf-16',
    'application/json; charset=utf8; charset=utf-7',
    'application/json; profile="x"; charset=latin1',
    'application/json, text/plain',
    'application/json; x, text/plain',
    'application/jsonp',
    'text/plain; application/json',
    'application/json; charset',
    'application/json; a="',
  ])('may not come as %s', async (type) => {
    expect((await post({ query: '{ __typename }' }, { 'content-type': type })).status).toBe(415);
  });
});

describe('an empty cursor', () => {
  it.each([
    ['after', '{ transfers(first: 2, after: "") { nodes { id } pageInfo { hasPreviousPage } } }'],
    ['before', '{ transfers(first: 2, before: "") { nodes { id } pageInfo { hasPreviousPage } } }'],
  ])('is none: %s', async (_, query) => {
    const { data } = await world.query('{ transfers(first: 2) { nodes { id } pageInfo { hasPreviousPage } } }');
    expect(await world.query(query)).toMatchObject({ data });
    expect(world.calls).toEqual(['GET /v1/transfers?limit=2']);
  });

  it('is none where a list comes with its parent', async () => {
    const query = '{ transfers(first: 2) { nodes { reversals(first: 2, after: "") { nodes { id } } } } }';
    expect((await world.query(query)).extensions?.cost).toEqual(
      (await world.query(query.replace(', after: ""', ''))).extensions?.cost,
    );
  });
});

describe('tools in the browser', () => {
  it.each([EXTENSION, 'altair://-', 'moz-extension://0a1b-2c3d'])(
    'may ask when their origin is listed: %s',
    async (origin) => {
      await using open = await startWorld({ gateway: { corsOrigins: [origin] } });
      const response = await post({ query: '{ __typename }' }, { origin, 'sec-fetch-site': 'cross-site' }, open);
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
      expect((await post({ query: '{ __typename }' }, { origin: `${origin}x` }, open)).status).toBe(403);
    },
  );

  it('may reach a private network when their origin is listed, and no other', async () => {
    await using open = await startWorld({ gateway: { corsOrigins: [EXTENSION] } });
    const preflight = (origin: string, more: Record<string, string> = {}) =>
      open.gateway.fetch('http://gateway/graphql', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', ...more },
      });
    const asked = { 'access-control-request-private-network': 'true' };
    const name = 'access-control-allow-private-network';
    expect((await preflight(EXTENSION, asked)).headers.get(name)).toBe('true');
    expect((await preflight(EXTENSION)).headers.has(name)).toBe(false);
    expect((await preflight('https://evil.example', asked)).headers.has(name)).toBe(false);
  });
});
