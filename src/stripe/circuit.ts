import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel';
import type { Attempt, Broken } from './attempt.ts';

/** How long a circuit stays open, and how long the one call that then tries the API may take to show that it is back. */
const OPEN_MS = 2_000;
const PROBE_MS = 2_000;

/** What an attempt says about the API; nothing when it ended before there was anything to see. */
type Verdict = 'answers' | 'fails';

const verdictOf = (attempt: Attempt): Verdict | undefined => {
  const { head } = attempt;
  if ('fault' in attempt) {
    if (attempt.fault === 'aborted' || attempt.fault === 'shed' || attempt.fault === 'closed') return undefined;
    // Its time ran out while it waited for a connection that others had.
    if (attempt.fault === 'timeout' && !attempt.sent) return undefined;
    // A limiter's page is no failure of what stands behind it.
    return head?.status === 429 ? 'answers' : 'fails';
  }
  // A stored 500 tells how the API was when it was stored.
  return attempt.head.status >= 500 && !attempt.head.replayed ? 'fails' : 'answers';
};

/** Thrown to the policy in place of a verdict: it then counts nothing. */
const UNDECIDED = new Error('undecided');

/**
 * Keeps calls from an API that has failed many times in a row, so that they are refused at once and do not
 * each wait for their time to run out. After a moment one call is let through to see whether it is back.
 */
export class Circuit {
  readonly #failures: number;
  #policy;
  #openUntil = 0;

  /** @param failures in a row that open it */
  constructor(failures: number) {
    this.#failures = failures;
    this.#policy = this.#newPolicy();
  }

  /** What becomes of a call while the circuit is open; undefined while calls are let through. */
  get refusal(): Broken | undefined {
    const { state } = this.#policy;
    if (state === CircuitState.Closed) return undefined;
    // The policy itself would let others wait for the call that tries: they would hang with it.
    const retryAfterMs = state === CircuitState.HalfOpen ? OPEN_MS : this.#openUntil - Date.now();
    return retryAfterMs > 0 ? { fault: 'open', sent: false, retryAfterMs } : undefined;
  }

  /** Makes the attempt, also through an open circuit if it must go, and learns from it. */
  async run(send: () => Promise<Attempt>, mustGo: boolean): Promise<Attempt> {
    const { refusal } = this;
    if (refusal !== undefined && !mustGo) return refusal;
    const wasClosed = this.#policy.state === CircuitState.Closed;
    let sent: Promise<Attempt> | undefined;
    const watch = async (): Promise<Verdict> => {
      sent = send();
      const verdict = wasClosed ? verdictOf(await sent) : await this.#judgeProbe(sent);
      if (verdict === undefined) throw UNDECIDED;
      return verdict;
    };
    // The policy calls it before it returns, or never; and it is done with it when the attempt is over.
    const judged = refusal === undefined ? this.#policy.execute(watch).catch(() => {}) : undefined;
    const attempt = await (sent ?? send());
    await judged;
    // Also a call that took too long to count as the one that tries, or that went through an open circuit.
    if (!wasClosed && verdictOf(attempt) === 'answers') this.#close();
    return attempt;
  }

  /** One that ends undecided must not close the circuit, which is what the policy would do. */
  async #judgeProbe(sent: Promise<Attempt>): Promise<Verdict> {
    const judged = sent.then((attempt) => verdictOf(attempt) ?? 'fails');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Verdict>((resolve) => {
      timer = setTimeout(resolve, PROBE_MS, 'fails');
    });
    return Promise.race([judged, late]).finally(() => clearTimeout(timer));
  }

  #close(): void {
    if (this.#policy.state === CircuitState.Open) this.#policy = this.#newPolicy();
  }

  #newPolicy() {
    const policy = circuitBreaker(
      handleWhenResult((verdict) => verdict === 'fails'),
      { halfOpenAfter: OPEN_MS, breaker: new ConsecutiveBreaker(this.#failures) },
    );
    policy.onBreak(() => {
      this.#openUntil = Date.now() + OPEN_MS;
    });
    return policy;
  }
}
