/** What two clocks may drift apart in a millisecond, in milliseconds: twice what a quartz does. */
const DRIFT = 0.0002;
/** A ledger tells whole milliseconds. */
const STEP_MS = 1;
/** Answers that come in less than this need no lead. */
const SOON_MS = 25;
/** How much of an earlier delay is still expected at the next answer. */
const DECAY = 0.8;

/** When an answer was asked for and has come, on this process's clock, and when it was given, on the ledger's. */
export interface Reading {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly at: number;
}

/**
 * The ledger's clock as this process knows it, by Cristian's algorithm: the ledger has answered between question and
 * answer, so the shortest trip tells best how far the clocks are apart. An answer that comes late is then known to be:
 * what it says is due now was due when it was given. Where every trip is long, as on a machine that is busy, that is
 * not exact enough: what can be read is not estimated.
 */
export class LedgerClock {
  readonly #isRead: boolean;
  /** What is added to the ledger's time. */
  #offset = 0;
  #errorMs = Number.POSITIVE_INFINITY;
  #readAt = 0;
  #lagMs = 0;

  /** @param now the ledger's clock, where this process can read it */
  constructor(now?: () => number) {
    this.#isRead = now !== undefined;
    if (now) this.#offset = performance.now() - now();
  }

  read(reading: Reading): void {
    if (!this.#isRead) this.#estimate(reading);
    const { answeredAt, at } = reading;
    this.#lagMs = Math.max(answeredAt - this.own(at), this.#lagMs * DECAY);
  }

  #estimate({ askedAt, answeredAt, at }: Reading): void {
    const errorMs = (answeredAt - askedAt) / 2 + STEP_MS;
    const offset = (askedAt + answeredAt) / 2 - at;
    const known = this.#errorMs + (answeredAt - this.#readAt) * DRIFT;
    // Both cannot be true: one of the clocks was set, or another ledger has taken over.
    const wasSet = Math.abs(offset - this.#offset) > errorMs + known;
    if (errorMs <= known || wasSet) {
      this.#offset = offset;
      this.#errorMs = errorMs;
      this.#readAt = answeredAt;
    }
  }

  /** The ledger's time on the clock of `performance.now()`. */
  own(at: number): number {
    return at + this.#offset;
  }

  /** How far ahead a place has to be booked, in milliseconds, so that the answer is here when it is due. */
  get leadMs(): number {
    return this.#lagMs > SOON_MS ? Math.ceil(this.#lagMs) : 0;
  }
}
