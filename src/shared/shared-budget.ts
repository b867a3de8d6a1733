import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rates } from '../stripe/turns.ts';
import { type Booking, type Ledger, PROBE } from './ledger.ts';
import { LedgerClock, MOST_ERROR_MS } from './ledger-clock.ts';
import type { Membership, Mode } from './membership.ts';
import { SharedState } from './shared-state.ts';
import { SharedTurns } from './shared-turns.ts';

/** How often a ledger that is away is asked whether it is back. */
const PROBE_MS = 250;
/** How often one that holds places for calls of ours is, and how often one that is idle. */
const BUSY_MS = 100;
const IDLE_MS = 1_000;
/** After so many failed orders in a row the ledger counts as unusable, though it answers a probe after each. */
const MOST_REFUSALS = 3;
/** How long it is then not asked, in milliseconds. */
const REFUSED_MS = 5_000;

export interface SharedBudgetOptions {
  readonly ledger: Ledger;
  /** Processes that share the budget, this one among them. */
  readonly replicas: number;
  /** Told of each change, and why the ledger is of no use. Must not throw. */
  readonly onChange: (mode: Mode, trouble?: string) => void;
}

/** This process's part in a budget that several share: it takes orders to the ledger, and looks whether that is there. */
export class SharedBudget implements Membership<SharedTurns> {
  readonly replicas: number;
  readonly clock: LedgerClock;
  readonly #ledger: Ledger;
  readonly #onChange: SharedBudgetOptions['onChange'];
  readonly #process = randomBytes(6).toString('base64url');
  readonly #state = new SharedState(performance.now());
  readonly #dirty = new Set<SharedTurns>();
  readonly #active = new Set<SharedTurns>();
  #names = 0;
  #answeredAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #isProbing = false;
  /** Why the ledger was of no use the last time that it was not. */
  #trouble: string | undefined;
  #refusals = 0;
  #refusedUntil = 0;

  constructor({ ledger, replicas, onChange }: SharedBudgetOptions) {
    this.#ledger = ledger;
    this.clock = new LedgerClock(ledger.now);
    this.replicas = replicas;
    this.#onChange = onChange;
  }

  /**
   * Looks for the ledger, for `withinMs` at most. Whoever begins with it shares from the first call on; whoever begins
   * without it begins with its share.
   */
  async start(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    let isThere = await this.#asks();
    while (!isThere && performance.now() < until) {
      await sleep(20);
      isThere = await this.#asks();
    }
    if (isThere) this.#state.begin();
    this.#notify();
    this.#beatLater();
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

  get answerMs(): number {
    return this.#ledger.answerMs;
  }

  /** The turns of one account. */
  open(account: string, rates: Rates): SharedTurns {
    return new SharedTurns(account, rates, this);
  }

  nameOne(): string {
    this.#names += 1;
    return `${this.#process}${this.#names.toString(36)}`;
  }

  enlist(turns: SharedTurns): void {
    this.#active.add(turns);
    if (this.mode === 'alone') return;
    if (this.#dirty.size === 0) setImmediate(() => this.#flush());
    this.#dirty.add(turns);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#ledger.close();
  }

  #flush(): void {
    const now = performance.now();
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    for (const turns of dirty) {
      const inquiry = turns.inquire(now);
      if (inquiry === undefined) continue;
      this.#ledger.book(inquiry.order).then(
        (booking) => {
          this.#refusals = 0;
          this.#note(inquiry.askedAt, booking);
          turns.receive(inquiry, booking);
        },
        async ({ message }: Error) => {
          this.#trouble = message;
          turns.fail(inquiry);
          // One answer that is late may be this process's own fault; the next one tells.
          if (await this.#probe()) this.#refuse();
          this.enlist(turns);
        },
      );
    }
  }

  #note(askedAt: number, { at }: Booking): void {
    this.#answeredAt = performance.now();
    const wasSet = this.clock.read({ askedAt, answeredAt: this.#answeredAt, at });
    // Its clock was set, so its logs are of another time: as good as lost.
    if (!wasSet || !this.#state.lost(this.#answeredAt)) return;
    this.#trouble = 'The clock of where the budget is shared was set.';
    this.#tell();
  }

  /** It answers, but not what it is there for. */
  #refuse(): void {
    this.#refusals += 1;
    if (this.#refusals < MOST_REFUSALS) return;
    this.#refusals = 0;
    const now = performance.now();
    if (!this.#state.lost(now)) return;
    this.#refusedUntil = now + REFUSED_MS;
    this.#tell();
  }

  /** Asks whether the ledger is there, and acts upon it. False also when that is being asked, or is not to be. */
  async #probe(): Promise<boolean> {
    if (this.#isProbing || performance.now() < this.#refusedUntil) return false;
    this.#isProbing = true;
    const isThere = await this.#asks();
    this.#isProbing = false;
    const now = performance.now();
    if (isThere ? this.#state.found(now) : this.#state.lost(now)) this.#tell();
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

  #notify(): void {
    this.#onChange(this.mode, this.mode === 'alone' ? this.#trouble : undefined);
  }

  #tell(): void {
    this.#dirty.clear();
    this.#notify();
    for (const turns of this.#active) turns.change();
    this.#beatLater();
  }

  #beatLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#beat(), this.mode === 'alone' ? PROBE_MS : BUSY_MS).unref();
  }

  #beat(): void {
    const now = performance.now();
    for (const turns of this.#active) if (!turns.isActive) this.#active.delete(turns);
    if (this.#state.settle(now)) this.#tell();
    for (const turns of this.#active) this.enlist(turns);
    const silence = now - this.#answeredAt;
    const isInexact = this.clock.errorMs > MOST_ERROR_MS;
    if (this.mode === 'alone' || isInexact || silence > (this.#active.size > 0 ? BUSY_MS : IDLE_MS)) void this.#probe();
    this.#beatLater();
  }
}
