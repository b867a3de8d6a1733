import type { Access } from '../access.ts';
import type { CallBudget } from './call-budget.ts';
import { Circuit } from './circuit.ts';
import type { Forgettable } from './recent.ts';

/** What is known of one account: how it answers, and what may still be asked of it. */
export class AccountState implements Forgettable {
  /**
   * Reads and writes apart: reads that fail must not keep money from moving. And each account its own: one whose
   * requests the API fails on must not close it to the others.
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
