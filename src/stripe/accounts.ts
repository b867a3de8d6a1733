import { createHash } from 'node:crypto';
import type { RestSettings } from '../config/rest-settings.ts';
import { AccountState } from './account-state.ts';
import { CallBudget } from './call-budget.ts';
import type { Credentials } from './headers.ts';
import { Recent } from './recent.ts';
import { type OpenTurns, OwnTurns, type Rates } from './turns.ts';
import { WaitingRoom } from './waiting-room.ts';

export interface BudgetOptions extends Rates {
  /** Calls that wait for their turn at most, over all accounts. */
  readonly queue: number;
  /** Where turns come from, when other processes call for the same accounts. */
  readonly openTurns?: OpenTurns | undefined;
}

/** How many accounts keep their exact state; of those beyond that `Recent` keeps a bucket. */
const MAX_ACCOUNTS = 50_000;
/**
 * An account that was not used for so many milliseconds can be forgotten: its budget is full again, and an open circuit
 * would have let a call through by now.
 */
const IDLE_MS = 60_000;

export interface AccountsOptions extends Pick<RestSettings, 'restBreakAfter'> {
  /** Without it nothing is counted. */
  readonly budget?: BudgetOptions | undefined;
}

/** The state of the accounts that were used recently. */
export class Accounts {
  readonly #options: AccountsOptions;
  readonly #room: WaitingRoom;
  readonly #known: Recent<AccountState>;
  /** Names by credentials: hashing the key for each call would cost more than everything else that is done here. */
  readonly #names = new WeakMap<Credentials, string>();

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#room = new WaitingRoom(options.budget?.queue ?? 0);
    this.#known = new Recent({
      max: MAX_ACCOUNTS,
      idleMs: IDLE_MS,
      open: (name, now, closedUntil) => this.#open(name, now, closedUntil),
    });
  }

  get size(): number {
    return this.#known.size;
  }

  of(credentials: Credentials): AccountState {
    return this.#known.of(this.#nameOf(credentials), performance.now());
  }

  #open(name: string, now: number, closedUntil: number): AccountState {
    const { budget: rates, restBreakAfter } = this.#options;
    const budget = rates && new CallBudget(rates.openTurns?.(name, rates) ?? new OwnTurns(rates), this.#room);
    if (closedUntil > now) budget?.slowDown('', 'global-rate', closedUntil - now);
    return new AccountState(restBreakAfter, budget);
  }

  /** The name holds a hash of the caller's key, so that the key itself is not kept longer than its owner keeps it. */
  #nameOf(credentials: Credentials): string {
    let name = this.#names.get(credentials);
    if (name === undefined) {
      const { key, account = '', context, held } = credentials;
      name = `${held ? 'held' : createHash('sha256').update(key).digest('base64')} ${account}`;
      if (context !== undefined) name += ` ${context}`;
      this.#names.set(credentials, name);
    }
    return name;
  }
}
