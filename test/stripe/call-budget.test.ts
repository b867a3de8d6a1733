import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallBudget, type Want } from '../../src/stripe/call-budget.ts';
import { OwnTurns, type Turn } from '../../src/stripe/turns.ts';
import { WaitingRoom } from '../../src/stripe/waiting-room.ts';

const RATES = { readsPerSecond: 4, writesPerSecond: 4, endpointPerSecond: 2 };

const open = (rates: Partial<typeof RATES> = {}, seats = 100) => {
  const budget = new CallBudget(new OwnTurns({ ...RATES, ...rates }), new WaitingRoom(seats));
  const take = (want: Partial<Want> = {}) =>
    budget.take({ access: 'read', endpoint: 'GET /a', waitMs: 2_000, mustGo: false, signal: undefined, ...want });
  /** `go` or the fault, at once. */
  const ask = async (want: Partial<Want> = {}): Promise<string> => nameOf(await take({ waitMs: 0, ...want }));
  return { budget, take, ask };
};

const nameOf = (turn: Awaited<ReturnType<CallBudget['take']>>): string => {
  if ('fault' in turn) return turn.fault;
  turn.leave();
  return 'go';
};

// The clock is the test's: it goes on to the next timer as soon as all else has been done.
beforeEach(() => {
  vi.useFakeTimers();
  vi.setTimerTickMode('nextTimerAsync');
});
afterEach(() => void vi.useRealTimers());

describe('a budget', () => {
  it('counts by endpoint, and all of them together, reads and writes apart', async () => {
    const { ask } = open();
    expect(await Promise.all(['GET /a', 'GET /a', 'GET /a'].map((endpoint) => ask({ endpoint })))).toEqual([
      'go',
      'go',
      'over_budget',
    ]);
    expect(await Promise.all(['GET /b', 'GET /b', 'GET /c'].map((endpoint) => ask({ endpoint })))).toEqual([
      'go',
      'go',
      'over_budget',
    ]);
    expect(await ask({ access: 'write', endpoint: 'POST /a' })).toBe('go');
  });

  it('lets those who wait in, in their order, as soon as it can', async () => {
    const { take } = open();
    const started = performance.now();
    const turns = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const name = nameOf(await take());
        return [name, Math.floor((performance.now() - started) / 1_000)];
      }),
    );
    expect(turns).toEqual([
      ['go', 0],
      ['go', 0],
      ['go', 1],
      ['go', 1],
    ]);
  });

  it('turns away at once what it could not let in within its time, and says when it could', async () => {
    const { take } = open();
    const all = [take(), take(), take(), take()];
    for (const turn of await Promise.all(all.slice(0, 2))) nameOf(turn);
    const started = performance.now();
    const refusal = await take();
    expect(performance.now() - started).toBeLessThan(50);
    expect(refusal).toMatchObject({ fault: 'over_budget', sent: false });
    expect((refusal as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(2_000);
    expect((refusal as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(2_201);
    await Promise.all(all);
  });

  it('gives a place back that was not used', async () => {
    const { take, ask } = open();
    const [one] = (await Promise.all([take(), take()])) as Turn[];
    expect(await ask()).toBe('over_budget');
    one?.done();
    one?.leave();
    expect(await ask()).toBe('go');
    expect(await ask()).toBe('over_budget');
  });

  it('lets the endpoints that have room pass one that has none', async () => {
    const { take, ask } = open();
    expect([await ask(), await ask()]).toEqual(['go', 'go']);
    const waits = take();
    expect(await ask({ endpoint: 'GET /b' })).toBe('go');
    expect(nameOf(await waits)).toBe('go');
  });

  it('forgets whoever leaves or has waited too long', async () => {
    const { take, ask } = open();
    // They hold their places and send nothing.
    await Promise.all([take(), take()]);
    const leaving = new AbortController();
    const gone = take({ signal: leaving.signal });
    const late = take({ waitMs: 1_150 });
    leaving.abort();
    expect(await gone).toEqual({ fault: 'aborted', sent: false });
    expect(await take({ signal: leaving.signal })).toEqual({ fault: 'aborted', sent: false });
    expect(await late).toMatchObject({ fault: 'over_budget' });
    expect(await ask()).toBe('over_budget');
  });

  it('lets a write that must go before all others, however many wait', async () => {
    const { take } = open({ writesPerSecond: 1 }, 1);
    const write = { access: 'write', endpoint: 'POST /a' } as const;
    expect(nameOf(await take(write))).toBe('go');
    const order: string[] = [];
    const waits = take({ ...write, waitMs: 1_200 }).then((turn) => order.push(`first ${nameOf(turn)}`));
    const repeat = take({ ...write, mustGo: true, waitMs: 5_000 }).then((turn) => order.push(`repeat ${nameOf(turn)}`));
    await Promise.all([repeat, waits]);
    expect(order).toEqual(['repeat go', 'first over_budget']);
  });

  it('turns away whoever finds no seat, but keeps some for writes', async () => {
    const { take, ask } = open({ readsPerSecond: 1, writesPerSecond: 1 }, 5);
    const sent = [await ask(), await ask({ access: 'write' })];
    expect(sent).toEqual(['go', 'go']);
    const leaving = new AbortController();
    const wait = { waitMs: 60_000, signal: leaving.signal };
    const reads = Array.from({ length: 5 }, () => take(wait));
    expect(await reads[4]).toMatchObject({ fault: 'shed' });
    const write = take({ ...wait, access: 'write', endpoint: 'POST /a' });
    await Promise.resolve();
    leaving.abort();
    expect(await write).toEqual({ fault: 'aborted', sent: false });
    await Promise.all(reads);
  });

  it.each([
    ['endpoint-rate', 'go'],
    ['global-rate', 'over_budget'],
  ] as const)('sends less when REST says %s', async (reason, elsewhere) => {
    const { budget, ask } = open();
    budget.slowDown('GET /a', reason, 80);
    expect(await ask()).toBe('over_budget');
    expect(await ask({ endpoint: 'GET /b' })).toBe(elsewhere);
    expect(await ask({ access: 'write', endpoint: 'POST /a' })).toBe(elsewhere);
    await vi.waitFor(async () => expect(await ask()).toBe('go'));
  });
});
