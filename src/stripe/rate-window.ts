/**
 * Length of the window in milliseconds: the second over which REST counts, and a tenth more, since calls that leave a
 * second apart can arrive closer together.
 */
export const WINDOW_MS = 1_100;

/** Shared by windows without a call. Nothing is ever pushed to it. */
const NONE: number[] = [];

/**
 * A rate limiter with a sliding window log: no more than `limit` calls in any window, wherever it begins. A token
 * bucket would let through its content and its refill, twice the rate, in the second after a rest; a counter of fixed
 * windows would let through twice the rate around the start of a window.
 */
export class RateWindow {
  readonly #limit: number;
  /** Calls that may go but have not been sent yet. */
  #held = 0;
  /** When those of the last window were sent, oldest first. */
  #sentAt: number[] = NONE;
  #closedUntil = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Milliseconds until the next call may go if `ahead` others go before it; 0 when it may go now. */
  wait(now: number, ahead = 0): number {
    this.#forget(now);
    const pause = Math.max(0, this.#closedUntil - now);
    const place = this.#sentAt.length + this.#held + ahead - this.#limit;
    if (place < 0) return pause;
    // The places of calls that were sent come free in their order; those of calls that are not sent yet, a whole window
    // from now at the earliest.
    const before = this.#sentAt[place % this.#limit] ?? now;
    const rounds = 1 + Math.floor(place / this.#limit);
    return Math.max(pause, before + rounds * WINDOW_MS - now);
  }

  /** A place for one call, taken from now until a window after it is sent. */
  hold(): void {
    this.#held += 1;
  }

  /** The call that held a place has been sent; undefined when it never will be. */
  settle(sentAt: number | undefined): void {
    this.#held -= 1;
    if (sentAt === undefined) return;
    // Most accounts are called rarely: an array literal has room for one number, while an array that is pushed to gets
    // room for seventeen.
    if (this.#sentAt.length === 0) this.#sentAt = [sentAt];
    else this.#sentAt.push(sentAt);
  }

  /** Until when the window must not be forgotten; infinite while a call holds a place. */
  get busyUntil(): number {
    if (this.#held > 0) return Number.POSITIVE_INFINITY;
    const last = this.#sentAt.at(-1);
    return Math.max(this.#closedUntil, last === undefined ? 0 : last + WINDOW_MS);
  }

  /** Closes the window until then. */
  closeUntil(time: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, time);
  }

  #forget(now: number): void {
    while ((this.#sentAt[0] ?? now) <= now - WINDOW_MS) this.#sentAt.shift();
    if (this.#sentAt.length === 0) this.#sentAt = NONE;
  }
}
