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

/** So many are remembered exactly. */
const MAX_ACCOUNTS = 50_000;
/** One that nobody has acted for in so long costs nothing: its budget is whole again, and its circuit was tried long ago. */
const IDLE_MS = 60_000;

export interface AccountsOptions extends Pick<RestSettings, 'restBreakAfter'> {
  /** Without it nothing is counted. */
  readonly budget?: BudgetOptions | undefined;
}

/** The accounts that were acted for of late. */
export class Accounts {
  readonly #options: AccountsOptions;
  readonly #room: WaitingRoom;
  readonly #known: Recent<AccountState>;
  /** Hashing a key for each call would cost more than all else that is done for it here. */
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

  /** By a hash of a caller's key, so that the key itself is kept no longer than its owner keeps it. */
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
