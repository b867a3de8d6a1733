import { setTimeout as sleep } from 'node:timers/promises';
import { type Booking, type Ledger, PROBE } from './ledger.ts';
import { LedgerClock, MOST_ERROR_MS } from './ledger-clock.ts';
import type { Mode } from './membership.ts';
import { SharedState } from './shared-state.ts';

/** So many orders in a row that it does not take are no chance, though it answers a probe after each. */
const MOST_REFUSALS = 3;
/** So long it is not asked then. */
const REFUSED_MS = 5_000;

/** Whether the ledger is there, what its clock shows, and why it was of no use when it was not. */
export class LedgerWatch {
  readonly clock: LedgerClock;
  readonly #ledger: Ledger;
  readonly #onChange: () => void;
  readonly #state = new SharedState(performance.now());
  #answeredAt = 0;
  #losses = 0;
  #isProbing = false;
  #trouble: string | undefined;
  #refusals = 0;
  #refusedUntil = 0;

  /** @param onChange told of each change of the mode */
  constructor(ledger: Ledger, onChange: () => void) {
    this.#ledger = ledger;
    this.clock = new LedgerClock(ledger.now);
    this.#onChange = onChange;
  }

  get mode(): Mode {
    return this.#state.mode;
  }

  get epoch(): number {
    return this.#state.epoch;
  }

  get shutUntil(): number {
    return this.#state.shutUntil;
  }

  /** Why the ledger is not used; undefined while it is. */
  get trouble(): string | undefined {
    return this.mode === 'alone' ? this.#trouble : undefined;
  }

  /** Looks for the ledger before the first call, for `withinMs` at most. */
  async begin(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    let isThere = await this.#asks();
    while (!isThere && performance.now() < until) {
      await sleep(20);
      isThere = await this.#asks();
    }
    if (isThere) this.#state.begin();
  }

  /** It has taken an order. */
  answered(askedAt: number, booking: Booking): void {
    this.#refusals = 0;
    this.#note(askedAt, booking);
  }

  /** It has not. */
  async failed(why: string): Promise<void> {
    this.#trouble = why;
    // One answer that is late may be this process's own fault; the next one tells.
    if (await this.#probe()) this.#refuse();
  }

  /** Time passes. A ledger that has not answered anything for so long is asked whether it is there. */
  look(silentMs: number): void {
    const now = performance.now();
    if (this.#state.settle(now)) this.#onChange();
    const isInexact = this.clock.errorMs > MOST_ERROR_MS;
    if (this.mode === 'alone' || isInexact || now - this.#answeredAt > silentMs) void this.#probe();
  }

  #note(askedAt: number, { at }: Booking): void {
    this.#answeredAt = performance.now();
    const wasSet = this.clock.read({ askedAt, answeredAt: this.#answeredAt, at });
    const { losses = 0 } = this.#ledger;
    const wasLost = losses !== this.#losses;
    this.#losses = losses;
    // Its logs may be of another time, or empty: as good as lost.
    if (!(wasSet || wasLost) || !this.#state.lost(this.#answeredAt)) return;
    this.#trouble = wasSet
      ? 'The clock of where the budget is shared was set.'
      : 'The connection to where the budget is shared was lost.';
    this.#onChange();
  }

  /** It answers, but not what it is there for. */
  #refuse(): void {
    this.#refusals += 1;
    if (this.#refusals < MOST_REFUSALS) return;
    this.#refusals = 0;
    const now = performance.now();
    if (!this.#state.lost(now)) return;
    this.#refusedUntil = now + REFUSED_MS;
    this.#onChange();
  }

  /** Asks whether the ledger is there, and acts upon it. False also when that is being asked, or is not to be. */
  async #probe(): Promise<boolean> {
    if (this.#isProbing || performance.now() < this.#refusedUntil) return false;
    this.#isProbing = true;
    const isThere = await this.#asks();
    this.#isProbing = false;
    const now = performance.now();
    if (isThere ? this.#state.found(now) : this.#state.lost(now)) this.#onChange();
    return isThere;
  }

  async #asks(): Promise<boolean> {
    const askedAt = performance.now();
    try {
      this.#note(askedAt, await this.#ledger.book(PROBE));
      const isExact = this.clock.errorMs <= MOST_ERROR_MS;
      if (!isExact) this.#trouble = 'Trips to where the budget is shared take too long.';
      return isExact;
    } catch (error) {
      this.#trouble = (error as Error).message;
      return false;
    }
  }
}
