import type { Fault } from './attempt.ts';
import type { CallBudget } from './call-budget.ts';
import type { Errand } from './errand.ts';
import type { Turn } from './turns.ts';

const NO_TURN: Turn = { leave: () => true, done: () => {} };

/** The turn of one attempt. One that is stale by the time that a connection is free is replaced by another. */
export class HeldTurn {
  readonly #errand: Errand;
  readonly #budget: CallBudget | undefined;
  #turn: Turn;
  /** How long it has waited for further turns, in milliseconds. */
  waitedMs = 0;
  #isOver = false;

  /** @param turn one of the budget's; none where nothing is counted */
  constructor(errand: Errand, budget: CallBudget | undefined, turn: Turn = NO_TURN) {
    this.#errand = errand;
    this.#budget = budget;
    this.#turn = turn;
  }

  /** Whether the attempt may be sent at this moment. */
  mayLeave(): boolean {
    if (!this.#turn.leave()) return false;
    this.#errand.onLeaving?.();
    return true;
  }

  /** Waits for another turn. Never rejects: why there is none. */
  async renew(): Promise<Fault | undefined> {
    if (this.#budget === undefined) return undefined;
    const errand = this.#errand;
    const asked = performance.now();
    errand.waitMs = Math.max(0, errand.outgoing.deadline - asked);
    const turn = await this.#budget.take({ ...errand, isAgain: true });
    this.waitedMs += performance.now() - asked;
    if ('fault' in turn) return turn.fault;
    this.#turn = turn;
    // The attempt has ended meanwhile: nobody uses this turn.
    if (this.#isOver) turn.done();
    return undefined;
  }

  /** The attempt is over, sent or not. */
  done(): void {
    this.#isOver = true;
    this.#turn.done();
  }
}
