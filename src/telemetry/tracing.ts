import {
  context,
  isSpanContextValid,
  propagation,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  trace,
} from '@opentelemetry/api';
import type { CallEvent } from '../stripe/call.ts';
import type { Observed, OperationEvent, OperationObserver, OperationWatch } from './operation-event.ts';

const callAttributes = ({ method, endpoint, attempt, status, requestId, error }: CallEvent) => ({
  'http.request.method': method,
  'url.template': endpoint,
  ...(attempt > 1 ? { 'http.request.resend_count': attempt - 1 } : {}),
  ...(status === undefined ? {} : { 'http.response.status_code': status }),
  ...(requestId === undefined ? {} : { 'stripe.request_id': requestId }),
  ...(error === undefined ? {} : { 'error.type': error }),
});

const operationAttributes = ({ requestId, type, name, cost, codes }: OperationEvent) => ({
  'gateway.request_id': requestId,
  ...(type === undefined ? {} : { 'graphql.operation.type': type }),
  ...(name === undefined ? {} : { 'graphql.operation.name': name }),
  ...(cost === undefined ? {} : { 'gateway.cost.estimated': cost.estimated, 'gateway.cost.actual': cost.actual }),
  ...(codes.length === 0 ? {} : { 'error.type': codes.join(' ') }),
});

/** Headers, as a propagator of OpenTelemetry reads them. */
const GETTER: TextMapGetter<Observed['headers']> = {
  get: (carrier, name) => carrier.get(name) ?? undefined,
  keys: (carrier) => [...carrier.keys()],
};

/** Nobody looks. */
const UNWATCHED: OperationWatch = { end: () => {} };

/**
 * A span for each operation, under the caller's own where it sent one, and below it a span for each attempt of a REST
 * call. Without an OpenTelemetry SDK in the process all of this does nothing.
 */
export const traceOperations = (): OperationObserver => {
  const tracer = trace.getTracer('stripe-graphql-gateway');
  return {
    start: ({ headers }) => {
      const caller = propagation.extract(context.active(), headers, GETTER);
      const span = tracer.startSpan('graphql', { kind: SpanKind.SERVER }, caller);
      // Without an SDK there are no spans but empty ones.
      if (!isSpanContextValid(span.spanContext())) return UNWATCHED;
      const within = trace.setSpan(caller, span);
      return {
        call: (event) => {
          const ended = Date.now();
          const options = {
            kind: SpanKind.CLIENT,
            startTime: ended - event.durationMs,
            attributes: callAttributes(event),
          };
          const child = tracer.startSpan(`${event.method} ${event.endpoint}`, options, within);
          if (event.error !== undefined) child.setStatus({ code: SpanStatusCode.ERROR });
          child.end(ended);
        },
        end: (event) => {
          if (event.type !== undefined) span.updateName(event.type);
          span.setAttributes(operationAttributes(event));
          if (event.codes.length > 0) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
  };
};
