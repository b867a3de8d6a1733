import type { Alone } from '../alone.ts';
import { codesOf, type Outcome } from '../outcome.ts';
import type { Gateway, Helper } from '../processes.ts';
import type { Row } from '../report.ts';
import type { Target } from '../send.ts';
import type { Span, Traffic } from '../traffic.ts';
import type { UpstreamQuestion, UpstreamReport } from '../upstream.ts';

/** A gateway before a REST API that fails where an id says so, and good traffic that meets none of it. */
export interface FaultWorld {
  readonly gateway: Gateway;
  readonly upstream: Helper<UpstreamQuestion, UpstreamReport>;
  readonly target: Target;
  readonly traffic: Traffic;
  readonly alone: Alone;
}

/** What is known when it is over: what became of good traffic beside it is known later. */
export interface Ended {
  readonly row: Row;
  /** When faults came in their rhythm, which leaves the processor time for others. */
  readonly span?: Span;
  /** When they came as fast as they were answered: whoever asks beside that waits for the processor. */
  readonly crowd?: Span;
  /** What good traffic may be told in `crowd`; nothing but answers unless it is said why. */
  readonly goodMaySay?: readonly string[];
}

/** The longest that a read may take, with all its attempts, and half a second. */
export const DEADLINE_MS = 20_500;
/** Of one gateway to the REST API, its `REST_CONNECTIONS`: fewer than ask at once, so that the bound is met. */
export const MAX_SOCKETS = 64;

export const QUERY = 'query ($id: ID!) { transfer(id: $id) { amount } }';
export const idOf = (fault: string, n: number): string => `tr_1U${fault}x${n}`;

/** The code that it was answered with, `fine` without one. */
export const verdictOf = (outcome: Outcome): string =>
  codesOf(outcome)[0] ?? (outcome.status === 200 ? 'fine' : `${outcome.status}`);
