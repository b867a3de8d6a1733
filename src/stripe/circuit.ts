import type { Attempt, Broken, Fault } from './attempt.ts';

/**
 * How long a circuit stays open, and how long the one call that then tries the API may take to show that it is back.
 */
const OPEN_MS = 2_000;
const PROBE_MS = 2_000;

/** What an attempt says about the API; nothing when it ended before there was anything to see. */
type Verdict = 'answers' | 'fails';

/** Permission for one attempt. */
export interface Pass {
  readonly wasClosed: boolean;
  /** It is the probe: the one call that tests whether the API is back. */
  readonly tries: boolean;
}

const THROUGH_CLOSED: Pass = { wasClosed: true, tries: false };
const THROUGH_OPEN: Pass = { wasClosed: false, tries: false };
const TO_TRY: Pass = { wasClosed: false, tries: true };

const clock = (): number => performance.now();

/** Decided on this side, whatever the API would have answered. */
const UNSEEN: ReadonlySet<Fault> = new Set(['aborted', 'shed', 'over_budget', 'closed']);

const verdictOf = (attempt: Attempt): Verdict | undefined => {
  const { head } = attempt;
  if ('fault' in attempt) {
    if (UNSEEN.has(attempt.fault)) return undefined;
    // Its time ran out while it waited for a connection that others had.
    if (attempt.fault === 'timeout' && !attempt.sent) return undefined;
    // A rate limiter has answered, which says nothing bad of the API behind it.
    return head?.status === 429 ? 'answers' : 'fails';
  }
  // A stored 500 tells how the API was when it was stored.
  return attempt.head.status >= 500 && !attempt.head.replayed ? 'fails' : 'answers';
};

/**
 * A circuit breaker: keeps calls from an API that has failed many times in a row, so that they are refused at once and
 * do not each wait for their time to run out. After a moment one call is let through to see whether it is back
 * (half-open); the others are refused meanwhile, since they would hang with it.
 */
export class Circuit {
  readonly #failures: number;
  readonly #now: () => number;
  /** Failures in a row since the last answer, while the circuit is closed. */
  #streak = 0;
  /** When the next call may try; undefined while the circuit is closed. */
  #opensAt: number | undefined;

  /**
   * @param failures in a row that open it
   * @param now milliseconds of a clock that never jumps: by one that does, it could stay open for as long as it jumped
   */
  constructor(failures: number, now = clock) {
    this.#failures = failures;
    this.#now = now;
  }

  /** How a call fails while the circuit is open; undefined while calls are let through. */
  get refusal(): Broken | undefined {
    if (this.#opensAt === undefined) return undefined;
    const left = this.#opensAt - this.#now();
    return left > 0 ? { fault: 'open', sent: false, retryAfterMs: Math.min(left, OPEN_MS) } : undefined;
  }

  /**
   * Permission for one attempt, or why there is none. `mustGo` passes an open circuit. How the attempt ended must be
   * told to `learn`.
   */
  enter(mustGo: boolean): Pass | Broken {
    if (this.#opensAt === undefined) return THROUGH_CLOSED;
    const { refusal } = this;
    if (refusal !== undefined) return mustGo ? THROUGH_OPEN : refusal;
    // A probe that neither answers nor fails in its time counts as failed, and the others are kept out for as long.
    this.#opensAt = this.#now() + PROBE_MS + OPEN_MS;
    return TO_TRY;
  }

  /** Learns from an attempt that had leave. */
  learn({ wasClosed, tries }: Pass, attempt: Attempt): void {
    const verdict = verdictOf(attempt);
    if (this.#opensAt === undefined) this.#count(verdict);
    // Also an answer that came too late to count as that of the probe, or to a call that passed the open circuit; not
    // one to a call that was under way when the circuit opened.
    else if (verdict === 'answers' && !wasClosed) this.#close();
    // A probe without a verdict has not shown that the API is back.
    else if (tries) this.#opensAt = Math.min(this.#opensAt, this.#now() + OPEN_MS);
  }

  #count(verdict: Verdict | undefined): void {
    if (verdict === 'answers') this.#streak = 0;
    if (verdict !== 'fails') return;
    this.#streak += 1;
    if (this.#streak >= this.#failures) this.#opensAt = this.#now() + OPEN_MS;
  }

  #close(): void {
    this.#opensAt = undefined;
    this.#streak = 0;
  }
}
