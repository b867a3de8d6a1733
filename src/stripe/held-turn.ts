import type { Broken, Fault } from './attempt.ts';
import type { Turn } from './turns.ts';

/** The turn of one attempt, and the next one where it was stale when a connection was there. */
export class HeldTurn {
  #turn: Turn;
  readonly #again: () => Promise<Turn | Broken>;
  readonly #onLeaving: (() => void) | undefined;
  #isOver = false;

  /**
   * @param again waits for another turn
   * @param onLeaving told when the attempt is about to be sent
   */
  constructor(turn: Turn, again: () => Promise<Turn | Broken>, onLeaving?: () => void) {
    this.#turn = turn;
    this.#again = again;
    this.#onLeaving = onLeaving;
  }

  /** Whether the attempt may be sent at this moment. */
  readonly mayLeave = (): boolean => {
    if (!this.#turn.leave()) return false;
    this.#onLeaving?.();
    return true;
  };

  /** Never rejects: why there is no other turn. */
  readonly renew = async (): Promise<Fault | undefined> => {
    const turn = await this.#again();
    if ('fault' in turn) return turn.fault;
    this.#turn = turn;
    // Nobody waits for it any more.
    if (this.#isOver) turn.done();
    return undefined;
  };

  /** The attempt is over, sent or not. */
  done(): void {
    this.#isOver = true;
    this.#turn.done();
  }
}
