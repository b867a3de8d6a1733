import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Metrics } from '../../src/telemetry/metrics.ts';
import { exchange, type Sent, WAYS, type Way } from './both-ways.ts';
import { type Side, startSides } from './sides.ts';

const PAGE = 'https://app.example';
const MAX_BODY_BYTES = 100_000;

/** Fails when it is told of the end of one operation, which has an answer by then. */
const faultyMetrics = () => {
  const metrics = new Metrics();
  const start = metrics.start.bind(metrics);
  metrics.start = () => {
    const watch = start();
    const end: typeof watch.end = (event) => {
      if (event.name === 'Faulty') throw new Error('a fault at the very end');
      watch.end(event);
    };
    return { ...watch, end };
  };
  return metrics;
};

let sides: Record<Way, Side>;
beforeAll(async () => {
  sides = await startSides(() => ({
    metrics: faultyMetrics(),
    explain: true,
    corsOrigins: [PAGE],
    maxBodyBytes: MAX_BODY_BYTES,
  }));
});
afterAll(async () => {
  await sides.direct.end();
  await sides.yoga.end();
});

const JSON_BODY = { 'content-type': 'application/json', 'x-request-id': 'req-7' };

const read = (query: string, headers: Record<string, string> = {}, variables?: object): Sent => ({
  headers: { ...JSON_BODY, ...headers },
  body: JSON.stringify({ query, variables }),
});
const raw = (body: Sent['body'], headers: Record<string, string> = {}): Sent => ({
  headers: { ...JSON_BODY, ...headers },
  body: body ?? '',
});

const TRANSFER = '{ transfer(id: "tr_1Seed000003") { id amount created } }';
const reverse = (amount: number, key: string): string => `mutation Undo {
  createTransferReversal(input: { transfer: "tr_1Seed000026", amount: ${amount}, idempotencyKey: "${key}" }) {
    __typename
    ... on CreateTransferReversalPayload { transferReversal { amount } replayed }
    ... on Problem { code message outcome retryable }
  }
}`;
const ROWS = 'nodes { id type created effectiveAt currency balanceImpact { cash inboundPending outboundPending } }';
const MANY = `{ ${Array.from({ length: 8 }, (_, n) => `a${n}: transactionEntries(financialAccount: "fa_1Seed000001", first: 250) { ${ROWS} }`).join(' ')} }`;

/** What varies from one execution to the next. */
const steady = (text: string): string => text.replace(/"(startMs|durationMs|requestId)":[^,}\]]+/g, '"$1":0');

const byBoth = async (sent: Sent) => {
  const answers: Partial<Record<Way, object>> = {};
  for (const [way, path] of Object.entries(WAYS) as [Way, string][]) {
    const { origin, ways, world } = sides[way];
    world.sandbox.requests.length = 0;
    const { status, headers, body } = await exchange(origin, { path, ...sent });
    expect(ways.at(-1)).toBe(way);
    const isSteady = steady(body) === body;
    answers[way] = {
      status,
      headers: headers.filter((header) => isSteady || !header.startsWith('content-length')),
      body: steady(body),
      calls: world.calls,
    };
  }
  return answers;
};

