/**
 * The second over which REST counts, and a tenth: what leaves here a second apart can arrive closer together.
 */
export const WINDOW_MS = 1_100;

/** Nothing is ever pushed to it. */
const NONE: number[] = [];

/**
 * Lets no more than `limit` calls go in any window, wherever it begins. A token bucket would let through its
 * content and its refill, twice the rate, in the second after a rest; a counter that starts anew each second,
 * twice the rate around its start.
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
    // The places of those sent come free in their order, those of calls not sent yet in a window at the earliest.
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
    // Most accounts are called once in a while: a literal takes a number's room, what is pushed to room for seventeen.
    if (this.#sentAt.length === 0) this.#sentAt = [sentAt];
    else this.#sentAt.push(sentAt);
  }

  /** Until then there is something that it has to remember; infinite while a call holds a place. */
  get busyUntil(): number {
    if (this.#held > 0) return Number.POSITIVE_INFINITY;
    const last = this.#sentAt.at(-1);
    return Math.max(this.#closedUntil, last === undefined ? 0 : last + WINDOW_MS);
  }

  /** Lets none go before then. */
  closeUntil(time: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, time);
  }

  #forget(now: number): void {
    while ((this.#sentAt[0] ?? now) <= now - WINDOW_MS) this.#sentAt.shift();
    if (this.#sentAt.length === 0) this.#sentAt = NONE;
  }
}
