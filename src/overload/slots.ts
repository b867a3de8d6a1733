import type { Access } from '../access.ts';
/** What a waiter gets: call it once to give the slot back. */
export type Release = () => void;

interface Waiter {
  readonly start: () => void;
}

/**
 * Bounds what is in flight, in order of arrival, writes first. A fifth of the slots is kept for writes, so
 * that a flood of reads cannot hold money up. No queue of a library would do: the HTTP client's, and those that
 * bound promises, cannot drop a waiter whose time has run out before its turn has come.
 */
export class Slots {
  readonly #free = { read: 0, total: 0 };
  readonly #waiting = { read: new Set<Waiter>(), write: new Set<Waiter>() };
  readonly #maxWaiting: number;

  /** @param maxWaiting how many may wait, reads and writes each, before newcomers are turned away */
  constructor(size: number, maxWaiting: number) {
    this.#free.total = size;
    this.#free.read = size - Math.floor(size / 5);
    this.#maxWaiting = maxWaiting;
  }

  /** Waits for a slot, that many milliseconds. Undefined when too many wait, when none came in time, or as soon as the signal aborts. */
  take(access: Access, waitMs: number, signal: AbortSignal): Promise<Release | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    if (this.#isFree(access)) return Promise.resolve(this.#occupy(access));
    const queue = this.#waiting[access];
    if (queue.size >= this.#maxWaiting) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const settle = (release: Release | undefined) => {
        queue.delete(waiter);
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        resolve(release);
      };
      const leave = () => settle(undefined);
      const waiter: Waiter = { start: () => settle(this.#occupy(access)) };
      const timer = setTimeout(leave, waitMs);
      signal.addEventListener('abort', leave);
      queue.add(waiter);
    });
  }

  #isFree(access: Access): boolean {
    return this.#free.total > 0 && (access === 'write' || this.#free.read > 0);
  }

  #occupy(access: Access): Release {
    this.#free.total -= 1;
    if (access === 'read') this.#free.read -= 1;
    return () => {
      this.#free.total += 1;
      if (access === 'read') this.#free.read += 1;
      this.#admit('write');
      this.#admit('read');
    };
  }

  #admit(access: Access): void {
    for (const waiter of this.#waiting[access]) {
      if (!this.#isFree(access)) return;
      waiter.start();
    }
  }
}
