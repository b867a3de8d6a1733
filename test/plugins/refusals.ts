import { join } from 'node:path';
import { expect } from 'vitest';
import { EventHub } from '../../src/events/hub.ts';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import type { ErrorCode } from '../../src/graph/errors.ts';
import { Metrics } from '../../src/telemetry/metrics.ts';
import { eventually } from '../eventually.ts';
import {
  afterEffect,
  type Fault,
  hangs,
  htmlPage,
  rateLimited,
  refuses,
  resets,
  serverError,
  type UpstreamRequest,
} from '../faulty-upstream/faults.ts';
import { reversal, startUpstreamWorld, type World } from '../upstream/world.ts';

/** A request. */
export interface Asked {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal. */
export interface Case {
  /** What is refused. */
  readonly ask: Asked;
  /**
   * The same document in a request that is not, so that the gateway knows it. Absent where no request with this
   * document is valid.
   */
  readonly valid?: Asked;
  /** What REST does to the request that is refused. */
  readonly faults?: (request: UpstreamRequest) => Fault | undefined;
  readonly gateway?: Partial<GatewayOptions>;
  /** What happens before the request that is refused. */
  readonly before?: (world: World) => Promise<void>;
  /** A POST that arrives whole, unless told otherwise. */
  readonly by?: 'GET' | 'half a POST';
}

const READ = 'query ($id: ID!) { transfer(id: $id) { amount } }';
const LIST =
  'query ($first: Int) { transfers(first: $first) { nodes { reversals(first: $first) { nodes { amount } } } } }';
const OF_PARENT = 'query ($id: ID!) { transferReversals(transfer: $id) { nodes { amount } } }';
const TWO = 'query A { __typename } query B { __typename }';
const MANY = `mutation ($all: Boolean!) { ${Array.from(
  { length: 6 },
  (_, n) =>
    `m${n}: createTransferReversal(input: { transfer: "tr_1", amount: 1, idempotencyKey: "k${n}" }) @include(if: $all) { __typename }`,
).join(' ')} }`;
const LONG = `query ($all: Boolean!) { __typename ... @include(if: $all) { ${Array.from({ length: 9 }, (_, n) => `a${n}: __typename`).join(' ')} } }`;

const LISTEN: Asked = { body: { query: 'subscription { events { id } }' }, headers: { accept: 'text/event-stream' } };

const stopped = new EventHub({ isFed: true });
stopped.close();

export const post = (world: World, { body, headers }: Asked): Promise<Response> =>
  Promise.resolve(
    world.gateway.fetch('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'req-7', ...headers },
      body: JSON.stringify(body),
    }),
  );

const read = (id: string): Asked => ({ body: { query: READ, variables: { id } } });
const reverse = (key: string): Asked => ({ body: reversal(key) });
/** A read that REST answers with that. */
const metBy = (fault: Fault): Case => ({ valid: read('tr_1Good'), ask: read('tr_1Bad'), faults: () => fault });
const reversalMetBy = (fault: Fault): Case => ({ valid: reverse('good'), ask: reverse('bad'), faults: () => fault });
const IN_USE = { type: 'idempotency_error', code: 'idempotency_key_in_use' };
const ONE_ATTEMPT = { clientOptions: { maxAttempts: { read: 1, write: 1 } } };

const faultyMetrics = () => {
  const metrics = new Metrics();
  let started = 0;
  const start = metrics.start.bind(metrics);
  metrics.start = () => {
    started += 1;
    if (started === 2) throw new Error('a fault');
    return start();
  };
  return metrics;
};

