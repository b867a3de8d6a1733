/** Retries that each call adds to the budget. */
const PER_CALL = 0.1;
/** Retries that each second adds, so that a quiet client can still retry. */
const PER_SECOND = 10;
/** The most retries that can be saved up. */
const CAPACITY = 100;

/**
 * A retry budget (token bucket): retries of reads are a tenth of all calls at most, so that an API that is failing does
 * not get several times its usual load from us on top (retry storm). Writes only pay in: a repeated write is how a
 * movement of money whose answer was lost is settled, while a read that fails can simply be asked again.
 */
export class RetryBudget {
  #tokens = CAPACITY;
  #refilledAt: number;

  /** @param now milliseconds of a clock that never runs backwards */
  constructor(now: number) {
    this.#refilledAt = now;
  }

  earn(): void {
    this.#tokens += PER_CALL;
  }

  /** Takes one retry, if there is one. */
  spend(now: number): boolean {
    const earned = ((now - this.#refilledAt) / 1_000) * PER_SECOND;
    this.#tokens = Math.min(CAPACITY, this.#tokens + earned);
    this.#refilledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
