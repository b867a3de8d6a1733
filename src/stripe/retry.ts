import type { Attempt, Fault } from './attempt.ts';
import { isKeyInUse } from './effect.ts';
import { parseStripeError } from './errors.ts';

export interface RetryState {
  /** Attempts made; waits for another request with the same key do not count. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** How many of them ended with a plain 429 before this one. */
  readonly rateLimitedBefore: number;
  /** How the last one ended: not with success. */
  readonly outcome: Attempt;
}

/** A limiter's 429: no lock that another request holds, and no word from REST whether to repeat it. */
export const isPlainRateLimit = (outcome: Attempt): boolean =>
  outcome.head?.status === 429 &&
  outcome.head.shouldRetry === undefined &&
  !('body' in outcome && parseStripeError(outcome.body)?.code === 'lock_timeout');

const FINAL: ReadonlySet<Fault> = new Set([
  // Nobody waits any more;
  'aborted',
  // or it would end the same way;
  'tls',
  'redirect',
  'too_large',
  'closed',
  // or it would add to the crowd.
  'over_budget',
  'shed',
  'open',
] as const);

/** Whether the same request, with the same key, is sent again. The first rule that applies decides. */
export const shouldRetry = ({ attempt, maxAttempts, rateLimitedBefore, outcome }: RetryState): boolean => {
  const { head } = outcome;
  const fault = 'fault' in outcome ? outcome.fault : undefined;

  if (fault !== undefined && FINAL.has(fault)) return false;
  // REST says itself that it must not be repeated. Under a 2xx there is nothing it could mean: the work is done.
  if (head !== undefined && head.status >= 400 && head.shouldRetry === false) return false;
  // Another request with this key is still at work: its answer will be ours. Only the deadline bounds this.
  if (isKeyInUse(outcome)) return true;
  // Most likely a kept-alive connection that the other side had closed as we wrote: repeated even at the limit.
  if (fault === 'reset' && head === undefined && attempt === 1) return true;
  if (attempt >= maxAttempts) return false;
  // No answer at all.
  if (head === undefined) return true;
  if (head.shouldRetry === true) return true;
  // Two requests met at one object.
  if (head.status === 409) return true;
  // A 500 that REST stored under this key comes back for as long as it is kept; any other may pass.
  if (head.status >= 500) return !head.replayed;
  // A rate limiter is asked once more and no oftener, since repeating is what it is there against. A lock passes.
  if (head.status === 429) return !isPlainRateLimit(outcome) || rateLimitedBefore === 0;
  // An answer that broke on its way, also one that said the work is done: the key brings it again. A whole one stands.
  return fault !== undefined;
};

export interface DelayState {
  /** Attempts made so far, from 1. */
  readonly attempt: number;
  /** Half a second, outside tests. */
  readonly baseMs: number;
  /** From 0 up to 1. */
  readonly random: number;
  /** `Retry-After` in seconds. */
  readonly retryAfter: number | undefined;
  /** Milliseconds until the call must have its answer. */
  readonly leftMs: number;
}

/** No Stripe page documents `Retry-After`; a longer one is taken for a mistake, as in Stripe's own client. */
export const MAX_RETRY_AFTER_SECONDS = 60;

/**
 * Exponential backoff with jitter: milliseconds to wait before the next attempt, doubling from the base up to ten times
 * it, of which a random half is taken off so that callers that failed together do not come back together (thundering
 * herd); never under the base. Undefined when the wait would leave less than the base for the attempt itself: one that
 * is cut short at once could turn a failure that certainly did nothing into one of unknown effect.
 */
export const retryDelay = ({ attempt, baseMs, random, retryAfter, leftMs }: DelayState): number | undefined => {
  const backoff = Math.min(baseMs * 2 ** (attempt - 1), 10 * baseMs) * (0.5 + random / 2);
  const asked = retryAfter !== undefined && retryAfter <= MAX_RETRY_AFTER_SECONDS ? retryAfter * 1_000 : 0;
  const delay = Math.max(baseMs, backoff, asked);
  return delay + baseMs <= leftMs ? delay : undefined;
};
