import type { LedgerClock } from './ledger-clock.ts';

/** How the processes agree: by the ledger, each by its own share, or by both until all have come back to the ledger. */
export const MODES = ['shared', 'alone', 'returning'] as const;
export type Mode = (typeof MODES)[number];

/** Whoever has something to say to the ledger. */
export interface Member {
  /** Whether there is anything that the loss of the ledger would change. */
  readonly isActive: boolean;
}

/** What the turns of one account need of the process's part in the ledger. */
export interface Membership<M extends Member> {
  readonly mode: Mode;
  /** Grows with each loss of the ledger: what was booked before it is not valid any more. */
  readonly epoch: number;
  /** Before this moment nothing goes by the own share, because others may still use what was booked. */
  readonly shutUntil: number;
  readonly replicas: number;
  /** How long an answer of the ledger may take, in milliseconds. */
  readonly answerMs: number;
  readonly clock: LedgerClock;
  /** This one has an order to make, when this turn of the event loop is over. */
  enlist(member: M): void;
  /** A name that no process has given to a place yet. */
  nameOne(): string;
}
