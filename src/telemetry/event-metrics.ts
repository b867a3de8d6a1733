import { Counter, Gauge, type Registry } from 'prom-client';

/**
 * Counters of events and of those who listen. That no label is of a caller's choosing is seen to where they are told:
 * sources, results and reasons are words of the code.
 */
export class EventMetrics {
  readonly #registry: Registry;
  readonly #received: Counter<'source' | 'repeated'>;
  readonly #webhooks: Counter<'result'>;
  readonly #delivered: Counter;
  readonly #ended: Counter<'reason'>;

  constructor(registry: Registry) {
    this.#registry = registry;
    const registers = [registry];
    this.#received = new Counter({
      name: 'gateway_events_received_total',
      help: 'Events that came to this process, by the way they came and by whether they had been here before.',
      labelNames: ['source', 'repeated'] as const,
      registers,
    });
    this.#webhooks = new Counter({
      name: 'gateway_webhooks_total',
      help: 'Webhooks answered, by what became of them: taken, or why not.',
      labelNames: ['result'] as const,
      registers,
    });
    this.#delivered = new Counter({
      name: 'gateway_events_delivered_total',
      help: 'Events handed to subscribers, once for each of them.',
      registers,
    });
    this.#ended = new Counter({
      name: 'gateway_streams_ended_total',
      help: 'Subscriptions that have ended, by why: with slow and gap, events may be missing.',
      labelNames: ['reason'] as const,
      registers,
    });
  }

  measureStreams(streams: { readonly size: number }): void {
    new Gauge({
      name: 'gateway_streams_open',
      help: 'Subscriptions that are open.',
      registers: [this.#registry],
      collect() {
        this.set(streams.size);
      },
    });
  }

  readonly received = (source: string, isNew: boolean): void => {
    this.#received.inc({ source, repeated: String(!isNew) });
  };

  readonly answered = (result: string): void => {
    this.#webhooks.inc({ result });
  };

  readonly delivered = (): void => {
    this.#delivered.inc();
  };

  readonly ended = (reason: string): void => {
    this.#ended.inc({ reason });
  };
}
