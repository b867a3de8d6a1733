import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  afterEffect,
  answers,
  continues,
  cutShort,
  type Fault,
  goesStale,
  hangs,
  htmlPage,
  jsonText,
  keyInUse,
  late,
  lockTimeout,
  rateLimited,
  redirects,
  refuses,
  resets,
  resetsInBody,
  serverError,
} from '../faulty-upstream/faults.ts';
import { PASSING, STRANGE } from './fault-tables.ts';
import {
  createOperation,
  sentKey,
  slowPosts,
  startGateway,
  startLedgerWorld,
  transferIds,
  type World,
} from './world.ts';

const [TRANSFER = ''] = transferIds(1);

/** The faults of the first requests, in their order; none afterwards. */
const inTurn =
  (...faults: (Fault | undefined)[]) =>
  ({ n }: { n: number }): Fault | undefined =>
    faults[n - 1];

const always = (fault: Fault) => (): Fault => fault;

const MISSING = { type: 'invalid_request_error', code: 'resource_missing' };
/** So short that a hanging upstream costs a test little, and long enough for the next attempt on a busy machine. */
const IMPATIENT = { clientOptions: { retryBaseMs: 5 }, restWriteTimeoutMs: 2_000 };

const keysOf = ({ upstream }: World): Set<string | undefined> =>
  new Set(upstream.requests.map(({ idempotencyKey }) => idempotencyKey));

/** One key for everything that was sent, one request under it, and that many movements of money. */
const expectOneKey = async (world: World, effects: number): Promise<void> => {
  expect(keysOf(world)).toEqual(new Set([sentKey('key-1')]));
  expect(new Set(world.upstream.requests.map(({ url, body }) => `${url} ${body}`)).size).toBe(1);
  expect(world.effects()).toBe(effects);
  expect(await world.books()).toMatchObject({ amountReversed: 100 * effects });
};

describe('a fault that passes', () => {
  it.each(PASSING)('%s before the effect is asked again, and money moves once', async (_, fault) => {
    const world = await startLedgerWorld({ faults: inTurn(fault), gateway: IMPATIENT });
    expect(await world.reverse()).toMatchObject({ __typename: 'CreateTransferReversalPayload', replayed: false });
    expect(world.upstream.requests).toHaveLength(2);
    await expectOneKey(world, 1);
  });

  it.each(PASSING)('%s after the effect is asked again, and money moves once', async (_, fault) => {
    const world = await startLedgerWorld({ faults: inTurn(afterEffect(fault)), gateway: IMPATIENT });
    expect(await world.reverse()).toMatchObject({ __typename: 'CreateTransferReversalPayload', replayed: true });
    expect(world.upstream.requests).toHaveLength(2);
    await expectOneKey(world, 1);
  });

  it.each([
    ['a limiter', rateLimited()],
    ['a limiter that says when', rateLimited({ 'retry-after': '0' })],
    ['a limiter that lets repeat', rateLimited({ 'stripe-should-retry': 'true' })],
    ['a lock', lockTimeout()],
    ['the same key at work elsewhere', keyInUse()],
    ['409 of another kind', refuses(409, { type: 'invalid_request_error' })],
  ])('%s is waited for', async (_, fault) => {
    const world = await startLedgerWorld({ faults: inTurn(fault) });
    expect(await world.reverse()).toMatchObject({ __typename: 'CreateTransferReversalPayload', replayed: false });
    expect(world.upstream.requests).toHaveLength(2);
    await expectOneKey(world, 1);
  });

  it.each([
    ['a late answer', late(30), 1],
    ['a connection that goes stale', goesStale(), 1],
    ['an unasked 100 Continue', continues(), 2],
  ])('%s is no reason to do it twice', async (_, fault, attempts) => {
    const world = await startLedgerWorld({ faults: inTurn(fault) });
    expect(await world.reverse()).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
    expect(await world.reverse()).toMatchObject({ replayed: true });
    expect(world.upstream.requests.length).toBeGreaterThanOrEqual(attempts + 1);
    await expectOneKey(world, 1);
  });

  it('may come five times in different shapes', async () => {
    const faults = [
      resets(),
      afterEffect(cutShort('length')),
      serverError(503),
      keyInUse(),
      afterEffect(htmlPage(200)),
    ];
    const world = await startLedgerWorld({ faults: inTurn(...faults) });
    expect(await world.reverse()).toMatchObject({ __typename: 'CreateTransferReversalPayload', replayed: true });
    expect(world.upstream.requests).toHaveLength(6);
    await expectOneKey(world, 1);
  });
});

