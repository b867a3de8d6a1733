import type { Attempt } from './attempt.ts';
import { type Effect, parseStripeError } from './errors.ts';

/** The same idempotency key is at work in another request: what that one does is not known yet. */
export const isKeyInUse = (attempt: Attempt): boolean =>
  'body' in attempt && attempt.head.status === 409 && parseStripeError(attempt.body)?.code === 'idempotency_key_in_use';

/**
 * REST decides these behind its idempotency layer: had the key done anything before, its answer would have been
 * replayed.
 */
const BEHIND_THE_KEY: ReadonlySet<number> = new Set([400, 402]);

/**
 * These are decided before REST looks at the key, or by something before REST: they say nothing of what the key did
 * before.
 */
const BEFORE_THE_KEY: ReadonlySet<number> = new Set([
  401, 403, 404, 405, 406, 411, 413, 414, 415, 417, 421, 426, 429, 431,
]);

/** What REST's error object says under that status. */
const effectOfError = (status: number, code: string | undefined): Effect => {
  if (BEHIND_THE_KEY.has(status) || (status === 404 && code === 'resource_missing')) return 'refused';
  if (BEFORE_THE_KEY.has(status)) return 'none';
  // Two requests collided, at the object's lock or at the idempotency key; without a code there is no telling at which.
  if (status === 409) return code === undefined || code === 'idempotency_key_in_use' ? 'unknown' : 'none';
  return 'unknown';
};

/** What one failed attempt of a POST did by itself. */
const effectOf = (attempt: Attempt): Effect => {
  if ('body' in attempt) return effectOfError(attempt.head.status, parseStripeError(attempt.body)?.code);
  // REST's limiter stands before everything else, whatever became of the rest of its answer.
  return attempt.sent && attempt.head?.status !== 429 ? 'unknown' : 'none';
};

/**
 * What all attempts of a POST did together, given what those before did. With one key for all of them a refusal from
 * behind the key settles it. An attempt that never got so far leaves open what was open.
 */
export const settleEffect = (before: Effect, attempt: Attempt): Effect => {
  const now = effectOf(attempt);
  return before === 'unknown' && now === 'none' ? 'unknown' : now;
};