/** What each code is said of, at least once. */
export const CASES: Readonly<Record<ErrorCode, readonly Case[]>> = {
  GRAPHQL_PARSE_FAILED: [{ ask: { body: { query: '{ transfer(' } } }],
  GRAPHQL_VALIDATION_FAILED: [{ ask: { body: { query: 'query Wrong { nope, neither }' } } }],
  OPERATION_RESOLUTION_FAILURE: [
    { valid: { body: { query: TWO, operationName: 'A' } }, ask: { body: { query: TWO } } },
    { valid: { body: { query: TWO, operationName: 'A' } }, ask: { body: { query: TWO, operationName: 'C' } } },
  ],
  BAD_REQUEST: [
    { valid: read('tr_1'), ask: { body: { query: READ, variables: [1] } } },
    {
      valid: reverse('good'),
      ask: reverse('get'),
      by: 'GET',
    },
  ],
  REQUEST_ENTITY_TOO_LARGE: [
    { valid: read('tr_1'), ask: { body: { query: READ, variables: { id: 'x'.repeat(300_000) } } } },
  ],
  PERSISTED_QUERY_NOT_SUPPORTED: [
    { valid: read('tr_1'), ask: { body: { extensions: { persistedQuery: { version: 1, sha256Hash: '0' } } } } },
  ],
  PERSISTED_QUERY_NOT_FOUND: [
    {
      gateway: { persistedDocumentsFile: join(import.meta.dirname, 'persisted-documents.json') },
      valid: read('tr_1'),
      ask: { body: { documentId: 'sha256:0', variables: { id: 'tr_1' } } },
    },
  ],
  EVENTS_MISSED: [
    {
      gateway: { events: new EventHub({ isFed: true }) },
      ask: { ...LISTEN, body: { query: 'subscription { events(after: "evt_1Gone") { id } }' } },
      faults: () => refuses(404, { type: 'invalid_request_error', code: 'resource_missing' }),
    },
  ],
  SERVER_STOPPING: [{ gateway: { events: stopped }, ask: LISTEN }],
  DOCUMENT_LIMIT_EXCEEDED: [{ ask: { body: { query: `query Much { ${'__typename '.repeat(300)} }` } } }],
  ORIGIN_NOT_ALLOWED: [{ valid: read('tr_1'), ask: { ...read('tr_1'), headers: { origin: 'https://evil.example' } } }],
  BAD_USER_INPUT: [
    { valid: read('tr_1'), ask: { body: { query: READ } } },
    { valid: read('tr_1'), ask: read('../x') },
    { valid: read('tr_1'), ask: { ...read('tr_1'), headers: { 'stripe-account': 'acct_1,acct_2' } } },
    metBy(refuses(400, { type: 'invalid_request_error', message: 'No.' })),
  ],
  NOT_FOUND: [
    {
      valid: { body: { query: OF_PARENT, variables: { id: 'tr_1' } } },
      ask: { body: { query: OF_PARENT, variables: { id: 'tr_2' } } },
      faults: () => refuses(404, { type: 'invalid_request_error', code: 'resource_missing' }),
    },
  ],
  ENDPOINT_NOT_FOUND: [metBy(refuses(404, { type: 'invalid_request_error', message: 'Unrecognized request URL.' }))],
  FAILED_PRECONDITION: [
    metBy(refuses(400, { type: 'invalid_request_error', code: 'balance_insufficient', message: 'Too little.' })),
  ],
  UNAUTHENTICATED: [
    metBy(refuses(401, { type: 'invalid_request_error' })),
    {
      valid: { ...read('tr_1'), headers: { authorization: 'Bearer rk_test_0123456789' } },
      ask: read('tr_1'),
      gateway: { auth: { way: 'passthrough' } },
    },
  ],
  FORBIDDEN: [
    metBy(refuses(403, { type: 'invalid_request_error' })),
    { valid: read('tr_1'), ask: { ...read('tr_1'), headers: { 'stripe-account': 'acct_1' } } },
  ],
  RATE_LIMITED: [metBy(rateLimited({ 'stripe-should-retry': 'false', 'retry-after': '7' }))],
  OVERLOADED: [
    {
      valid: read('tr_1'),
      ask: read('tr_2'),
      faults: () => hangs(),
      gateway: { maxOperations: 1, operationQueue: 0 },
      before: async (world) => {
        const seen = world.upstream.requests.length;
        // It ends with the upstream.
        post(world, { body: { query: '{ transfer(id: "tr_1Hangs") { amount } }' } }).catch(() => {});
        await eventually(() => expect(world.upstream.requests.length).toBe(seen + 1));
      },
    },
  ],
  COST_LIMIT_EXCEEDED: [
    {
      valid: { body: { query: LIST, variables: { first: 0 } } },
      ask: { body: { query: LIST, variables: { first: 1_000 } } },
    },
  ],
  ANSWER_LIMIT_EXCEEDED: [
    {
      valid: { body: { query: LONG, variables: { all: false } } },
      ask: { body: { query: LONG, variables: { all: true } } },
      gateway: { maxAnswerBytes: 100 },
    },
  ],
  TOO_MANY_MUTATIONS: [
    {
      valid: { body: { query: MANY, variables: { all: false } } },
      ask: { body: { query: MANY, variables: { all: true } } },
    },
  ],
  REQUEST_REFUSED: [metBy(refuses(402, { type: 'card_error', message: 'No.' }))],
  UPSTREAM_UNAVAILABLE: [metBy(serverError(503))],
  UPSTREAM_TIMEOUT: [{ ...metBy(hangs()), gateway: { restReadTimeoutMs: 2_000, restReadDeadlineMs: 2_000 } }],
  UPSTREAM_PROTOCOL_ERROR: [metBy(htmlPage(200))],
  REQUEST_ABORTED: [{ valid: read('tr_1'), ask: read('tr_1'), by: 'half a POST' }],
  IDEMPOTENCY_MISMATCH: [reversalMetBy(refuses(400, { type: 'idempotency_error' }))],
  IDEMPOTENCY_IN_PROGRESS: [reversalMetBy(refuses(409, IN_USE, { 'stripe-should-retry': 'false' }))],
  IDEMPOTENCY_KEY_EXPIRED: [{ valid: reverse('good'), ask: reverse('018f0000-0000-7000-8000-000000000000') }],
  OUTCOME_UNKNOWN: [{ ...reversalMetBy(afterEffect(resets())), gateway: ONE_ATTEMPT }],
  INTERNAL_SERVER_ERROR: [
    // The fault falls on the second request; where the document is not to be known, another one comes first.
    { valid: read('tr_1'), ask: read('tr_1') },
  ],
};

