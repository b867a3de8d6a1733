import { percentile } from '../mutations/figures.ts';
import type { Sample, TrafficQuestion } from './good-traffic.ts';
import { Helper } from './processes.ts';

export interface Measured {
  readonly requests: number;
  readonly errors: number;
  readonly p50: number;
  readonly p99: number;
  /** What failed, each kind once. */
  readonly kinds: readonly string[];
}

/** A span of time, in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const now = (): number => performance.timeOrigin + performance.now();

/** Good traffic from a process of its own, so that whoever attacks does not hold up who measures. */
export class Traffic {
  readonly #helper = new Helper<TrafficQuestion, { samples: readonly Sample[] }>('./good-traffic.ts');
  readonly #samples: Sample[] = [];

  /** Each query once; throws when one fails. */
  async once(origin: string): Promise<void> {
    const { samples } = await this.#helper.ask({ kind: 'once', origin });
    const failed = samples.find(({ error }) => error !== undefined);
    if (failed) throw new Error(`Good traffic fails on its own: ${failed.error}`);
  }

  async start(origin: string, perSecond: number): Promise<void> {
    await this.#helper.ask({ kind: 'start', origin, perSecond });
  }

  async stop(): Promise<void> {
    await this.#ask({ kind: 'stop' });
  }

  /** Of all requests that were due in those spans. Ask when the last of them has had its time. */
  async measured(spans: readonly Span[]): Promise<Measured> {
    await this.#ask({ kind: 'samples' });
    const within = this.#samples.filter(({ due }) => spans.some(({ from, to }) => due >= from && due < to));
    const times = within.map(({ ms }) => ms).sort((one, other) => one - other);
    const errors = within.flatMap(({ error }) => error ?? []);
    return {
      requests: times.length,
      errors: errors.length,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      kinds: [...new Set(errors)],
    };
  }

  end(): void {
    this.#helper.end();
  }

  async #ask(question: TrafficQuestion): Promise<void> {
    const { samples } = await this.#helper.ask(question);
    this.#samples.push(...samples);
  }
}
