import { propagation, type TextMapPropagator, trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../world.ts';

const exporter = new InMemorySpanExporter();
const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';

/** The part of the W3C's trace context that is needed here. */
const traceparent: TextMapPropagator = {
  inject: () => {},
  fields: () => ['traceparent'],
  extract: (context, carrier, getter) => {
    const [, traceId, spanId] = /^00-(\w{32})-(\w{16})-01$/.exec(String(getter.get(carrier, 'traceparent'))) ?? [];
    return traceId && spanId
      ? trace.setSpanContext(context, { traceId, spanId, traceFlags: 1, isRemote: true })
      : context;
  },
};

let world: World;

beforeAll(async () => {
  // The gateway comes first: an SDK may be registered at any time.
  world = await startWorld();
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
  propagation.setGlobalPropagator(traceparent);
});

afterAll(async () => {
  trace.disable();
  propagation.disable();
  await world[Symbol.asyncDispose]();
});

beforeEach(() => exporter.reset());

const spans = (): ReadableSpan[] => exporter.getFinishedSpans();

describe('the spans of an operation', () => {
  it('are one for it and one below for each REST call', async () => {
    const query =
      'query Two { transfer(id: "tr_1Seed000003") { amount } taxTransaction(id: "tax_1Seed000002") { reference } }';
    await (await world.fetch({ query }, { 'x-request-id': 'req-7' })).text();
    const [operation] = spans().filter(({ name }) => name === 'query');
    expect(operation?.attributes).toEqual({
      'gateway.request_id': 'req-7',
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Two',
      'gateway.cost.estimated': 2,
      'gateway.cost.actual': 2,
    });
    const calls = spans().filter((span) => span !== operation);
    expect(calls.map(({ name }) => name).sort()).toEqual(['GET /v1/tax/transactions/{id}', 'GET /v1/transfers/{id}']);
    for (const call of calls) {
      expect(call.parentSpanContext?.spanId).toBe(operation?.spanContext().spanId);
      expect(call.attributes).toEqual({
        'http.request.method': 'GET',
        'url.template': call.name.slice(4),
        'http.response.status_code': 200,
        'stripe.request_id': expect.stringMatching(/^req_/),
      });
    }
  });

  it('go on where the caller began', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await (await world.fetch({ query: '{ __typename }' }, { traceparent: `00-${traceId}-b7ad6b7169203331-01` })).text();
    expect(spans().map((span) => [span.spanContext().traceId, span.parentSpanContext?.spanId])).toEqual([
      [traceId, 'b7ad6b7169203331'],
    ]);
  });

  it('tell of what failed by its code, and of each attempt', async () => {
    await using broken = await startWorld({
      gateway: { apiBase: 'http://127.0.0.1:1', clientOptions: { retryBaseMs: 1 } },
    });
    await broken.query('{ transfer(id: "tr_1Seed000003") { amount } }');
    const calls = spans().filter(({ name }) => name === 'GET /v1/transfers/{id}');
    expect(calls.map(({ attributes }) => [attributes['error.type'], attributes['http.request.resend_count']])).toEqual([
      ['unavailable', undefined],
      ['unavailable', 1],
      ['unavailable', 2],
    ]);
    const [operation] = spans().filter(({ name }) => name === 'query');
    expect([operation?.attributes['error.type'], operation?.status.code]).toEqual(['UPSTREAM_UNAVAILABLE', 2]);
  });

  it('hold no key, variable or document', async () => {
    const query = `query ${KEY} ($id: ID!) { transfer(id: $id) { amount } }`;
    await (
      await world.fetch({ query, variables: { id: 'tr_1Seed000003' } }, { authorization: `Bearer ${KEY}` })
    ).text();
    expect(spans()).toHaveLength(2);
    const told = JSON.stringify(
      spans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    );
    expect(told).not.toMatch(/4eC39|tr_1Seed|amount/);
  });
});
