/** Repeats that each call earns. */
const PER_CALL = 0.1;
/** Repeats that each second earns, so that a quiet client can still repeat. */
const PER_SECOND = 10;
/** Repeats that can be saved up. */
const CAPACITY = 100;

/**
 * Keeps repeated reads to a tenth of all calls, so that an API that is failing does not get several times
 * its usual load from us on top. Writes only pay in: a repeated write is how a movement of money whose answer
 * was lost is settled, while a read that fails can simply be asked again.
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

  /** Takes one repeat, if there is one. */
  spend(now: number): boolean {
    const earned = ((now - this.#refilledAt) / 1_000) * PER_SECOND;
    this.#tokens = Math.min(CAPACITY, this.#tokens + earned);
    this.#refilledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