/** Where asking again at once is of no use, and nothing tells whether it was done. */
const FINAL: readonly [string, Fault, number][] = [
  ['a redirect', redirects('http://127.0.0.1:1/elsewhere'), 1],
  ['an answer without end in size', answers(200, `{"a":"${'x'.repeat(17 * 1024 * 1024)}"}`), 1],
  ['500 that must not be repeated', serverError(500, { 'stripe-should-retry': 'false' }), 1],
];

/** As many attempts as one call has. */
const STUBBORN: readonly [string, Fault, number][] = [
  ['a reset', resets(), 6],
  ['a reset in the body', resetsInBody(), 6],
  ['503', serverError(503), 6],
  ['a page of HTML under 200', htmlPage(200), 6],
  ['no answer', hangs(), 6],
  ['an object of another kind', jsonText(STRANGE), 6],
  ['an empty object', jsonText('{}'), 6],
];

describe('a fault that stays', () => {
  it.each([...FINAL, ...STUBBORN])(
    'is UNKNOWN when it is %s before the effect; the same key settles it',
    async (name, fault, attempts) => {
      let isFaulty = true;
      const gateway = { clientOptions: { retryBaseMs: 5 }, restWriteTimeoutMs: name === 'no answer' ? 500 : 5_000 };
      const world = await startLedgerWorld({ faults: () => (isFaulty ? fault : undefined), gateway });
      expect(await world.reverse()).toMatchObject({
        __typename: 'UpstreamProblem',
        code: 'OUTCOME_UNKNOWN',
        outcome: 'UNKNOWN',
        message: expect.stringContaining('same `idempotencyKey`'),
      });
      expect(world.upstream.requests).toHaveLength(attempts);
      await expectOneKey(world, 0);
      isFaulty = false;
      expect(await world.reverse()).toMatchObject({ __typename: 'CreateTransferReversalPayload', replayed: false });
      await expectOneKey(world, 1);
    },
  );

  it.each([...FINAL, ...STUBBORN])(
    'is UNKNOWN when it is %s after the effect; the same key settles it',
    async (name, fault, attempts) => {
      let isFaulty = true;
      const gateway = { clientOptions: { retryBaseMs: 5 }, restWriteTimeoutMs: name === 'no answer' ? 500 : 5_000 };
      const world = await startLedgerWorld({ faults: () => (isFaulty ? afterEffect(fault) : undefined), gateway });
      expect(await world.reverse()).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'UNKNOWN' });
      expect(world.upstream.requests).toHaveLength(attempts);
      await expectOneKey(world, 1);
      isFaulty = false;
      expect(await world.reverse()).toMatchObject({ __typename: 'CreateTransferReversalPayload', replayed: true });
      await expectOneKey(world, 1);
    },
  );

  it.each([
    ['a limiter', rateLimited(), 2, 'RATE_LIMITED', true],
    [
      'a limiter that must not be asked again',
      rateLimited({ 'stripe-should-retry': 'false' }),
      1,
      'RATE_LIMITED',
      true,
    ],
    ['a lock', lockTimeout(), 6, 'RATE_LIMITED', true],
    ['a key that REST does not know', refuses(401, { type: 'invalid_request_error' }), 1, 'UNAUTHENTICATED', false],
    ['a key that may not', refuses(403, { type: 'invalid_request_error' }), 1, 'FORBIDDEN', false],
    ['no address of REST’s', refuses(404, { type: 'invalid_request_error' }), 1, 'ENDPOINT_NOT_FOUND', false],
    [
      'a lock under 409',
      refuses(409, { type: 'invalid_request_error', code: 'lock_timeout' }),
      6,
      'REQUEST_REFUSED',
      true,
    ],
  ])('is NOT_APPLIED when it is %s: REST has not begun', async (_, fault, attempts, code, retryable) => {
    const world = await startLedgerWorld({ faults: always(fault) });
    const problem = { __typename: 'UpstreamProblem', code, outcome: 'NOT_APPLIED', retryable };
    expect(await world.reverse()).toMatchObject(problem);
    expect(world.upstream.requests).toHaveLength(attempts);
    await expectOneKey(world, 0);
  });

  it.each([
    ['402', refuses(402, { type: 'card_error' }), 'InvalidRequestProblem', 'REQUEST_REFUSED'],
    ['404', refuses(404, MISSING), 'InvalidRequestProblem', 'NOT_FOUND'],
    ['400', refuses(400, { type: 'invalid_request_error' }), 'InvalidRequestProblem', 'BAD_USER_INPUT'],
    ['a mismatch', refuses(400, { type: 'idempotency_error' }), 'IdempotencyProblem', 'IDEMPOTENCY_MISMATCH'],
  ])('is REJECTED when it is %s', async (_, fault, __typename, code) => {
    const world = await startLedgerWorld({ faults: always(fault) });
    expect(await world.reverse()).toMatchObject({ __typename, code, outcome: 'REJECTED', retryable: false });
    expect(world.upstream.requests).toHaveLength(1);
    await expectOneKey(world, 0);
  });
});

