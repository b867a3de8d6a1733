import { describe, expect, it } from 'vitest';
import type { Attempt, Fault } from '../../src/stripe/attempt.ts';
import { settleEffect } from '../../src/stripe/effect.ts';
import type { Effect } from '../../src/stripe/errors.ts';

const head = (status: number) => ({
  status,
  requestId: undefined,
  shouldRetry: undefined,
  retryAfter: undefined,
  rateLimitedReason: undefined,
  replayed: false,
});
const error = (status: number, code?: string, type = 'invalid_request_error'): Attempt => ({
  bytes: 2,
  head: head(status),
  body: { error: { type, ...(code === undefined ? {} : { code }) } },
});
const broken = (fault: Fault, sent: boolean, status?: number): Attempt => ({
  fault,
  sent,
  ...(status === undefined ? {} : { head: head(status) }),
});

/** How an attempt ended, and what is then known when the attempts before did nothing, and when one may have done it. */
const TABLE: [string, Attempt, Effect, Effect][] = [
  ['400', error(400, 'parameter_missing'), 'refused', 'refused'],
  ['400 without a code', error(400), 'refused', 'refused'],
  ['400, another request under the key', error(400, undefined, 'idempotency_error'), 'refused', 'refused'],
  ['402', error(402, 'balance_insufficient'), 'refused', 'refused'],
  ['404 resource_missing', error(404, 'resource_missing'), 'refused', 'refused'],
  ['404 without a code', error(404), 'none', 'unknown'],
  ['404 of another code', error(404, 'url_invalid'), 'none', 'unknown'],
  ['401', error(401), 'none', 'unknown'],
  ['403', error(403, 'more_permissions_required'), 'none', 'unknown'],
  ['405', error(405), 'none', 'unknown'],
  ['408', error(408), 'unknown', 'unknown'],
  ['409 without a code', error(409), 'unknown', 'unknown'],
  ['409 of the key, without a code', error(409, undefined, 'idempotency_error'), 'unknown', 'unknown'],
  ['409 idempotency_key_in_use', error(409, 'idempotency_key_in_use'), 'unknown', 'unknown'],
  ['409 lock_timeout', error(409, 'lock_timeout'), 'none', 'unknown'],
  ['424', error(424), 'unknown', 'unknown'],
  ['429', error(429, 'rate_limit'), 'none', 'unknown'],
  ['429 lock_timeout', error(429, 'lock_timeout'), 'none', 'unknown'],
  ['a page under 429', broken('malformed', true, 429), 'none', 'unknown'],
  ['500', error(500), 'unknown', 'unknown'],
  ['503', error(503), 'unknown', 'unknown'],
  ['a page under 200', broken('malformed', true, 200), 'unknown', 'unknown'],
  ['a page under 404', broken('malformed', true, 404), 'unknown', 'unknown'],
  ['a redirect', broken('redirect', true, 302), 'unknown', 'unknown'],
  ['the answer to another request', broken('foreign', true), 'unknown', 'unknown'],
  ['a reset', broken('reset', true), 'unknown', 'unknown'],
  ['no answer in time', broken('timeout', true), 'unknown', 'unknown'],
  ['no connection', broken('connect', false), 'none', 'unknown'],
  ['no TLS', broken('tls', false), 'none', 'unknown'],
  ['no budget', broken('over_budget', false), 'none', 'unknown'],
  ['no room', broken('shed', false), 'none', 'unknown'],
  ['no circuit', broken('open', false), 'none', 'unknown'],
  ['closing', broken('closed', false), 'none', 'unknown'],
  ['no connection in time', broken('timeout', false), 'none', 'unknown'],
  ['given up before it left', broken('aborted', false), 'none', 'unknown'],
];

describe('what a failed attempt of a write did', () => {
  it.each(TABLE)('%s', (_, attempt, alone, afterUnknown) => {
    expect(settleEffect('none', attempt)).toBe(alone);
    expect(settleEffect('refused', attempt)).toBe(alone);
    expect(settleEffect('unknown', attempt)).toBe(afterUnknown);
  });
});
