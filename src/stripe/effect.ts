import type { Attempt } from './attempt.ts';
import { type Effect, parseStripeError } from './errors.ts';

/** The same idempotency key is at work in another request: what that one does is not known yet. */
export const isKeyInUse = (attempt: Attempt): boolean =>
  'body' in attempt && attempt.head.status === 409 && parseStripeError(attempt.body)?.code === 'idempotency_key_in_use';

/** What one failed attempt of a POST did by itself. */
const effectOfOne = (attempt: Attempt): Effect => {
  const status = attempt.head?.status;
  // REST's limiter stands before everything else, whatever became of the rest of its answer.
  if (status === 429) return 'none';
  if ('fault' in attempt) return attempt.sent ? 'unknown' : 'none';
  if (attempt.head.status >= 500 || isKeyInUse(attempt)) return 'unknown';
  return status === 401 ? 'none' : 'refused';
};

/** Refusals that come before REST looks at the idempotency key: they say nothing about an earlier attempt. */
const UNSETTLING: ReadonlySet<number> = new Set([401, 403, 409, 429]);

/**
 * What all attempts of a POST did together, given what those before did. With one key for all of them, a
 * refusal settles it: had an earlier attempt been applied, REST would have replayed its answer. Not so an
 * attempt that never got so far.
 */
export const settleEffect = (before: Effect, attempt: Attempt): Effect => {
  const now = effectOfOne(attempt);
  if (before !== 'unknown' || now === 'unknown') return now;
  const settled = now === 'refused' && !UNSETTLING.has(attempt.head?.status ?? 0);
  return settled ? 'refused' : 'unknown';
};
