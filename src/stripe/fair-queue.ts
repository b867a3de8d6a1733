import type { Ahead } from './turns.ts';

/** A call that waits: for which caller, and to which endpoint. */
export interface Queued {
  /** Who asks. */
  readonly caller: string;
  /** Method and path template. */
  readonly endpoint: string;
}

/**
 * The waiting calls of one caller by endpoint: an endpoint that is full must not hold up calls to the others
 * (head-of-line blocking).
 */
type Waiting<W> = Map<string, Set<W>>;

const sizeOf = <W>(waiting: Waiting<W> | undefined): number => {
  let size = 0;
  for (const each of waiting?.values() ?? []) size += each.size;
  return size;
};

/**
 * Fair queueing: callers in turn, one call each (deficit round robin, where every call costs the same), so that one who
 * asks for much waits behind their own calls and not before everybody else's. Calls of one caller go in their order.
 */
export class FairQueue<W extends Queued> {
  /** In the order of their next turn. */
  readonly #callers = new Map<string, Waiting<W>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(item: W): void {
    const waiting = this.#callers.get(item.caller) ?? new Map<string, Set<W>>();
    const there = waiting.get(item.endpoint) ?? new Set<W>();
    this.#callers.set(item.caller, waiting.set(item.endpoint, there.add(item)));
    this.#size += 1;
  }

  delete(item: W): void {
    const waiting = this.#callers.get(item.caller);
    const there = waiting?.get(item.endpoint);
    if (waiting === undefined || !there?.delete(item)) return;
    this.#size -= 1;
    if (there.size === 0) waiting.delete(item.endpoint);
    if (waiting.size === 0) this.#callers.delete(item.caller);
  }

  /**
   * Removes and returns the next call that may go. `mayGo` is asked about the first call to each endpoint, once for
   * each caller.
   */
  next(mayGo: (item: W) => boolean): W | undefined {
    for (const [caller, waiting] of this.#callers) {
      for (const there of waiting.values()) {
        const [first] = there;
        if (first === undefined || !mayGo(first)) continue;
        this.delete(first);
        // The caller goes to the end of the line, if more of their calls wait.
        if (this.#callers.delete(caller)) this.#callers.set(caller, waiting);
        return first;
      }
    }
    return undefined;
  }

  /** The first waiting call to each endpoint: when the earliest of these may go is when any may. */
  *heads(): Iterable<W> {
    const seen = new Set<string>();
    for (const waiting of this.#callers.values()) {
      for (const [endpoint, [first]] of waiting) {
        if (first === undefined || seen.has(endpoint)) continue;
        seen.add(endpoint);
        yield first;
      }
    }
  }

  /**
   * How many calls go before a new one of this caller, if no others come: their own, and at most as many of each other
   * caller's.
   */
  ahead({ caller, endpoint }: Queued): Ahead {
    const own = this.#callers.get(caller);
    const turns = { all: sizeOf(own) + 1, there: (own?.get(endpoint)?.size ?? 0) + 1 };
    let all = turns.all - 1;
    let there = turns.there - 1;
    for (const [other, waiting] of this.#callers) {
      if (other === caller) continue;
      all += Math.min(sizeOf(waiting), turns.all);
      there += Math.min(waiting.get(endpoint)?.size ?? 0, turns.there);
    }
    return { all, there };
  }
}
