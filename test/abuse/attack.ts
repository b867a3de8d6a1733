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
  /** A hundred kilobytes and more: half as many a second, since to send them is work too. */
  readonly isLarge?: true;
  /** Requests a second, and how many; 100 and 500 unless told otherwise. */
  readonly perSecond?: number;
  readonly count?: number;
  /** Milliseconds in which half must be refused; 50 unless told otherwise. */
  readonly withinMs?: number;
  /** The `n`-th request; no two are alike, so that none is answered from a cache. */
  readonly send: (target: Target, n: number) => Promise<Outcome>;
}
