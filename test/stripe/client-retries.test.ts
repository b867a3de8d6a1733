import { describe, expect, it } from 'vitest';
import {
  afterEffect,
  answers,
  type Fault,
  goesStale,
  htmlPage,
  keyInUse,
  lockTimeout,
  rateLimited,
  refuses,
  resets,
  serverError,
} from '../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { always, failureOf, inTurn, startClientWorld } from './world.ts';

const INVALID = { type: 'invalid_request_error', code: 'parameter_missing', param: 'amount' };

describe('a fault that passes', () => {
  it.each<[string, Fault]>([
    ['500', serverError(500)],
    ['502 page', htmlPage(502)],
    ['503', serverError(503)],
    ['409', refuses(409, { type: 'invalid_request_error' })],
    ['409 key in use', keyInUse()],
    ['429', rateLimited()],
    ['429 marked to repeat', rateLimited({ 'stripe-should-retry': 'true' })],
    ['429 lock_timeout', lockTimeout()],
    ['reset', resets()],
    ['reset after the effect', afterEffect(resets())],
    ['400 marked to repeat', refuses(400, INVALID, { 'stripe-should-retry': 'true' })],
  ])('is seen only in the count of attempts: %s', async (_, fault) => {
    const { upstream, events, get, post } = await startClientWorld({
      faults: ({ n }) => (n % 2 === 1 ? fault : undefined),
    });
    expect(await get()).toMatchObject({ body: { object: 'thing' }, status: 200, attempts: 2, requestId: 'req_2' });
    expect(await post()).toMatchObject({ body: { id: 'obj_1' }, status: 200, attempts: 2, requestId: 'req_4' });
    expect(upstream.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'POST']);
    expect(upstream.ledger.byKey).toEqual(new Map([['key_1', 1]]));
    expect(events.map(({ attempt, error }) => `${attempt} ${error === undefined}`)).toEqual([
      '1 false',
      '2 true',
      '1 false',
      '2 true',
    ]);
  });
});

describe('a fault that stays', () => {
  it.each<[string, Fault, number, number, object]>([
    ['500', serverError(500), 3, 6, { kind: 'unavailable', status: 500, requestId: 'req_500', retryable: true }],
    ['503 page', htmlPage(503), 3, 6, { kind: 'unavailable', status: 503 }],
    ['reset', resets(), 3, 6, { kind: 'unavailable', status: undefined, retryable: true }],
    ['429', rateLimited(), 2, 2, { kind: 'rate_limited', status: 429, retryable: true, effect: 'none' }],
    ['429, marked not to repeat', rateLimited({ 'stripe-should-retry': 'false' }), 1, 1, { kind: 'rate_limited' }],
    ['429, marked to repeat', rateLimited({ 'stripe-should-retry': 'true' }), 3, 6, { kind: 'rate_limited' }],
    ['429 page', answers(429, 'slow down'), 2, 2, { kind: 'rate_limited', status: 429, effect: 'none' }],
    ['429 lock_timeout', lockTimeout(), 3, 6, { kind: 'rate_limited', effect: 'none' }],
    ['409', refuses(409, { type: 'invalid_request_error' }), 3, 6, { kind: 'refused', status: 409, retryable: true }],
    ['500, marked not to repeat', serverError(500, { 'stripe-should-retry': 'false' }), 1, 1, { kind: 'unavailable' }],
    ['400', refuses(400, INVALID), 1, 1, { kind: 'refused', retryable: false, stripe: INVALID }],
    ['401', refuses(401, { type: 'invalid_request_error' }), 1, 1, { kind: 'refused', status: 401, retryable: false }],
    ['402', refuses(402, { type: 'card_error' }), 1, 1, { kind: 'refused', status: 402, retryable: false }],
    ['404', refuses(404, { type: 'invalid_request_error' }), 1, 1, { kind: 'refused', status: 404, retryable: false }],
  ])('%s', async (_, fault, reads, writes, error) => {
    const { upstream, get, post } = await startClientWorld({ faults: always(fault) });
    expect(await failureOf(get())).toMatchObject({ ...error, effect: 'none' });
    expect(upstream.requests.length).toBe(reads);
    expect(await failureOf(post())).toMatchObject(error);
    expect(upstream.requests.length).toBe(reads + writes);
  });

  it('409 key in use is asked again until the deadline, beyond the limit of attempts', async () => {
    const { upstream, post } = await startClientWorld(
      { faults: always(keyInUse()) },
      { maxAttempts: { read: 1, write: 1 }, restReadDeadlineMs: 1, restWriteDeadlineMs: 2_500, retryBaseMs: 60 },
    );
    expect(await failureOf(post())).toMatchObject({ kind: 'refused', status: 409, retryable: true, effect: 'unknown' });
    expect(upstream.requests.length).toBeGreaterThan(2);
  });

  it('409 key in use uses up no attempt', async () => {
    const { post } = await startClientWorld(
      { faults: inTurn(keyInUse(), keyInUse(), serverError(503)) },
      { maxAttempts: { read: 1, write: 2 } },
    );
    expect(await post()).toMatchObject({ attempts: 4 });
  });
});

