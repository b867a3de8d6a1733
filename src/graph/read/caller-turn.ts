import type { Access } from '../../access.ts';
import type { CallBudget } from '../../stripe/call-budget.ts';
import type { Cancellation } from '../../stripe/cancellation.ts';
import { toRestError } from '../../stripe/failure.ts';

/**
 * So many milliseconds of an operation's time are reserved for the read itself; only the rest may be spent waiting for
 * a turn.
 */
const READ_TIME_MS = 1_000;
/** How long a write may wait for its turn, in milliseconds: one that has not begun is better refused soon. */
const WRITE_WAIT_MS = 2_000;

interface Call {
  readonly access: Access;
  readonly endpoint: string;
  /** `performance.now()` at which the operation must be over. */
  readonly deadline: number;
  readonly signal: Cancellation | undefined;
}

const NOTHING_SENT = { effect: 'none', requestId: undefined, sent: false } as const;

/**
 * Waits for a turn in the budget of the caller's own. Throws a RestError that nothing was sent for where none comes in
 * time.
 */
export const takeCallerTurn = async (
  budget: CallBudget,
  { access, endpoint, deadline, signal }: Call,
): Promise<void> => {
  const left = deadline - performance.now();
  const waitMs = access === 'read' ? Math.max(0, left - READ_TIME_MS) : Math.min(left, WRITE_WAIT_MS);
  const want = { access, endpoint, mustGo: false, signal, waitMs };
  const turn = budget.takeNow(want) ?? (await budget.take(want));
  if ('fault' in turn) throw toRestError(turn, NOTHING_SENT);
  turn.leave();
};
