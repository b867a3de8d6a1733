/** An entry of the cache, which may be forgotten when it is not used. */
export interface Forgettable {
  /** `performance.now()` at its last use; kept by whoever holds it. */
  usedAt: number;
  /** Before this moment forgetting it would allow more than its limit; infinite while a call waits in it. */
  readonly busyUntil: number;
}

export interface RecentOptions<T extends Forgettable> {
  /** How many entries are kept at most: those that were used last. */
  readonly max: number;
  /** An entry that was not used for so many milliseconds is dropped. */
  readonly idleMs: number;
  /** A new one, which allows nothing before `closedUntil`. */
  readonly open: (name: string, now: number, closedUntil: number) => T;
}

/**
 * How many of the least recently used entries are checked with each use, so that no single call pays for all that have
 * become idle.
 */
const LOOKS = 4;
/** A power of two. An entry that shares its bucket with a forgotten one waits for up to a window, and no longer. */
const BUCKETS = 65_536;

/** The bucket of a name, by its FNV-1a hash. */
const bucketOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash & (BUCKETS - 1);
};

/**
 * An LRU cache of rate limiters that resets none of them: one that is evicted while its window is still running is
 * closed until that window is over when it comes back. Of those that were evicted only a time for each bucket of their
 * names is kept, half a megabyte for all of them.
 */
export class Recent<T extends Forgettable> {
  readonly #options: RecentOptions<T>;
  /** The least recently used first. */
  readonly #held = new Map<string, T>();
  /**
   * The name that was used last, which need not be moved to the end: most calls are for the same account as the call
   * before.
   */
  #last: string | undefined;
  #closedUntil: Float64Array | undefined;

  constructor(options: RecentOptions<T>) {
    this.#options = options;
  }

  get size(): number {
    return this.#held.size;
  }

  of(name: string, now: number): T {
    const { max, open } = this.#options;
    let value = this.#held.get(name);
    if (value === undefined || name !== this.#last) {
      if (value === undefined) value = open(name, now, this.#closedUntil?.[bucketOf(name)] ?? 0);
      else this.#held.delete(name);
      this.#held.set(name, value);
      this.#last = name;
    }
    value.usedAt = now;
    this.#dropIdle(now);
    if (this.#held.size > max) this.#forgetOne(now);
    return value;
  }

  #dropIdle(now: number): void {
    let looks = LOOKS;
    for (const [name, value] of this.#held) {
      if (looks === 0 || value.usedAt + this.#options.idleMs > now) return;
      looks -= 1;
      this.#held.delete(name);
      if (value.busyUntil > now) this.#keep(name, value, now);
    }
  }

  #forgetOne(now: number): void {
    for (const [name, value] of this.#held) {
      const { busyUntil } = value;
      this.#held.delete(name);
      // While calls wait in it, it is not evicted: a second one would be made beside it. There are few of these, since
      // each needs a call that waits.
      if (busyUntil !== Number.POSITIVE_INFINITY) {
        if (busyUntil > now) this.#remember(name, busyUntil);
        return;
      }
      this.#keep(name, value, now);
    }
  }

  /** Moves it to the end, as if it had been used now. */
  #keep(name: string, value: T, now: number): void {
    value.usedAt = now;
    this.#held.set(name, value);
    this.#last = name;
  }

  #remember(name: string, until: number): void {
    this.#closedUntil ??= new Float64Array(BUCKETS);
    const bucket = bucketOf(name);
    this.#closedUntil[bucket] = Math.max(until, this.#closedUntil[bucket] ?? 0);
  }
}
