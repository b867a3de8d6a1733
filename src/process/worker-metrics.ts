import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client';
import type { Snapshot } from './messages.ts';
import type { Workers } from './workers.ts';

/** Counters must not fall when a worker goes; what it held at the moment goes with it. */
const isLasting = ({ type }: Snapshot[number]): boolean => {
  const name = String(type);
  return name === 'counter' || name === 'histogram';
};

/** What all workers have counted, those that are gone among them, as one text for Prometheus. */
export class WorkerMetrics {
  readonly #own = new Registry();
  #gone: Promise<Snapshot> = Promise.resolve([]);

  get contentType(): string {
    return this.#own.contentType;
  }

  measure(workers: Pick<Workers, 'listening' | 'restarts'>): void {
    new Gauge({
      name: 'gateway_workers',
      help: 'Workers that listen.',
      registers: [this.#own],
      collect() {
        this.set(workers.listening);
      },
    });
    new Counter({
      name: 'gateway_worker_restarts_total',
      help: 'Workers that were started because another had ended by itself.',
      registers: [this.#own],
      collect() {
        this.reset();
        this.inc(workers.restarts);
      },
    });
  }

  /** Takes over what a worker has counted that is gone. */
  keep(snapshot: Snapshot): void {
    const lasting = snapshot.filter(isLasting);
    this.#gone = this.#gone.then((gone) => AggregatorRegistry.aggregate([gone, lasting]).getMetricsAsJSON());
  }

  async text(snapshots: readonly Snapshot[]): Promise<string> {
    const all = await AggregatorRegistry.aggregate([await this.#gone, ...snapshots]).metrics();
    return `${all}\n${await this.#own.metrics()}`;
  }
}
