import { describe, expect, it } from 'vitest';
import { afterEffect, cutShort, type Fault, refuses } from '../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { expectTrue } from './expect-true.ts';
import { LATER } from './fault-tables.ts';
import { ask, createOperation, type Result, resultOf, startGateway, startLedgerWorld } from './world.ts';

const INVALID = { type: 'invalid_request_error' };
const ONCE = { clientOptions: { retryBaseMs: 5, maxAttempts: { read: 1, write: 1 } } };

const start = async (faults: readonly (Fault | undefined)[]) => {
  const world = await startLedgerWorld({ faults: ({ n }) => faults[n - 1], gateway: ONCE });
  /** Once more with the same key; checked against the books. */
  const call = async (): Promise<Result> => {
    const before = world.effects();
    const told = await world.reverse();
    expectTrue(told, world.effects() - before, world.effects());
    return told;
  };
  return { ...world, call };
};

describe('what is said of a key whose first call was done, and ended UNKNOWN', () => {
  const lost = afterEffect(cutShort('length'));

  it.each(LATER)('a second that meets %s, and a third that brings the answer', async (_, fault) => {
    // A mark to repeat would spend the faults of the third call.
    const { call, effects } = await start([lost, fault]);
    expect((await call()).outcome).toBe('UNKNOWN');
    const second = await call();
    expect(['NOT_APPLIED', 'UNKNOWN']).toContain(second.outcome);
    expect(await call()).toMatchObject({ __typename: 'CreateTransferReversalPayload', replayed: true });
    expect(effects()).toBe(1);
  });

  it.each(LATER)('a second and a third that both meet %s', async (_, fault) => {
    const { call, effects } = await start([lost, fault, fault]);
    for (const told of [await call(), await call(), await call()]) {
      expect(['NOT_APPLIED', 'UNKNOWN']).toContain(told.outcome);
    }
    expect(await call()).toMatchObject({ replayed: true });
    expect(effects()).toBe(1);
  });

  it('a second that finds no connection', async () => {
    const { call, effects, ids } = await start([lost]);
    expect((await call()).outcome).toBe('UNKNOWN');
    const gone = await startFaultyUpstream();
    await gone.close();
    const elsewhere = startGateway({ apiBase: gone.url, ...ONCE });
    const input = { transfer: ids[0], amount: 100, idempotencyKey: 'key-1' };
    const told = resultOf(await ask(elsewhere, createOperation(), { input }));
    expect(told.outcome).toBe('NOT_APPLIED');
    expectTrue(told, 0, effects());
    expect(await call()).toMatchObject({ replayed: true });
  });

  it('a second with another amount: REJECTED, which is true of that one', async () => {
    const { call, effects, reverse } = await start([lost]);
    expect((await call()).outcome).toBe('UNKNOWN');
    expect(await reverse({ amount: 200 })).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', outcome: 'REJECTED' });
    expect(await call()).toMatchObject({ replayed: true });
    expect(effects()).toBe(1);
  });
});

describe('what is said of a key that has done nothing', () => {
  it.each([
    ['400', refuses(400, INVALID)],
    ['402', refuses(402, { type: 'card_error' })],
    ['404 of a missing object', refuses(404, { ...INVALID, code: 'resource_missing' })],
  ])('a first call refused with %s is REJECTED', async (_, fault) => {
    const { call, effects } = await start([fault]);
    expect((await call()).outcome).toBe('REJECTED');
    expect(effects()).toBe(0);
  });
});
