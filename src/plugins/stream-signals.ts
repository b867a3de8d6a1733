import type { EventHub } from '../events/hub.ts';
import type { Signal } from '../events/signal.ts';
import type { RestSession } from '../graph/read/rest-session.ts';
import type { Asked } from './event-interest.ts';
import type { EventStream } from './event-streams.ts';
import { missedSince, secondOf } from './missed-events.ts';
import { Ended } from './stream-ending.ts';

/** How many ids of events a stream remembers: some come by two ways. */
const MOST_REMEMBERED = 256;

export interface StreamSignalsOptions {
  readonly hub: EventHub;
  readonly asked: Asked;
  readonly stream: EventStream;
  /** Calls of an operation of its own, for what was missed. */
  readonly session: () => RestSession;
}

/**
 * The signals of one stream in turn, each once: those that were missed, and then those that come. Throws Ended where it
 * cannot go on.
 */
export class StreamSignals {
  readonly #options: StreamSignalsOptions;
  readonly #brought = new Set<string>();
  /** From which event on nothing has been delivered yet; undefined where that is not known. */
  position: string | undefined;

  constructor(options: StreamSignalsOptions) {
    this.#options = options;
    this.position = options.asked.after;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Signal, void> {
    const { hub, asked, stream } = this.#options;
    let second: number | undefined;
    if (asked.after !== undefined) {
      second = await secondOf(asked.after, this.#options.session());
      if (second === undefined) throw this.#gap();
      this.#isNew(asked.after);
      for (const signal of await this.#missed(second)) {
        second = Math.max(second, signal.created);
        yield signal;
      }
    }
    const leave = await hub.subscribe(asked, stream.queue);
    this.position ??= hub.newestOf(asked.account)?.id;
    try {
      // What has come between is not lost: it is asked for once it would be heard.
      if (second !== undefined) yield* await this.#missed(second);
      for (;;) {
        const next = await stream.queue.next();
        if (!('signal' in next)) {
          if (next.ending === undefined) return;
          throw new Ended(next.ending);
        }
        if (this.#isNew(next.signal.id)) yield next.signal;
      }
    } finally {
      leave();
    }
  }

  async #missed(second: number): Promise<readonly Signal[]> {
    const signals = await missedSince(second, this.#options.asked, this.#options.session());
    if (signals === undefined) throw this.#gap();
    return signals.filter(({ id }) => this.#isNew(id));
  }

  #gap(): Ended {
    this.#options.stream.queue.end('gap');
    return new Ended('gap');
  }

  #isNew(id: string): boolean {
    if (this.#brought.has(id)) return false;
    this.#brought.add(id);
    const [oldest] = this.#brought;
    if (this.#brought.size > MOST_REMEMBERED && oldest !== undefined) this.#brought.delete(oldest);
    return true;
  }
}
