/** What is held of something that comes and goes, and may be forgotten. */
export interface Forgettable {
  /** `performance.now()` at its last use; kept by whoever holds it. */
  usedAt: number;
  /** Until then forgetting it would change what it allows; infinite while somebody waits in it. */
  readonly busyUntil: number;
}

export interface RecentOptions<T extends Forgettable> {
  /** So many are held exactly: the most recent. */
  readonly max: number;
  /** One that was not used for so long is not held any more, in milliseconds. */
  readonly idleMs: number;
  /** A new one, which allows nothing before `closedUntil`. */
  readonly open: (name: string, now: number, closedUntil: number) => T;
}

/** How many of the longest unused are looked at with each use, so that no single call pays for all that have become idle. */
const LOOKS = 4;
/** A power of two. Who shares a bucket with one that was forgotten waits for up to a window, and no longer. */
const BUCKETS = 65_536;

/** FNV-1a. */
const bucketOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash & (BUCKETS - 1);
};

/**
 * An LRU cache of what accounts have used up, which never gives that back: whoever is forgotten before their time begins
 * with nothing until it is over. Of those only a bucket is kept, in half a megabyte for all of them.
 */
export class Recent<T extends Forgettable> {
  readonly #options: RecentOptions<T>;
  /** The longest unused first. */
  readonly #held = new Map<string, T>();
  /** The name that stands at the end already: most calls are for the same account as the one before. */
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
      // Those who wait in it would have another beside them. They are few: a call waits for each.
      if (busyUntil !== Number.POSITIVE_INFINITY) {
        if (busyUntil > now) this.#remember(name, busyUntil);
        return;
      }
      this.#keep(name, value, now);
    }
  }

  /** It is in use, whoever last asked for it. */
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
