import { describe, expect, it, onTestFinished } from 'vitest';
import type { RestError } from '../../src/stripe/errors.ts';
import { answerOnce } from '../faulty-upstream/answer-once.ts';
import { afterEffect, cutShort, resets } from '../faulty-upstream/faults.ts';
import { seededFaults } from '../faulty-upstream/seeded-faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { failureOf, inTurn, startClientWorld, type World } from './world.ts';

const WRITES = 1_000;
const AT_ONCE = 50;

/** Makes 1,000 writes, each under its own key, 50 at a time, and collects those that failed. */
const writeAll = async ({ post }: World): Promise<Map<string, RestError>> => {
  const failed = new Map<string, RestError>();
  const keys = Array.from({ length: WRITES }, (_, index) => `key_${index}`).values();
  const worker = async () => {
    for (const idempotencyKey of keys) {
      await post({ idempotencyKey }).catch((error) => failed.set(idempotencyKey, error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failed;
};

describe('1,000 writes, 50 at a time', () => {
  it('all succeed once each when a fifth of all requests fails', async () => {
    const world = await startClientWorld({ faults: seededFaults(1, 0.2) });
    expect(await writeAll(world)).toEqual(new Map());
    expect([...world.upstream.ledger.byKey.values()]).toEqual(Array(WRITES).fill(1));
    expect(world.upstream.requests.length).toBeGreaterThan(WRITES * 1.1);
  });

  it('are never doubled when half of all requests fails, and settle when asked again', async () => {
    let isFaulty = true;
    const draw = seededFaults(2, 0.5);
    const world = await startClientWorld(
      { faults: (request) => (isFaulty ? draw(request) : undefined) },
      { maxAttempts: { read: 1, write: 2 } },
    );
    const failed = await writeAll(world);
    expect(failed.size).toBeGreaterThan(100);
    // Whatever is said to have done nothing has done nothing.
    for (const [key, { effect }] of failed) {
      expect(effect).not.toBe('refused');
      if (effect === 'none') expect(world.upstream.ledger.byKey.get(key)).toBeUndefined();
    }
    isFaulty = false;
    expect(await writeAll(world)).toEqual(new Map());
    expect([...world.upstream.ledger.byKey.values()]).toEqual(Array(WRITES).fill(1));
  });
});

describe('a faulty upstream before another server', () => {
  it('has the effect happen there, and its answer lost or not', async () => {
    const behind = await startFaultyUpstream({ answer: answerOnce() });
    onTestFinished(behind.close);
    const { upstream, get, post } = await startClientWorld({
      target: behind.url,
      faults: inTurn(afterEffect(cutShort('length')), resets()),
    });
    expect(await post({ params: { amount: 7 } })).toMatchObject({ body: { id: 'obj_1' }, replayed: true, attempts: 3 });
    expect(await get({ params: { limit: 1 } })).toMatchObject({ attempts: 1 });
    expect(behind.requests.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
      'POST /v1/things amount=7',
      'POST /v1/things amount=7',
      'GET /v1/things?limit=1 ',
    ]);
    expect(behind.ledger.byKey).toEqual(new Map([['key_1', 1]]));
    expect(upstream.ledger).toEqual(behind.ledger);
  });
});

describe('one idempotency key', () => {
  it('stands on every attempt, and a replay says so', async () => {
    const { upstream, post } = await startClientWorld({ faults: inTurn(afterEffect(resets()), resets()) });
    const answer = await post();
    expect(answer).toMatchObject({ body: { id: 'obj_1' }, replayed: true, attempts: 3, requestId: 'req_3' });
    expect(upstream.requests.map((request) => request.idempotencyKey)).toEqual(['key_1', 'key_1', 'key_1']);
    expect(new Set(upstream.requests.map((request) => request.body)).size).toBe(1);
    expect(upstream.ledger.byKey).toEqual(new Map([['key_1', 1]]));
  });

  it('with other parameters is refused, without a second effect', async () => {
    const { upstream, post } = await startClientWorld();
    await post({ params: { amount: 1 } });
    const error = await failureOf(post({ params: { amount: 2 } }));
    expect(error).toMatchObject({ kind: 'refused', effect: 'refused', retryable: false, status: 400 });
    expect(error.stripe?.type).toBe('idempotency_error');
    expect(upstream.requests.length).toBe(2);
    expect(upstream.ledger.byKey.get('key_1')).toBe(1);
  });

  it('whose 500 REST has stored is not asked over and over: the replay is taken at its word', async () => {
    const { upstream, post } = await startClientWorld({
      answer: ({ n }) => ({
        status: 500,
        headers: {
          'content-type': 'application/json',
          'request-id': `req_${n}`,
          ...(n > 1 ? { 'idempotent-replayed': 'true' } : {}),
        },
        body: '{"error":{"type":"api_error"}}',
      }),
    });
    const error = await failureOf(post());
    expect(error).toMatchObject({ kind: 'unavailable', effect: 'unknown', retryable: false, requestId: 'req_2' });
    expect(upstream.requests.map((request) => request.idempotencyKey)).toEqual(['key_1', 'key_1']);
  });

  it('used by five callers at once has one effect, and all five get its answer', async () => {
    const { upstream, post } = await startClientWorld(
      { answer: answerOnce(40) },
      { maxAttempts: { read: 1, write: 1 } },
    );
    const answers = await Promise.all(Array.from({ length: 5 }, () => post()));
    expect(answers.map(({ body }) => body.id)).toEqual(Array(5).fill('obj_1'));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(upstream.ledger.byKey.get('key_1')).toBe(1);
  });
});