describe('the outcome of several attempts', () => {
  const unauthorized = refuses(401, { type: 'invalid_request_error' });
  const forbidden = refuses(403, { type: 'invalid_request_error' });

  it.each([
    ['a lost answer, then a limiter', [afterEffect(resets()), ...Array(2).fill(rateLimited())], 1],
    ['a lost answer, then 401', [afterEffect(resets()), unauthorized], 1],
    ['a lost answer, then 403', [afterEffect(resets()), forbidden], 1],
    ['a lost request, then 401', [resets(), unauthorized], 0],
  ])('is UNKNOWN after %s: the last word is not about the first', async (_, faults, effects) => {
    const world = await startLedgerWorld({ faults: inTurn(...faults) });
    expect(await world.reverse()).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'UNKNOWN' });
    await expectOneKey(world, effects);
  });

  it('is REJECTED when REST refuses it at last: done before, it would have been replayed', async () => {
    const refusal = refuses(400, { type: 'invalid_request_error', param: 'amount' });
    const world = await startLedgerWorld({ faults: inTurn(resets(), serverError(503), refusal) });
    expect(await world.reverse()).toMatchObject({ outcome: 'REJECTED', param: ['amount'] });
    await expectOneKey(world, 0);
  });

  it('is UNKNOWN when the API is gone after a lost answer', async () => {
    const leaves: Fault = { when: 'after', play: () => world.upstream.close() };
    const world: World = await startLedgerWorld({ faults: always(leaves) });
    expect(await world.reverse()).toMatchObject({ code: 'OUTCOME_UNKNOWN', outcome: 'UNKNOWN', retryable: true });
    expect((await world.books()).amountReversed).toBe(100);
  });
});

describe('an API that cannot be reached', () => {
  it('is NOT_APPLIED', async () => {
    const world = await startLedgerWorld();
    await world.upstream.close();
    expect(await world.reverse()).toMatchObject({
      __typename: 'UpstreamProblem',
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'NOT_APPLIED',
      retryable: true,
      requestId: null,
    });
    expect((await world.books()).amountReversed).toBe(0);
  });
});

describe('a 500 that REST has stored', () => {
  it('is UNKNOWN, after few attempts under one key, with the request to quote and what to do', async () => {
    const world = await startLedgerWorld({
      delay: ({ method }) => {
        if (method === 'POST') throw new Error('in the middle of it');
        return undefined;
      },
    });
    const stored = {
      __typename: 'UpstreamProblem',
      code: 'OUTCOME_UNKNOWN',
      outcome: 'UNKNOWN',
      requestId: expect.stringMatching(/^req_/),
      message: expect.stringContaining('look at what it was to change'),
    };
    expect(await world.reverse()).toMatchObject(stored);
    expect(world.upstream.requests).toHaveLength(2);
    expect(await world.reverse()).toMatchObject(stored);
    expect(world.upstream.requests).toHaveLength(3);
    await expectOneKey(world, 0);
  });
});