describe('an answer is in all the same by both ways', () => {
  it.each<[string, Sent, number]>([
    ['a query', read(TRANSFER), 200],
    ['without a REST call', read('{ __typename }'), 200],
    ['with variables', read('query ($id: ID!) { transfer(id: $id) { amount } }', {}, { id: 'tr_1Seed000003' }), 200],
    ['as graphql-response+json', read(TRANSFER, { accept: 'application/graphql-response+json' }), 200],
    ['wrong, as graphql-response+json', read('{ nope }', { accept: 'application/graphql-response+json' }), 400],
    ['wrong, as json', read('{ nope }', { accept: 'application/json' }), 200],
    ['errors beside data', read('{ a: transfer(id: "tr_notThere") { amount } b: __typename }'), 200],
    ['a wrong id beside data', read('{ a: transfer(id: "no") { amount } b: __typename }'), 200],
    ['a mutation', read(reverse(1, 'k1')), 200],
    ['the mutation again', read(reverse(1, 'k1')), 200],
    ['a mutation with a problem', read(reverse(2, 'k1')), 200],
    [
      'many errors',
      read(`{ ${Array.from({ length: 15 }, (_, n) => `a${n}: transfer(id: "x${n}") { id }`).join(' ')} }`),
      200,
    ],
    ['a long answer', read(MANY), 200],
    ['characters beyond ASCII', read('{ a: transfer(id: "tr_é–😀") { id } }'), 200],
    ['characters beyond ASCII in a name', read('query ($"é": Int) { __typename }'), 200],
    ['what it would do with REST', read(TRANSFER, { 'x-explain': 'plan' }), 200],
    ['what it has done with REST', read(TRANSFER, { 'x-explain': 'calls' }), 200],
    ['a wrong x-explain', read(TRANSFER, { 'x-explain': 'yes' }), 400],
    ['to a page that may ask', read(TRANSFER, { origin: PAGE }), 200],
    ['to a page that may not', read(TRANSFER, { origin: 'https://evil.example' }), 403],
    ['to a page of this origin', read(TRANSFER, { origin: 'http://127.0.0.1', 'sec-fetch-site': 'same-origin' }), 403],
    ['to what a browser says is another site', read(TRANSFER, { 'sec-fetch-site': 'cross-site' }), 403],
    ['a name of the schema', read('{ __type(name: "Transfer") { name } }'), 200],
    ['the schema, packed', read(getIntrospectionQuery(), { 'accept-encoding': 'br' }), 200],
    ['the schema, packed for a page', read(getIntrospectionQuery(), { 'accept-encoding': 'gzip', origin: PAGE }), 200],
    ['the schema as it is', read(getIntrospectionQuery()), 200],
    ['a fault once it is answered', read('query Faulty { __typename }'), 500],
    ['a subscription', read('subscription { events { id } }'), 200],
    [
      'a subscription as graphql-response+json',
      read('subscription { events { id } }', { accept: 'application/graphql-response+json' }),
      400,
    ],
    ['no body', raw(''), 400],
    ['no JSON', raw('{"query":'), 400],
    ['no object', raw('7'), 400],
    ['null', raw('null'), 400],
    ['a batch', raw('[{"query":"{ __typename }"}]'), 400],
    ['no document', raw('{}'), 400],
    ['a document that is no text', raw('{"query":7}'), 400],
    ['variables that are a list', raw('{"query":"{ __typename }","variables":[]}'), 400],
    ['extensions that are text', raw('{"query":"{ __typename }","extensions":"x"}'), 400],
    ['no operation of that name', raw('{"query":"{ __typename }","operationName":"B"}'), 400],
    ['an operation without a name', raw('{"query":"{ __typename }","operationName":"","more":1}'), 200],
    ['an operation name that is no text', raw('{"query":"{ __typename }","operationName":7}'), 400],
    ['too deep', raw(`{"query":${'['.repeat(5_000)}`), 400],
    ['no UTF-8', raw(Buffer.from('{"query":"{ __typename } #\xff"}', 'latin1')), 400],
    ['UTF-8 with a mark of its order', raw('\ufeff{"query":"{ __typename }"}'), 200],
    [
      'UTF-8 in the middle of pieces',
      raw([...Buffer.from('{"query":"{ __typename } # é😀"}')].map((byte) => Buffer.of(byte))),
      200,
    ],
    ['in chunks', raw(['{"query":', '"{ __typename }"}']), 200],
    [
      'as long as the limit',
      raw(`{"query":"{ __typename }"}`.padEnd(MAX_BODY_BYTES), { 'content-length': String(MAX_BODY_BYTES) }),
      200,
    ],
    ['longer than the limit', raw(`{"query":"{ __typename }"}`.padEnd(MAX_BODY_BYTES + 1)), 413],
    ['longer than the limit, in chunks', raw([`{"query":"{ __typename }"}`.padEnd(MAX_BODY_BYTES), ' ']), 413],
    ['packed', raw('{"query":"{ __typename }"}', { 'content-encoding': 'gzip' }), 415],
    ['after it was asked whether it may come', raw('{"query":"{ __typename }"}', { expect: '100-continue' }), 200],
    ['with a charset', raw('{"query":"{ __typename }"}', { 'content-type': 'application/json; charset=utf-8' }), 200],
    [
      'with many media types',
      read('{ nope }', { accept: 'text/html, application/graphql-response+json;q=0.9, application/json' }),
      400,
    ],
    ['with any media type', read('{ nope }', { accept: 'text/plain, */*' }), 200],
    ['with any application', read('{ nope }', { accept: 'application/*;q=0.1' }), 200],
    [
      'in another charset first',
      read('{ nope }', { accept: 'application/graphql-response+json;charset=latin1, application/json' }),
      200,
    ],
    [
      'with an id that is not kept',
      read('{ __typename }', { 'x-request-id': 'req-8', 'stripe-account': 'acct_1' }),
      403,
    ],
  ])('%s', async (_, sent, status) => {
    const { direct, yoga } = await byBoth(sent);
    expect(direct).toEqual(yoga);
    expect(direct).toMatchObject({ status });
  });
});

describe('what is told of an operation', () => {
  it('is the same by both ways', () => {
    expect(sides.direct.lines.length).toBeGreaterThan(50);
    expect(sides.direct.lines).toEqual(sides.yoga.lines);
  });
});
