import type { Logger } from 'pino';
import { OVERLAP_SECONDS, type ReadEvents, signalsSince } from './event-list.ts';
import { type EventObserver, UNOBSERVED } from './event-observer.ts';
import type { EventHub, Watcher } from './hub.ts';

const EVERY_MS = 2_000;
/** More than so many at once are a gap. */
const MOST_AT_ONCE = 1_000;

const isSecond = (value: unknown): value is number => Number.isSafeInteger(value);

/** What is known of an account that somebody listens to. */
interface Watched {
  /** The second of the newest event, on REST's clock: ours may differ. */
  high: number | undefined;
  isBusy: boolean;
}

export interface PollerOptions {
  readonly hub: EventHub;
  /** How the events of an account are asked for. */
  readonly readerOf: (account: string | undefined) => ReadEvents;
  /** Every type that a subscriber may want. */
  readonly types: readonly string[];
  readonly log: Logger;
  readonly observer?: EventObserver | undefined;
  readonly everyMs?: number;
}

/**
 * Asks REST for the events of the accounts that somebody listens to, while nothing else tells of them; and once more
 * when something does again, for what has happened between.
 */
export class Poller implements Watcher {
  readonly #options: PollerOptions;
  readonly #watched = new Map<string, Watched>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#round(), options.everyMs ?? EVERY_MS).unref();
  }

  /** Finds out where the list of events stands, so that what comes later is told from what was there. */
  async begin(account: string | undefined): Promise<void> {
    const { hub, readerOf, types } = this.#options;
    const watched: Watched = { high: undefined, isBusy: true };
    this.#watched.set(account ?? '', watched);
    const read = readerOf(account);
    const pages = await Promise.all(
      [types.slice(0, 20), types.slice(20)].map((each) => read({ types: each, limit: 1 })),
    );
    const newest = pages.flatMap(({ data }) => data as { readonly created?: unknown }[]);
    watched.high = Math.max(0, ...newest.map(({ created }) => created).filter(isSecond));
    const since = Math.max(0, watched.high - OVERLAP_SECONDS);
    const past = await signalsSince(read, types, since, { account, most: MOST_AT_ONCE });
    for (const signal of past ?? []) hub.pass(signal);
    watched.isBusy = false;
  }

  end(account: string | undefined): void {
    this.#watched.delete(account ?? '');
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #round(): void {
    const { hub } = this.#options;
    if (!hub.mayHaveMissed) return;
    // Once more after it is fed again.
    hub.mayHaveMissed = !hub.isFed;
    for (const [key, watched] of this.#watched) void this.#poll(key === '' ? undefined : key, watched);
  }

  async #poll(account: string | undefined, watched: Watched): Promise<void> {
    const { hub, readerOf, log, observer = UNOBSERVED } = this.#options;
    if (watched.isBusy) {
      hub.mayHaveMissed = true;
      return;
    }
    watched.isBusy = true;
    try {
      const since = Math.max(OVERLAP_SECONDS, watched.high ?? 0, hub.newestOf(account)?.created ?? 0) - OVERLAP_SECONDS;
      const wanted = hub.typesOf(account);
      const signals = await signalsSince(readerOf(account), wanted, since, { account, most: MOST_AT_ONCE });
      if (signals === undefined) hub.gap(account);
      for (const signal of signals ?? []) observer.received('poll', hub.publish(signal));
      watched.high = Math.max(watched.high ?? 0, signals?.at(-1)?.created ?? 0);
    } catch (err) {
      // The next round asks again from the same place.
      log.warn({ err, account }, 'events could not be asked for');
      hub.mayHaveMissed = true;
    } finally {
      watched.isBusy = false;
    }
  }
}