/** A gateway that refuses so, once it is armed; its upstream answers all else well. */
export const startRefusing = async (
  code: ErrorCode,
  { faults, gateway, valid, ask }: Case,
  more: Partial<GatewayOptions> = {},
) => {
  let armed = false;
  const world = await startUpstreamWorld({
    faults: (request) => (armed ? faults?.(request) : undefined),
    answer: ({ method, path }) => ({
      status: 200,
      headers: { 'content-type': 'application/json', 'request-id': 'req_1' },
      body:
        method === 'POST'
          ? JSON.stringify({
              id: 'trr_1',
              object: 'transfer_reversal',
              amount: 100,
              currency: 'usd',
              transfer: 'tr_1Upstream0',
            })
          : path.endsWith('/reversals')
            ? JSON.stringify({ object: 'list', url: path, has_more: false, data: [] })
            : JSON.stringify({ id: path.split('/')[3], object: 'transfer', amount: 400 }),
    }),
    gateway: {
      ...gateway,
      ...(code === 'INTERNAL_SERVER_ERROR' ? { metrics: faultyMetrics() } : {}),
      ...more,
    },
  });
  /** What is not refused, and makes the document known where that is asked for. */
  const greet = async (known: boolean): Promise<void> => {
    const first = known ? (valid ?? ask) : { body: { query: '{ other: __typename }' } };
    const answer = await post(world, { ...first, headers: { ...valid?.headers, ...first.headers } });
    const text = await answer.text();
    // A stream says what it says event by event.
    const answered: object = text.startsWith('{') ? JSON.parse(text) : {};
    if (!known || valid) expect(answered).not.toHaveProperty('errors');
    armed = true;
  };
  return { world, greet };
};