describe('the same key at work elsewhere', () => {
  it('is waited for, and its answer is ours: five at once over two gateways', async () => {
    const world = await startLedgerWorld({ delay: slowPosts(120) });
    const other = startGateway({ apiBase: world.upstream.url, clientOptions: { retryBaseMs: 5 } });
    const input = { transfer: TRANSFER, amount: 100, idempotencyKey: 'key-1' };
    const body = JSON.stringify({ query: createOperation(), variables: { input } });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const responses = await Promise.all(
      [0, 1, 0, 1, 0].map((n) => (n ? other : world.gateway).fetch('http://gateway/graphql', init)),
    );
    const results = await Promise.all(responses.map((response) => response.json()));
    const payloads = results.map(({ data }) => data.createTransferReversal);
    expect(new Set(payloads.map(({ transferReversal }) => transferReversal.id)).size).toBe(1);
    expect(payloads.map(({ replayed }) => replayed).sort()).toEqual([false, true, true, true, true]);
    await expectOneKey(world, 1);
  });

  it('is IDEMPOTENCY_IN_PROGRESS when it takes too long; asked later, it answers', async () => {
    const world = await startLedgerWorld({
      delay: slowPosts(3_000),
      // The last attempt has as long as the base at least: cut short, it would be one of unknown effect.
      gateway: { clientOptions: { retryBaseMs: 300 }, restWriteDeadlineMs: 1_500 },
    });
    const patient = startGateway({ apiBase: world.upstream.url, clientOptions: { retryBaseMs: 5 } });
    const input = { transfer: TRANSFER, amount: 100, idempotencyKey: 'key-1' };
    const body = JSON.stringify({ query: createOperation(), variables: { input } });
    const first = patient.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    while (world.upstream.requests.length === 0) await sleep(5);
    expect(await world.reverse()).toMatchObject({
      __typename: 'IdempotencyProblem',
      code: 'IDEMPOTENCY_IN_PROGRESS',
      outcome: 'UNKNOWN',
      retryable: true,
      param: ['idempotencyKey'],
    });
    const { data } = (await (await first).json()) as { data: { createTransferReversal: { replayed: boolean } } };
    expect(data.createTransferReversal.replayed).toBe(false);
    expect(await world.reverse()).toMatchObject({ replayed: true });
    await expectOneKey(world, 1);
  });
});

describe('a caller who leaves', () => {
  const both = ['a', 'b'].map(
    (
      key,
    ) => `${key}: createTransferReversal(input: { transfer: "${TRANSFER}", amount: 100, idempotencyKey: "${key}" }) {
      __typename
    }`,
  );

  it.each([
    ['while the POST is under way', [undefined], 1],
    ['while an attempt is under way that fails', [afterEffect(resets())], 2],
    ['while an attempt is under way that never ends', [hangs()], 2],
  ])('%s: it goes on to its end, and the next mutation is not begun', async (_, faults, attempts) => {
    const lines: { msg: string; mutation?: string; restRequestId?: string }[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const world = await startLedgerWorld({
      faults: inTurn(...faults),
      delay: slowPosts(100),
      gateway: { ...IMPATIENT, log },
    });
    const server = createServer(world.gateway);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const leave = new AbortController();
    const request = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `mutation { ${both.join(' ')} }` }),
      signal: leave.signal,
    });
    while (world.upstream.requests.length === 0) await sleep(5);
    leave.abort();
    await expect(request).rejects.toThrow();
    while (!lines.some(({ msg }) => msg === 'operation')) await sleep(5);
    // Time enough for a second mutation to begin, if it would.
    await sleep(150);
    expect(world.upstream.requests).toHaveLength(attempts);
    expect(keysOf(world)).toEqual(new Set([sentKey('a')]));
    expect(await world.books()).toMatchObject({ amountReversed: 100 });
    // Asked again with the same keys, the first is there and the second is done.
    expect(await world.reverse({ idempotencyKey: 'a' })).toMatchObject({ replayed: true });
    expect(await world.reverse({ idempotencyKey: 'b' })).toMatchObject({ replayed: false });
    expect(await world.books()).toMatchObject({ amountReversed: 200 });
  });
});
