/** What two clocks may drift apart in a millisecond, in milliseconds: twice what a quartz does. */
const DRIFT = 0.0002;
/** A ledger tells whole milliseconds. */
const STEP_MS = 1;
/** Answers that come in less than this need no lead. */
const SOON_MS = 25;
/** How much of an earlier delay is still expected at the next answer. */
const DECAY = 0.8;
/**
 * The largest error, in milliseconds, with which a process still uses the ledger; with a larger one it goes by its own
 * share. A place is usable for 50 ms, of which twice the error is lost.
 */
export const MOST_ERROR_MS = 20;

/** When an answer was asked for and has come, on this process's clock, and when it was given, on the ledger's. */
export interface Reading {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly at: number;
}

/**
 * The ledger's clock as this process knows it, after Cristian's algorithm. The ledger read its clock at some moment
 * between question and answer, so each answer gives a lower and an upper bound of how far the two clocks are apart. All
 * bounds together tell the time, and how exactly it is known. A clock that this process can read itself is not
 * estimated.
 */
export class LedgerClock {
  readonly #isRead: boolean;
  /** What is added to the ledger's time is between these two. */
  #least = Number.NEGATIVE_INFINITY;
  #most = Number.POSITIVE_INFINITY;
  #readAt = 0;
  #lagMs = 0;

  /** @param now the ledger's clock, where this process can read it */
  constructor(now?: () => number) {
    this.#isRead = now !== undefined;
    if (now) this.#least = this.#most = performance.now() - now();
  }

  /** Tells whether the ledger's clock was set, or another ledger has taken over: what was booked then says nothing. */
  read(reading: Reading): boolean {
    const wasSet = this.#isRead ? false : this.#estimate(reading);
    const { answeredAt, at } = reading;
    this.#lagMs = Math.max(answeredAt - this.own(at), this.#lagMs * DECAY);
    return wasSet;
  }

  #estimate({ askedAt, answeredAt, at }: Reading): boolean {
    const drift = Math.max(0, answeredAt - this.#readAt) * DRIFT;
    const told = { least: askedAt - STEP_MS - at, most: answeredAt - at };
    const least = Math.max(this.#least - drift, told.least);
    const most = Math.min(this.#most + drift, told.most);
    // Both cannot be true: by a little where a clock is being slewed faster than it drifts, by more where it was set.
    const isOther = least > most;
    this.#least = isOther ? told.least : least;
    this.#most = isOther ? told.most : most;
    this.#readAt = answeredAt;
    return least - most > MOST_ERROR_MS;
  }

  /** The ledger's time on the clock of `performance.now()`. */
  own(at: number): number {
    return at + (this.#least + this.#most) / 2;
  }

  /** How far that may be off, before or after, in milliseconds; infinite when nothing has been read. */
  get errorMs(): number {
    return (this.#most - this.#least) / 2;
  }

  /** How far ahead a place has to be booked, in milliseconds, so that the answer is here when it is due. */
  get leadMs(): number {
    return this.#lagMs > SOON_MS ? Math.ceil(this.#lagMs) : 0;
  }
}
