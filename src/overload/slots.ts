import type { Access } from '../access.ts';
import { Rounds } from './rounds.ts';

/** What a waiter gets: call it once to give the slot back. */
export type Release = () => void;

/** Why the wait is no longer needed, and a way to be told: an `AbortSignal`, or something like it. */
interface Leaving {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

type Start = (release: Release | undefined) => void;

/**
 * A semaphore with a bounded queue: bounds what is in flight, callers in turn, writes first. A fifth of the slots is
 * kept for writes, so that a flood of reads cannot hold money up. No queue of a library would do: the HTTP client's,
 * and those that bound promises, cannot drop a waiter whose time has run out before its turn has come.
 */
export class Slots {
  readonly #free = { read: 0, total: 0 };
  readonly #waiting = { read: new Rounds<Start>(), write: new Rounds<Start>() };
  readonly #maxWaiting: number;
  // Two functions for all slots, which are not told apart.
  readonly #releases: Readonly<Record<Access, Release>> = {
    read: () => this.#release('read'),
    write: () => this.#release('write'),
  };

  /** @param maxWaiting how many may wait, reads and writes each, before newcomers are turned away */
  constructor(size: number, maxWaiting: number) {
    this.#free.total = size;
    this.#free.read = size - Math.floor(size / 5);
    this.#maxWaiting = maxWaiting;
  }

  /** A slot, if one is free at this moment. */
  takeNow(access: Access): Release | undefined {
    if (!this.#isFree(access)) return undefined;
    this.#free.total -= 1;
    if (access === 'read') this.#free.read -= 1;
    return this.#releases[access];
  }

  /**
   * Waits for a slot, that many milliseconds, or for as long as it takes. Undefined when too many wait, when none came
   * in time, or as soon as the signal aborts.
   *
   * @param caller who asks; who is not named is one with all who are not
   */
  take(access: Access, waitMs: number | undefined, signal: Leaving, caller = ''): Promise<Release | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const free = this.takeNow(access);
    if (free !== undefined) return Promise.resolve(free);
    return new Promise((resolve) => {
      const settle = (release: Release | undefined) => {
        signal.removeEventListener('abort', leave);
        resolve(release);
      };
      const stopWaiting = this.wait(access, waitMs, settle, caller);
      if (stopWaiting === undefined) return resolve(undefined);
      const leave = () => {
        stopWaiting();
        settle(undefined);
      };
      signal.addEventListener('abort', leave);
    });
  }

  /**
   * The same without a promise, for a slot that was not free: `start` is called once, later, with the slot, or with
   * undefined when none came in time. Answers how to leave the queue without that call, or undefined when too many
   * wait; where most of them are another caller's, the last of theirs leaves.
   *
   * @param waitMs without it only whoever waits ends the wait
   */
  wait(access: Access, waitMs: number | undefined, start: Start, caller = ''): (() => void) | undefined {
    const queue = this.#waiting[access];
    if (queue.size >= this.#maxWaiting) {
      const surplus = queue.surplus(caller);
      if (surplus === undefined) return undefined;
      surplus(undefined);
    }
    const settle: Start = (release) => {
      stop();
      start(release);
    };
    const timer = waitMs === undefined ? undefined : setTimeout(settle, waitMs, undefined);
    const stop = () => {
      queue.delete(caller, settle);
      clearTimeout(timer);
    };
    queue.add(caller, settle);
    return stop;
  }

  #isFree(access: Access): boolean {
    return this.#free.total > 0 && (access === 'write' || this.#free.read > 0);
  }

  #release(access: Access): void {
    this.#free.total += 1;
    if (access === 'read') this.#free.read += 1;
    this.#admit('write');
    this.#admit('read');
  }

  #admit(access: Access): void {
    const waiting = this.#waiting[access];
    // The usual case; this runs each time that a slot comes free.
    while (waiting.size > 0) {
      const release = this.takeNow(access);
      if (release === undefined) return;
      waiting.next()?.(release);
    }
  }
}
