import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt, Fault, Head } from '../../src/stripe/attempt.ts';
import { retryDelay, shouldRetry } from '../../src/stripe/retry.ts';

const head = (status: number, more: Partial<Head> = {}): Head => ({
  status,
  requestId: undefined,
  shouldRetry: undefined,
  retryAfter: undefined,
  rateLimitedReason: undefined,
  replayed: false,
  ...more,
});
const answered = (status: number, more: Partial<Head> = {}, code?: string): Attempt => ({
  bytes: 2,
  head: head(status, more),
  body: { error: { type: 'invalid_request_error', code } },
});
const broken = (fault: Fault, at?: Head, sent = true): Attempt => ({ fault, sent, head: at });

const NO = { shouldRetry: false };
const YES = { shouldRetry: true };

describe('shouldRetry', () => {
  // outcome, attempts made of 3, plain 429s before, whether to repeat
  it.each<[string, Attempt, number, number, boolean]>([
    ['aborted', broken('aborted', undefined, false), 1, 0, false],
    ['TLS failure', broken('tls', undefined, false), 1, 0, false],
    ['redirect', broken('redirect', head(302)), 1, 0, false],
    ['too large', broken('too_large', head(200)), 1, 0, false],
    ['turned away here', broken('shed', undefined, false), 1, 0, false],
    ['no connection', broken('connect', undefined, false), 1, 0, true],
    ['no connection, at the limit', broken('connect', undefined, false), 3, 0, false],
    ['reset', broken('reset'), 2, 0, true],
    ['reset, at the limit', broken('reset'), 3, 0, false],
    ['timeout', broken('timeout'), 1, 0, true],
    ['no HTTP', broken('malformed'), 1, 0, true],
    ['broken 200', broken('malformed', head(200)), 1, 0, true],
    ['broken 200 marked not to repeat', broken('malformed', head(200, NO)), 1, 0, true],
    ['200 reset in the body', broken('reset', head(200)), 2, 0, true],
    ['broken 400', broken('malformed', head(400)), 1, 0, true],
    ['400', answered(400), 1, 0, false],
    ['400 marked to repeat', answered(400, YES), 1, 0, true],
    ['401', answered(401), 1, 0, false],
    ['402', answered(402), 1, 0, false],
    ['404', answered(404), 1, 0, false],
    ['409', answered(409), 1, 0, true],
    ['409 marked not to repeat', answered(409, NO), 1, 0, false],
    ['409, at the limit', answered(409), 3, 0, false],
    ['409 key in use, at the limit', answered(409, {}, 'idempotency_key_in_use'), 3, 0, true],
    ['500', answered(500), 1, 0, true],
    ['500 replayed', answered(500, { replayed: true }), 1, 0, false],
    ['500 marked not to repeat', answered(500, NO), 1, 0, false],
    ['503 page', broken('malformed', head(503)), 1, 0, true],
    ['429', answered(429), 1, 0, true],
    ['second 429', answered(429), 2, 1, false],
    ['429 marked not to repeat', answered(429, NO), 1, 0, false],
    ['second 429, marked to repeat', answered(429, YES), 2, 1, true],
    ['429 lock_timeout after a 429', answered(429, {}, 'lock_timeout'), 2, 1, true],
    ['429 lock_timeout, at the limit', answered(429, {}, 'lock_timeout'), 3, 0, false],
  ])('%s', (_, outcome, attempt, rateLimitedBefore, expected) => {
    expect(shouldRetry({ attempt, maxAttempts: 3, rateLimitedBefore, outcome })).toBe(expected);
  });

  it('repeats a first reset even where nothing else is repeated, once', () => {
    const state = { maxAttempts: 1, rateLimitedBefore: 0 };
    expect(shouldRetry({ ...state, attempt: 1, outcome: broken('reset') })).toBe(true);
    expect(shouldRetry({ ...state, attempt: 2, outcome: broken('reset') })).toBe(false);
    expect(shouldRetry({ ...state, attempt: 1, outcome: broken('reset', head(200)) })).toBe(false);
    expect(shouldRetry({ ...state, attempt: 1, outcome: broken('timeout') })).toBe(false);
  });
});

describe('retryDelay', () => {
  const state = { attempt: 1, baseMs: 500, random: 0.999_999, retryAfter: undefined, leftMs: 60_000 };

  it('doubles from half a second up to five', () => {
    const delays = [1, 2, 3, 4, 5, 9].map((attempt) => Math.round(retryDelay({ ...state, attempt }) ?? 0));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  it('takes off up to half of it by chance, and never goes under the base', () => {
    expect(retryDelay({ ...state, attempt: 3, random: 0 })).toBe(1_000);
    expect(retryDelay({ ...state, attempt: 1, random: 0 })).toBe(500);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const delay = retryDelay({ ...state, attempt, random });
          expect(delay).toBeGreaterThanOrEqual(500);
          expect(delay).toBeLessThanOrEqual(5_000);
        },
      ),
    );
  });

  it('waits as long as REST asks, up to a minute', () => {
    expect(retryDelay({ ...state, retryAfter: 7 })).toBe(7_000);
    expect(retryDelay({ ...state, retryAfter: 60, leftMs: 100_000 })).toBe(60_000);
    expect(Math.round(retryDelay({ ...state, retryAfter: 61, leftMs: 100_000 }) ?? 0)).toBe(500);
    expect(Math.round(retryDelay({ ...state, retryAfter: 0 }) ?? 0)).toBe(500);
  });

  it('gives up rather than start an attempt that the deadline would cut off', () => {
    expect(retryDelay({ ...state, random: 0, leftMs: 1_000 })).toBe(500);
    expect(retryDelay({ ...state, random: 0, leftMs: 999 })).toBeUndefined();
    expect(retryDelay({ ...state, retryAfter: 20, leftMs: 20_000 })).toBeUndefined();
  });
});
