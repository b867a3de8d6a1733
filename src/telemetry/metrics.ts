import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ERROR_CODES } from '../graph/errors.ts';
import type { CallEvent } from '../stripe/call.ts';
import { EventMetrics } from './event-metrics.ts';
import type { OperationEvent, OperationObserver, OperationWatch } from './operation-event.ts';

const CODES: ReadonlySet<string> = new Set(ERROR_CODES);
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];
const REST_CALLS = [0, 1, 2, 5, 10, 20, 50, 100, 200];

/** `OK`, or the first error's code: one of ours, whatever an error may carry. */
const outcomeOf = ({ codes }: OperationEvent): string => {
  const [code] = codes;
  if (code === undefined) return 'OK';
  return CODES.has(code) ? code : 'OTHER';
};

/** `2xx`, or why there was no answer. */
const statusOf = ({ status, error }: CallEvent): string =>
  status === undefined ? (error ?? 'none') : `${Math.floor(status / 100)}xx`;

/** What can be measured of the documents that are remembered. */
export interface MeasuredCache {
  readonly bytes: number;
  readonly size: number;
}

/** Counters for Prometheus. No label has a value of the caller's choosing: their number is bounded by the sources. */
export class Metrics implements OperationObserver {
  readonly #registry = new Registry();
  readonly #registers = { registers: [this.#registry] };
  readonly #operations = new Counter({
    name: 'gateway_operations_total',
    help: 'GraphQL operations answered, by type and by the code of the first error.',
    labelNames: ['type', 'code'] as const,
    ...this.#registers,
  });
  readonly #inFlight = new Gauge({
    name: 'gateway_operations_in_flight',
    help: 'GraphQL operations that are being answered.',
    ...this.#registers,
  });
  readonly #duration = new Histogram({
    name: 'gateway_operation_duration_seconds',
    help: 'Time from the request to its answer.',
    labelNames: ['type'] as const,
    buckets: SECONDS,
    ...this.#registers,
  });
  readonly #estimated = new Histogram({
    name: 'gateway_operation_cost_estimated_rest_calls',
    help: 'REST calls that an operation could cost at worst.',
    buckets: REST_CALLS,
    ...this.#registers,
  });
  readonly #actual = new Histogram({
    name: 'gateway_operation_cost_actual_rest_calls',
    help: 'REST calls that an operation did cost.',
    buckets: REST_CALLS,
    ...this.#registers,
  });
  readonly #calls = new Counter({
    name: 'gateway_rest_requests_total',
    help: 'HTTP requests to the REST API, repeated ones included, by endpoint and by the class of the status.',
    labelNames: ['method', 'endpoint', 'status'] as const,
    ...this.#registers,
  });
  readonly #callDuration = new Histogram({
    name: 'gateway_rest_request_duration_seconds',
    help: 'Time of one HTTP request to the REST API.',
    labelNames: ['method', 'endpoint'] as const,
    buckets: SECONDS,
    ...this.#registers,
  });
  readonly #callWait = new Histogram({
    name: 'gateway_rest_wait_seconds',
    help: "Time that an HTTP request to the REST API waited for its turn in the account's budget.",
    labelNames: ['method'] as const,
    buckets: SECONDS,
    ...this.#registers,
  });
  readonly #retries = new Counter({
    name: 'gateway_rest_retries_total',
    help: 'HTTP requests to the REST API that repeated another.',
    labelNames: ['method'] as const,
    ...this.#registers,
  });

  /** One for all operations: what it is told says which one it is about. */
  readonly #watch: OperationWatch = {
    call: (event) => this.#call(event),
    end: (event) => this.#operation(event),
  };

  /** What subscriptions and their events are counted with. */
  readonly events = new EventMetrics(this.#registry);

  /** Adds what prom-client knows of the process: memory, file descriptors, the event loop. */
  measureProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  measureDocuments(cache: MeasuredCache): void {
    const measure = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        ...this.#registers,
        collect() {
          this.set(value());
        },
      });
    measure('gateway_document_cache_bytes', 'Heap that remembered documents hold.', () => cache.bytes);
    measure('gateway_document_cache_documents', 'Remembered documents.', () => cache.size);
  }

  measureLog(log: { readonly dropped: number }): void {
    new Counter({
      name: 'gateway_log_lines_dropped_total',
      help: 'Lines of the log that could not be written, or not in time.',
      ...this.#registers,
      collect() {
        this.reset();
        this.inc(log.dropped);
      },
    });
  }

  /** One of the modes is 1, the others are 0. */
  measureSharedState(modes: readonly string[], current: () => string): void {
    new Gauge({
      name: 'gateway_shared_state',
      help: 'How this process agrees with others on the budget of REST calls: 1 for the mode that it is in.',
      labelNames: ['mode'] as const,
      ...this.#registers,
      collect() {
        for (const mode of modes) this.set({ mode }, mode === current() ? 1 : 0);
      },
    });
  }

  start(): OperationWatch {
    this.#inFlight.inc();
    return this.#watch;
  }

  /** All of it in Prometheus' text format. */
  read(): Promise<string> {
    return this.#registry.metrics();
  }

  /** All of it as what other processes can add theirs to. */
  snapshot(): ReturnType<Registry['getMetricsAsJSON']> {
    return this.#registry.getMetricsAsJSON();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  #call(event: CallEvent): void {
    const { method, endpoint, attempt, durationMs, waitedMs } = event;
    this.#calls.inc({ method, endpoint, status: statusOf(event) });
    this.#callDuration.observe({ method, endpoint }, durationMs / 1_000);
    this.#callWait.observe({ method }, waitedMs / 1_000);
    if (attempt > 1) this.#retries.inc({ method });
  }

  #operation(event: OperationEvent): void {
    this.#inFlight.dec();
    const type = event.type ?? 'none';
    this.#operations.inc({ type, code: outcomeOf(event) });
    this.#duration.observe({ type }, event.durationMs / 1_000);
    if (event.cost === undefined) return;
    this.#estimated.observe(event.cost.estimated);
    this.#actual.observe(event.cost.actual);
  }
}
