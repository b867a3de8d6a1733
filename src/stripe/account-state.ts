import type { Access } from '../access.ts';
import type { CallBudget } from './call-budget.ts';
import { Circuit } from './circuit.ts';
import type { Forgettable } from './recent.ts';

/** The state of one account: its circuit breakers, and its budget of calls. */
export class AccountState implements Forgettable {
  /**
   * A circuit breaker for reads and one for writes: failing reads must not keep money from moving. Each account has its
   * own: an account on whose requests the API fails must not close the API to the others.
   */
  readonly circuits: Readonly<Record<Access, Circuit>>;
  readonly budget: CallBudget | undefined;
  usedAt = 0;

  constructor(restBreakAfter: number, budget: CallBudget | undefined) {
    this.circuits = { read: new Circuit(restBreakAfter), write: new Circuit(restBreakAfter) };
    this.budget = budget;
  }

  get busyUntil(): number {
    return this.budget?.busyUntil ?? 0;
  }
}
