import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Access } from '../access.ts';
import type { RestSettings } from '../config/rest-settings.ts';
import { CallBudget } from './call-budget.ts';
import { Circuit } from './circuit.ts';
import type { Credentials } from './headers.ts';
import { type OpenTurns, OwnTurns, type Rates } from './turns.ts';
import { WaitingRoom } from './waiting-room.ts';

export interface BudgetOptions extends Rates {
  /** Calls that wait for their turn at most, over all accounts. */
  readonly queue: number;
  /** Where turns come from, when other processes call for the same accounts. */
  readonly openTurns?: OpenTurns | undefined;
}

/** What is known of one account: how it answers, and what may still be asked of it. */
export interface AccountState {
  /**
   * Reads and writes apart: reads that fail must not keep money from moving. And each account its own: one whose
   * requests the API fails on must not close it to the others.
   */
  readonly circuits: Readonly<Record<Access, Circuit>>;
  readonly budget: CallBudget | undefined;
}

/**
 * As many as are remembered. Whoever is forgotten begins anew, with a whole budget: that takes so many accounts
 * in the second that its calls count for.
 */
const MAX_ACCOUNTS = 1_000;

export interface AccountsOptions extends Pick<RestSettings, 'restBreakAfter'> {
  /** Without it nothing is counted. */
  readonly budget?: BudgetOptions | undefined;
}

/** The accounts that were acted for of late. */
export class Accounts {
  readonly #options: AccountsOptions;
  readonly #room: WaitingRoom;
  readonly #known = new LRUCache<string, AccountState>({ max: MAX_ACCOUNTS });
  /** Hashing a key for each call would cost more than all else that is done for it here. */
  readonly #names = new WeakMap<Credentials, string>();

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#room = new WaitingRoom(options.budget?.queue ?? 0);
  }

  get size(): number {
    return this.#known.size;
  }

  of(credentials: Credentials): AccountState {
    const name = this.#nameOf(credentials);
    let known = this.#known.get(name);
    if (known === undefined) {
      const { budget, restBreakAfter } = this.#options;
      known = {
        circuits: { read: new Circuit(restBreakAfter), write: new Circuit(restBreakAfter) },
        budget: budget && new CallBudget(budget.openTurns?.(name, budget) ?? new OwnTurns(budget), this.#room),
      };
      this.#known.set(name, known);
    }
    return known;
  }

  /** By a hash of a caller's key, so that the key itself is kept no longer than its owner keeps it. */
  #nameOf(credentials: Credentials): string {
    let name = this.#names.get(credentials);
    if (name === undefined) {
      const { key, account = '', held } = credentials;
      name = `${held ? 'held' : createHash('sha256').update(key).digest('base64')} ${account}`;
      this.#names.set(credentials, name);
    }
    return name;
  }
}
