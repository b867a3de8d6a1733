import { CallBudget } from '../stripe/call-budget.ts';
import { OwnTurns } from '../stripe/turns.ts';
import { WaitingRoom } from '../stripe/waiting-room.ts';

/** The most REST calls that may wait for their caller's turn, over all callers together. */
const MAX_WAITING = 512;

interface Rate {
  readonly name: string;
  /** Reads, and as many writes; undefined where only the account's budget holds. */
  readonly restCallsPerSecond?: number | undefined;
}

/**
 * A budget of REST calls for each caller who has a rate of their own, by name: several tokens of one name use up one.
 */
export const callerBudgets = (rates: readonly Rate[]): ReadonlyMap<string, CallBudget> => {
  const room = new WaitingRoom(MAX_WAITING);
  const budgets = new Map<string, CallBudget>();
  for (const { name, restCallsPerSecond: each } of rates) {
    if (each === undefined || budgets.has(name)) continue;
    const turns = new OwnTurns({ readsPerSecond: each, writesPerSecond: each, endpointPerSecond: each });
    budgets.set(name, new CallBudget(turns, room));
  }
  return budgets;
};
