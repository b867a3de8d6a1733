import type { Expectation, Outcome } from './outcome.ts';
import type { Target } from './send.ts';

/** One kind of hostile request. */
export interface Attack {
  /** As in the list of promises: A1 to A10. */
  readonly id: string;
  readonly name: string;
  readonly expect: Expectation;
  /** Why calls upstream are no breach: the request itself is legal, only what it carries is not. */
  readonly mayCall?: true;
  /** Requests a second, where 200 are more than the sender can make. */
  readonly perSecond?: number;
  /** How many; 500 unless told otherwise. */
  readonly count?: number;
  /** Milliseconds in which half must be refused; 50 unless told otherwise. */
  readonly withinMs?: number;
  /** The `n`-th request; no two are alike, so that none is answered from a cache. */
  readonly send: (target: Target, n: number) => Promise<Outcome>;
}
