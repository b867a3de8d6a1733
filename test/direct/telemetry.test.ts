import { propagation, type TextMapPropagator, trace } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, describe, expect, it } from 'vitest';
import { Metrics } from '../../src/telemetry/metrics.ts';
import { exchange, WAYS, type Way } from './both-ways.ts';
import { startSides } from './sides.ts';

const CALLER = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };

/** Whoever sends `x-parent` is the parent; and it is told which headers there are. */
const propagator: TextMapPropagator = {
  inject: () => {},
  fields: () => ['x-parent'],
  extract: (context, carrier, getter) =>
    getter.keys(carrier).includes('x-parent') && getter.get(carrier, 'x-parent') === 'yes'
      ? trace.setSpanContext(context, { ...CALLER, traceFlags: 1, isRemote: true })
      : context,
};

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
propagation.setGlobalPropagator(propagator);
afterAll(() => {
  trace.disable();
  propagation.disable();
});

const OPERATIONS = [
  'query Find { transfer(id: "tr_1Seed000003") { amount balanceTransaction { fee } } }',
  'query None { transfer(id: "tr_notThere") { amount } }',
  'query Wrong { nope }',
  'mutation Undo { createTransferReversal(input: { transfer: "tr_1Seed000026", amount: 1, idempotencyKey: "k" }) { __typename } }',
  '{',
];

/** What was counted, without what a time was. */
const counted = async (metrics: Metrics) =>
  (await metrics.read())
    .split('\n')
    .filter((line) => /^gateway_(operation|rest|mutation)/.test(line) && !/_(bucket|sum)\b/.test(line));

describe('an operation', () => {
  it('has the same line of the log, metrics and spans by both ways', async () => {
    const metrics: Metrics[] = [];
    const sides = await startSides(() => {
      const each = new Metrics();
      metrics.push(each);
      return { metrics: each };
    });
    const told = async (way: Way) => {
      exporter.reset();
      const { origin, ways, lines } = sides[way];
      for (const query of OPERATIONS) {
        await exchange(origin, {
          path: WAYS[way],
          headers: { 'content-type': 'application/json', 'x-request-id': 'req-7', 'x-parent': 'yes' },
          body: JSON.stringify({ query }),
        });
      }
      expect(new Set(ways)).toEqual(new Set([way]));
      const spans = exporter.getFinishedSpans().map(({ name, kind, status, parentSpanContext, attributes }) => {
        const { 'stripe.request_id': _, ...known } = attributes;
        return { name, kind, status, isOfCaller: parentSpanContext?.spanId === CALLER.spanId, known };
      });
      return { lines: [...lines], spans };
    };
    const direct = await told('direct');
    const yoga = await told('yoga');
    await sides.direct.end();
    await sides.yoga.end();
    expect(direct).toEqual(yoga);
    expect(direct.lines).toHaveLength(OPERATIONS.length);
    expect(direct.spans.filter(({ isOfCaller }) => isOfCaller)).toHaveLength(OPERATIONS.length);
    const [ofDirect, ofYoga] = await Promise.all(metrics.map(counted));
    expect(ofDirect).toEqual(ofYoga);
    expect(ofDirect?.join('\n')).toContain('gateway_operations_total{type="mutation",code="OK"} 1');
  });
});
