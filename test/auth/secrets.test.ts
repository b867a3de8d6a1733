import { inspect } from 'node:util';
import { trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { environmentSchema, readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config-error.ts';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { StripeClient } from '../../src/stripe/client.ts';
import { restPath } from '../../src/stripe/path.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { Metrics } from '../../src/telemetry/metrics.ts';
import {
  answers,
  cutShort,
  type Fault,
  raw,
  redirects,
  resetsInBody,
  type UpstreamRequest,
} from '../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { startWorld } from '../world.ts';
import { bearer, sha256, write } from './world.ts';

/** In every secret, and in nothing else: wherever it comes to light, a secret has. */
const CANARY = 'Canary7';
const READ = `sk_test_${CANARY}Read`;
const WRITE = `rk_test_${CANARY}Write`;
const OWN = `rk_test_${CANARY}Own`;
/** A key that somebody has pasted where none belongs. */
const PASTED = `sk_live_${CANARY}Pasted`;
const TOKEN = `${CANARY}.token-that-looks-like-no-key`;

/** A failure of the upstream that tells whoever reads it the key of the request. */
type Echo = (key: string) => Fault;

const error =
  (
    status: number,
    more: (key: string) => object,
    headers: (key: string) => Record<string, string> = () => ({}),
  ): Echo =>
  (key) =>
    answers(status, { error: { type: 'invalid_request_error', ...more(key) } }, headers(key));

const everywhere = (key: string) => ({
  'request-id': key,
  'stripe-rate-limited-reason': key,
  'retry-after': key,
  'idempotency-key': key,
  'original-request': key,
  'x-key': key,
  'set-cookie': `key=${key}`,
});

const ECHOES: readonly (readonly [string, Echo])[] = [
  ...[400, 401, 402, 403, 404, 409, 422, 429, 500, 503].map(
    (status) =>
      [`${status} in the message`, error(status, (key) => ({ message: `Invalid API Key provided: ${key}.` }))] as const,
  ),
  ['the type', error(400, (key) => ({ type: key }))],
  ['the code', error(400, (key) => ({ code: key }))],
  ['the param', error(400, (key) => ({ param: `metadata[${key}]` }))],
  ['the decline code', error(402, (key) => ({ decline_code: key }))],
  ['the address of the documentation', error(400, (key) => ({ doc_url: `https://stripe.com/docs?key=${key}` }))],
  ['fields that nobody knows', error(400, (key) => ({ message: 'No.', [key]: { [key]: key } }))],
  ['a message of 50 KB', error(400, (key) => ({ message: `${'x'.repeat(1_990)}${key} ${key.repeat(2_000)}` }))],
  ['the message, split by line ends', error(400, (key) => ({ message: `\n${key}\n\t"${key}"\\${key}` }))],
  ['every header of a 400', error(400, () => ({ message: 'No.' }), everywhere)],
  ['every header of a 429', error(429, () => ({ message: 'No.' }), everywhere)],
  ['every header of a 500', error(500, () => ({ message: 'No.' }), everywhere)],
  [
    'an idempotency error',
    error(400, (key) => ({ type: 'idempotency_error', message: `Keys used with ${key} differ.` })),
  ],
  ['a page under 502', (key) => answers(502, `<h1>Authorization: Bearer ${key}</h1>`, { 'content-type': 'text/html' })],
  ['a page under 200', (key) => answers(200, `<h1>Authorization: Bearer ${key}</h1>`, { 'content-type': 'text/html' })],
  [
    'text under 200 that is not quite JSON',
    (key) => answers(200, `{"key": ${key}`, { 'content-type': 'application/json' }),
  ],
  ['another kind of object', (key) => answers(200, { id: key, object: key, [key]: key })],
  ['an unknown enum value', (key) => answers(200, { id: 'tr_1', object: key, status: key })],
  ['where it redirects to', (key) => redirects(`https://elsewhere.example/?key=${key}`)],
  ['a line that is no HTTP', (key) => raw(`HTTP/9.9 Bearer ${key}\r\n\r\n`)],
  ['a broken body', () => resetsInBody()],
  ['a short body', () => cutShort('length')],
];

const exporter = new InMemorySpanExporter();

beforeAll(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
});

afterAll(() => trace.disable());
beforeEach(() => exporter.reset());

const QUERY =
  '{ transfer(id: "tr_1") { id amount } transfers { nodes { id } } treasuryTransaction(id: "trxn_1") { status } }';
const MUTATION = `mutation { createTransferReversal(input: { transfer: "tr_1", all: true, idempotencyKey: "k" }) {
  ... on CreateTransferReversalPayload { requestId transferReversal { id } }
  ... on Problem { message code param outcome requestId docUrl }
} }`;

/** A gateway that logs all it can, over an upstream that fails like that. */
const start = async (echo: Echo, gateway: Partial<GatewayOptions>) => {
  const keyOf = ({ headers }: UpstreamRequest) => headers.authorization?.replace('Bearer ', '') ?? '';
  const upstream = await startFaultyUpstream({ faults: (request) => echo(keyOf(request)) });
  const lines: string[] = [];
  const log = createLog('trace', { write: (line: string) => lines.push(line) });
  const metrics = new Metrics();
  const clientOptions = { retryBaseMs: 1 };
  const world = await startWorld({ gateway: { apiBase: upstream.url, log, metrics, clientOptions, ...gateway } });
  return {
    upstream,
    lines,
    metrics,
    ask: async (asked: string | object, headers: Record<string, string> = {}) => {
      const response = await world.fetch(typeof asked === 'string' ? { query: asked } : asked, headers);
      return `${JSON.stringify([...response.headers])} ${await response.text()}`;
    },
    get: async (path: string) => {
      const response = await world.gateway.fetch(`http://gateway${path}`);
      return `${JSON.stringify([...response.headers])} ${await response.text()}`;
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await world[Symbol.asyncDispose]();
      await upstream.close();
    },
  };
};

type Started = Awaited<ReturnType<typeof start>>;

/** All that could be read of it from outside. */
const traces = async ({ lines, metrics, get }: Started): Promise<string> =>
  [
    ...lines,
    ...exporter
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => inspect({ name, attributes, events, status }, { depth: null })),
    await metrics.read(),
    await get('/ready'),
    await get('/health'),
  ].join('\n');

