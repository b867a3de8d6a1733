import { randomBytes } from 'node:crypto';
import type { Rates } from '../stripe/turns.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerClock } from './ledger-clock.ts';
import { LedgerWatch } from './ledger-watch.ts';
import type { Membership, Mode } from './membership.ts';
import { SharedTurns } from './shared-turns.ts';

/** How often a ledger that is away is asked whether it is back. */
const PROBE_MS = 250;
/** How often one that holds places for calls of ours is, and how often one that is idle. */
const BUSY_MS = 100;
const IDLE_MS = 1_000;

export interface SharedBudgetOptions {
  readonly ledger: Ledger;
  /** Processes that share the budget, this one among them. */
  readonly replicas: number;
  /** Told of each change, and why the ledger is of no use. Must not throw. */
  readonly onChange: (mode: Mode, trouble?: string) => void;
}

/** This process's part in a budget that several share: it takes orders to the ledger. */
export class SharedBudget implements Membership<SharedTurns> {
  readonly replicas: number;
  readonly #ledger: Ledger;
  readonly #watch: LedgerWatch;
  readonly #onChange: SharedBudgetOptions['onChange'];
  readonly #process = randomBytes(6).toString('base64url');
  readonly #dirty = new Set<SharedTurns>();
  readonly #active = new Set<SharedTurns>();
  #names = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ ledger, replicas, onChange }: SharedBudgetOptions) {
    this.#ledger = ledger;
    this.#watch = new LedgerWatch(ledger, () => this.#change());
    this.replicas = replicas;
    this.#onChange = onChange;
  }

  /**
   * Looks for the ledger, for `withinMs` at most. Whoever begins with it shares from the first call on; whoever begins
   * without it begins with its share.
   */
  async start(withinMs: number): Promise<void> {
    await this.#watch.begin(withinMs);
    this.#tell();
    this.#beatLater();
  }

  get mode(): Mode {
    return this.#watch.mode;
  }

  get epoch(): number {
    return this.#watch.epoch;
  }

  get shutUntil(): number {
    return this.#watch.shutUntil;
  }

  get clock(): LedgerClock {
    return this.#watch.clock;
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
          this.#watch.answered(inquiry.askedAt, booking);
          turns.receive(inquiry, booking);
        },
        async ({ message }: Error) => {
          turns.fail(inquiry);
          await this.#watch.failed(message);
          this.enlist(turns);
        },
      );
    }
  }

  #tell(): void {
    this.#onChange(this.mode, this.#watch.trouble);
  }

  #change(): void {
    this.#dirty.clear();
    this.#tell();
    for (const turns of this.#active) turns.change();
    this.#beatLater();
  }

  #beatLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#beat(), this.mode === 'alone' ? PROBE_MS : BUSY_MS).unref();
  }

  #beat(): void {
    for (const turns of this.#active) if (!turns.isActive) this.#active.delete(turns);
    for (const turns of this.#active) this.enlist(turns);
    this.#watch.look(this.#active.size > 0 ? BUSY_MS : IDLE_MS);
    this.#beatLater();
  }
}