describe('Retry-After', () => {
  it('is waited for when it fits before the deadline', async () => {
    const { get } = await startClientWorld({ faults: inTurn(rateLimited({ 'retry-after': '1' })) });
    const started = performance.now();
    expect(await get()).toMatchObject({ attempts: 2 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(999);
  });

  it('that does not fit is passed on, with the reason, without another request', async () => {
    const limited = rateLimited({ 'retry-after': '30', 'stripe-rate-limited-reason': 'endpoint-rate' });
    const { upstream, get } = await startClientWorld({ faults: always(limited) });
    const error = await failureOf(get());
    expect(error).toMatchObject({ retryAfterMs: 30_000, rateLimitedReason: 'endpoint-rate' });
    expect(upstream.requests.length).toBe(1);
  });

  it.each([
    ['soon', undefined],
    ['1.5', undefined],
    ['-1', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    // Passed on, and longer than anybody here would wait.
    ['61', 61_000],
  ])('of %j is no wish', async (value, retryAfterMs) => {
    const limited = rateLimited({ 'retry-after': value });
    const { upstream, get } = await startClientWorld({ faults: always(limited) });
    const error = await failureOf(get());
    expect(error.retryAfterMs).toBe(retryAfterMs);
    // What is a wish that does not fit is not asked again.
    expect(upstream.requests.length).toBeGreaterThan(1);
  });
});

describe('connections', () => {
  it('that nobody accepts are tried again, and nothing is said to have been done', async () => {
    const gone = await startFaultyUpstream();
    await gone.close();
    const { events, post } = await startClientWorld({}, { apiBase: gone.url });
    expect(await failureOf(post())).toMatchObject({ kind: 'unavailable', effect: 'none', retryable: true });
    expect(events.length).toBe(6);
  });

  it('that are not what TLS expects are not tried again', async () => {
    const plain = await startFaultyUpstream();
    const { post } = await startClientWorld({}, { apiBase: plain.url.replace('http:', 'https:') });
    expect(await failureOf(post())).toMatchObject({ kind: 'unavailable', effect: 'none', retryable: false });
    expect(plain.connections).toBe(1);
    await plain.close();
  });

  it('that the other side has closed as we write cost nobody an error', async () => {
    const { upstream, get, post } = await startClientWorld(
      { faults: always(goesStale()) },
      { maxAttempts: { read: 1, write: 1 } },
    );
    for (let n = 0; n < 500; n += 1) {
      await get();
      await post({ idempotencyKey: `key_${n}` });
    }
    expect([...upstream.ledger.byKey.values()]).toEqual(Array(500).fill(1));
  });

  it('that are reset at their second request cost nobody an error', async () => {
    const { upstream, post } = await startClientWorld(
      { faults: ({ onSocket }) => (onSocket === 2 ? resets() : undefined) },
      { maxAttempts: { read: 1, write: 1 }, restConnections: 1 },
    );
    const attempts = [];
    for (let n = 0; n < 20; n += 1) attempts.push((await post({ idempotencyKey: `key_${n}` })).attempts);
    expect(attempts.slice(0, 3)).toEqual([1, 2, 2]);
    expect(upstream.ledger.byKey.size).toBe(20);
  });
});