const WAYS: readonly (readonly [string, Partial<GatewayOptions>, Record<string, string>])[] = [
  ['none', { secretKey: READ, writeKey: WRITE }, {}],
  ['passthrough', { auth: { way: 'passthrough' } }, bearer(OWN)],
  [
    'token',
    {
      secretKey: READ,
      writeKey: WRITE,
      auth: {
        way: 'token',
        tokensFile: write('tokens.json', [{ name: 'app', sha256: sha256(TOKEN), scopes: ['*'] }]),
      },
    },
    bearer(TOKEN),
  ],
];

describe.each(WAYS)('with AUTH=%s, a REST API that echoes the key (S8)', (_, gateway, headers) => {
  it.each(ECHOES)('in %s finds no way out of here', async (_name, echo) => {
    await using world = await start(echo, gateway);
    const said = [await world.ask(QUERY, headers), await world.ask(MUTATION, headers)];
    expect(world.upstream.requests.length).toBeGreaterThanOrEqual(4);
    expect(world.lines.length).toBeGreaterThan(4);
    expect(exporter.getFinishedSpans().length).toBeGreaterThan(4);
    expect(said.join('\n')).not.toContain(CANARY);
    expect(await traces(world)).not.toContain(CANARY);
  });
});

describe('a secret', () => {
  it('that is refused is not repeated', async () => {
    for (const [, gateway] of WAYS.slice(1)) {
      await using world = await start(() => answers(500, ''), gateway);
      for (const secret of [`${TOKEN}x`, `sk_live_${CANARY}Live`, `whsec_${CANARY}Hook`]) {
        expect(await world.ask(QUERY, bearer(secret))).toContain('UNAUTHENTICATED');
        expect(await world.ask(QUERY, { authorization: `Basic ${secret}` })).not.toContain(CANARY);
        expect(await world.ask(QUERY, { ...bearer(secret), 'stripe-account': secret })).not.toContain(CANARY);
        expect(await world.ask('{ nope', { authorization: secret })).not.toContain(CANARY);
        expect(await world.ask('{ nope', { 'x-request-id': READ })).not.toContain(CANARY);
      }
      expect(await traces(world)).not.toContain(CANARY);
    }
  });

  it.each<[string, object, Record<string, string>?]>([
    ['the name of an operation', { query: `query X${PASTED} { __typename }` }],
    ['the name of a field', { query: `{ ${PASTED} }` }],
    ['the name of an argument', { query: `{ transfer(${PASTED}: 1) { id } }` }],
    ['the name of a variable', { query: `query ($a: ID) { transfer(id: $${PASTED}) { id } }` }],
    ['the name of a type', { query: `query ($a: ${PASTED}) { __typename }` }],
    ['the name of a fragment', { query: `{ ...${PASTED} }` }],
    ['the name of a directive', { query: `{ __typename @${PASTED} }` }],
    ['what is no GraphQL', { query: `{ "${PASTED}" }` }],
    ['a text in the document', { query: `{ transfer(id: "${PASTED}") { id } }` }],
    ['a cursor', { query: `{ transfers(after: "${PASTED}") { nodes { id } } }` }],
    ['a value where a number belongs', { query: `{ transfers(first: "${PASTED}") { nodes { id } } }` }],
    ['a variable', { query: 'query ($n: Int) { transfers(first: $n) { nodes { id } } }', variables: { n: PASTED } }],
    ['a variable that is not there', { query: '{ __typename }', variables: { [PASTED]: 1 } }],
    ['the operation that is meant', { query: '{ __typename }', operationName: PASTED }],
    ['a name that nobody knows', { query: '{ __typename }', [PASTED]: PASTED }],
    ['extensions', { query: '{ __typename }', extensions: { persistedQuery: { sha256Hash: PASTED } } }],
    ['a document that is named', { extensions: { persistedQuery: { version: 1, sha256Hash: PASTED } } }],
    [
      'the key and the metadata of a mutation',
      {
        query: MUTATION.replace('"k"', `"${PASTED}"`).replace(
          'all: true',
          `all: true, metadata: { a: [1], ${PASTED}: 1 }`,
        ),
      },
    ],
    ...['x-request-id', 'user-agent', 'host', 'origin', 'accept', 'content-type', 'x-explain', 'stripe-account'].map(
      (name): [string, object, Record<string, string>] => [
        `the header ${name}`,
        { query: '{ transfer(id: "tr_1") { amount } }' },
        { [name]: PASTED },
      ],
    ),
  ])('that is pasted into %s is in no log, span or metric, and in no message', async (_, body, headers = {}) => {
    await using world = await start(() => answers(500, ''), { secretKey: READ });
    const said = await world.ask(body, headers);
    for (const [, message] of said.matchAll(/"message":"((?:[^"\\]|\\.)*)"/g)) expect(message).not.toContain(CANARY);
    expect(await traces(world)).not.toContain(CANARY);
  });

  it('that is pasted into an address is in no log', async () => {
    await using world = await start(() => answers(500, ''), { secretKey: READ });
    for (const path of [`/${PASTED}`, `/graphql?query={${PASTED}}`, `/graphql?${PASTED}=1`, `/sk%5Flive%5F${CANARY}`]) {
      expect(await world.get(path)).not.toContain(`/${PASTED}`);
    }
    expect(await traces(world)).not.toContain(CANARY);
  });

  it('in a crash of the gateway itself stays in it', async () => {
    for (const secret of [READ, `\n${WRITE}`, `whsec_${CANARY}`]) {
      await using world = await start(() => answers(500, ''), { secretKey: READ });
      await using broken = await startWorld({
        gateway: {
          log: createLog('trace', { write: (line: string) => world.lines.push(line) }),
          metrics: Object.assign(new Metrics(), {
            start: () => {
              throw new Error(`cannot count ${secret}`, { cause: new TypeError(secret) });
            },
          }),
        },
      });
      const response = await broken.fetch({ query: QUERY });
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain(CANARY);
      expect(world.lines.join('\n')).toContain('cannot count');
      expect(world.lines.join('\n')).not.toContain(CANARY);
    }
  });

  it.each(ECHOES)('is in no part of the error object when REST echoes it in %s', async (_, echo) => {
    await using upstream = Object.assign(await startFaultyUpstream({ faults: () => echo(READ) }), {
      [Symbol.asyncDispose]: () => upstream.close(),
    });
    const client = new StripeClient({ ...readConfig({}), apiBase: upstream.url, retryBaseMs: 1 });
    const path = restPath('/v1/transfers');
    for (const call of [{ method: 'GET' }, { method: 'POST', idempotencyKey: 'k' }] as const) {
      const outcome = await client
        .request({ ...call, path, credentials: { key: READ } })
        .catch((failure: unknown) => failure);
      if (outcome instanceof Error) expect(inspect(outcome, { depth: null, showHidden: true })).not.toContain(CANARY);
    }
    await client.close();
  });

  it.each(Object.keys(environmentSchema.shape))('in %s is not shown when the configuration is wrong', (name) => {
    for (const value of [`${READ}!`, `${CANARY} ${READ}`, `ftp://${CANARY}@${CANARY}`]) {
      try {
        readConfig({ AUTH: 'jwt', PORT: 'x', [name]: value });
        expect.unreachable();
      } catch (failure) {
        expect(failure).toBeInstanceOf(ConfigError);
        expect(inspect(failure, { depth: null, showHidden: true })).not.toContain(CANARY);
      }
    }
  });
});
