import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serverAudits } from 'graphql-http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Metrics } from '../src/telemetry/metrics.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let server: Server;
let origin: string;

beforeAll(async () => {
  world = await startWorld();
  server = createServer(world.gateway);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await world[Symbol.asyncDispose]();
});

const JSON_BODY = { 'content-type': 'application/json' };

const send = (path: string, init: RequestInit = {}) => world.gateway.fetch(`http://gateway${path}`, init);

const postRaw = (body: string, headers: Record<string, string> = JSON_BODY) =>
  send('/graphql', { method: 'POST', headers, body });

const codesOf = async (response: Response): Promise<unknown[]> => {
  const { errors } = (await response.json()) as { errors: { extensions?: { code?: unknown } }[] };
  return errors.map(({ extensions }) => extensions?.code);
};

const audits = serverAudits({ url: () => `${origin}/graphql` });

describe('the GraphQL over HTTP specification', () => {
  it('is audited in 61 points', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits)('$id $name', async ({ fn }) => {
    const result = await fn();
    expect('reason' in result ? result.reason : result.status).toBe('ok');
  });
});

describe('a request that cannot be executed', () => {
  const manyOperations = 'query A { __typename } query B { __typename }';

  it.each([
    ['no closing brace', { query: '{ transfer(' }, 'GRAPHQL_PARSE_FAILED'],
    ['an empty document', { query: '' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nope }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown argument', { query: '{ transfer(id: "tr_1Abc", ID: 1) { id } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a literal of the wrong type',
      { query: '{ transfers(first: "1") { nodes { id } } }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['no selection on an object', { query: '{ transfers }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of the wrong type',
      { query: 'query ($n: Int) { transfers(first: $n) { nodes { id } } }', variables: { n: '1' } },
      'BAD_USER_INPUT',
    ],
    ['a missing variable', { query: 'query ($id: ID!) { transfer(id: $id) { id } }' }, 'BAD_USER_INPUT'],
    [
      'a moment that is none',
      {
        query: 'query ($at: DateTime) { transfers(created: { gt: $at }) { nodes { id } } }',
        variables: { at: 'soon' },
      },
      'BAD_USER_INPUT',
    ],
    ['an id of no type', { query: '{ node(id: "../x") { id } }' }, 'BAD_USER_INPUT'],
    ['several operations and no name', { query: manyOperations }, 'OPERATION_RESOLUTION_FAILURE'],
    ['an unknown operation name', { query: manyOperations, operationName: 'C' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['fragments alone', { query: 'fragment F on Query { __typename }' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['a subscription to nothing', { query: 'subscription { a }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['no query', { variables: {} }, 'BAD_REQUEST'],
    ['a query that is no text', { query: 1 }, 'BAD_REQUEST'],
    ['variables that are no object', { query: '{ __typename }', variables: [1] }, 'BAD_REQUEST'],
    ['a batch', [{ query: '{ __typename }' }], 'BAD_REQUEST'],
  ])('says what is wrong with %s', async (_, body, code) => {
    const response = await world.fetch(body);
    expect(response.status).toBeLessThan(500);
    expect(await codesOf(response)).toEqual([code]);
    expect(world.calls).toEqual([]);
  });

  it.each(['{"query":', '', 'null', '"{ __typename }"', '7', '{"query":"{ __typename }"}}'])(
    'refuses the body %j with 400',
    async (body) => {
      const response = await postRaw(body);
      expect(response.status).toBe(400);
      expect(await codesOf(response)).toEqual(['BAD_REQUEST']);
    },
  );

  it("reads the body of a `Request` of the platform's own", async () => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const request = new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(await (await world.gateway.fetch(request)).json()).toMatchObject({ data: { __typename: 'Query' } });
  });

  it('does not quote the body it could not read', async () => {
    expect(await (await postRaw('{"query": sk_test_4eC39HqLyjWDarjtT1zdp7dc')).text()).not.toContain('sk_test_4eC39');
  });

  it.each([{ 'content-type': 'text/plain' }, {}])('refuses the content type of %j with 415', async (headers) => {
    const response = await postRaw('{"query":"{ __typename }"}', headers);
    expect(response.status).toBe(415);
    expect(await codesOf(response)).toEqual(['BAD_REQUEST']);
  });

  it.each(['variables', 'extensions'])('refuses %s in the query string that are no JSON', async (name) => {
    const response = await send(`/graphql?query={__typename}&${name}=%7B`);
    expect(response.status).toBe(400);
    expect(await codesOf(response)).toEqual(['BAD_REQUEST']);
  });

  it.each(['text/html', 'image/png, application/xml', 'application/json; charset=utf-16', ','])(
    'executes nothing for who takes no answer of ours (%s), and says so as JSON',
    async (accept) => {
      world.sandbox.requests.length = 0;
      const query = `mutation { updateTransfer(input: { id: "tr_1Seed000003", description: "x", idempotencyKey: "x" }) { __typename } }`;
      const response = await send('/graphql', {
        method: 'POST',
        headers: { ...JSON_BODY, accept },
        body: JSON.stringify({ query }),
      });
      expect(response.status).toBe(406);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(await codesOf(response)).toEqual(['BAD_REQUEST']);
      expect(world.sandbox.requests).toEqual([]);
    },
  );

  it.each(['PUT', 'DELETE', 'PATCH'])('refuses %s with 405', async (method) => {
    const response = await send('/graphql', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(await codesOf(response)).toEqual(['BAD_REQUEST']);
  });

  it('refuses a body that is announced as too large before it arrives', async () => {
    const { status, text } = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const headers = { ...JSON_BODY, 'content-length': '900000000' };
      const outgoing = httpRequest(`${origin}/graphql`, { method: 'POST', headers }, (incoming) => {
        let text = '';
        incoming.on('data', (chunk) => {
          text += chunk;
        });
        incoming.on('end', () => {
          resolve({ status: incoming.statusCode, text });
          outgoing.destroy();
        });
      });
      outgoing.on('error', reject);
      outgoing.flushHeaders();
    });
    expect(status).toBe(413);
    expect(JSON.parse(text).errors[0].extensions.code).toBe('REQUEST_ENTITY_TOO_LARGE');
  });

  it('answers 4xx to a client that knows the media type of GraphQL', async () => {
    const headers = { accept: 'application/graphql-response+json' };
    const wrongVariable = { query: 'query ($n: Int) { transfers(first: $n) { nodes { id } } }', variables: { n: 'x' } };
    expect((await world.fetch({ query: '{ nope }' }, headers)).status).toBe(400);
    expect((await world.fetch(wrongVariable, headers)).status).toBe(400);
  });

  it('says of each of these errors that sending the same again is of no use', async () => {
    const response = await world.fetch({ query: '{ nope, neither }' });
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { retryable: false } }, { extensions: { retryable: false } }],
    });
  });
});

describe('GET', () => {
  it('executes a query with variables', async () => {
    const query = encodeURIComponent('query ($id: ID!) { transfer(id: $id) { id } }');
    const variables = encodeURIComponent('{"id":"tr_1Seed000003"}');
    const response = await send(`/graphql?query=${query}&variables=${variables}`);
    expect(await response.json()).toMatchObject({ data: { transfer: { id: 'tr_1Seed000003' } } });
  });

  it('refuses a mutation with 405', async () => {
    const response = await send(`/graphql?query=${encodeURIComponent('mutation { __typename }')}`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await codesOf(response)).toEqual(['BAD_REQUEST']);
  });

  it('opens GraphiQL for a browser', async () => {
    const response = await send('/graphiql', { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  });

  it.each(['/', '/nope', '/graphql/x', '/health/x'])('answers 404 at %s, as JSON', async (path) => {
    const response = await send(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await codesOf(response)).toEqual(['BAD_REQUEST']);
  });
});

describe('probes', () => {
  it('answers 200 at /health and /ready', async () => {
    expect((await send('/health')).status).toBe(200);
    expect((await send('/ready')).status).toBe(200);
  });

  it('is alive but not ready while it stops', async () => {
    await using stopping = await startWorld({ gateway: { isReady: () => false } });
    expect((await stopping.gateway.fetch('http://gateway/health')).status).toBe(200);
    expect((await stopping.gateway.fetch('http://gateway/ready')).status).toBe(503);
  });
});

describe('x-request-id', () => {
  const idOf = async (sent: string | undefined, path = '/health') =>
    (await send(path, sent === undefined ? {} : { headers: { 'x-request-id': sent } })).headers.get('x-request-id');

  it.each(['req-1', 'a1b2:c3.d4_e5', 'x'.repeat(128)])('keeps %s', async (sent) => {
    expect(await idOf(sent)).toBe(sent);
  });

  it.each([
    undefined,
    '',
    'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
    'two words',
    '<script>',
    'a,b',
    '{"a":1}',
    'x'.repeat(129),
  ])('replaces %s', async (sent) => {
    expect(await idOf(sent)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is on every answer, also where nothing was executed', async () => {
    expect(await idOf('req-1', '/nope')).toBe('req-1');
    expect(await idOf('req-1', '/graphql?query={')).toBe('req-1');
    expect(await idOf('req-1', '/graphql?query={__typename}')).toBe('req-1');
  });
});

describe('a fault of ours before the execution', () => {
  it('is masked under the id of the request, and logged with it', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) });
    const metrics = new Metrics();
    metrics.start = () => {
      throw new Error('secret of the house');
    };
    await using broken = await startWorld({ gateway: { log, metrics } });
    const response = await broken.fetch({ query: '{ __typename }' }, { 'x-request-id': 'req-7' });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'Something went wrong here. Quote the request req-7.',
          extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, requestId: 'req-7' },
        },
      ],
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ requestId: 'req-7', err: expect.objectContaining({ message: 'secret of the house' }) }),
    ]);
  });
});
