import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ledger } from '../../src/shared/ledger.ts';
import { type Health, mostInASecond, startLedger, startReplicas } from './replicas.ts';

const RATES = { readsPerSecond: 20, writesPerSecond: 20, endpointPerSecond: 20 };
/** More than is asked for here. */
const WIDE = { readsPerSecond: 2_000, writesPerSecond: 2_000, endpointPerSecond: 2_000 };
/** What fits into this many milliseconds at the most: a full window at once, and then one after the other. */
const allowed = (ms: number): number => 20 + (20 * ms) / 1_100;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const open = async (count = 3, rates = RATES, answerMs = 100) => {
  const { ledger, network, wipe } = startLedger(answerMs);
  const replicas = await startReplicas(count, ledger, rates);
  await vi.advanceTimersByTimeAsync(10);
  await replicas.starting;
  /** Each replica asks for a call every so often, for so long. */
  const load = async (everyMs: number, ms: number) => {
    const timers = replicas.budgets.map((_, replica) => setInterval(() => void replicas.call(replica), everyMs));
    await vi.advanceTimersByTimeAsync(ms);
    for (const timer of timers) clearInterval(timer);
  };
  return { ...replicas, network, wipe, load };
};

const CLOSED = { down: 'refuses connections', hung: 'does not answer' } as const;

describe('three replicas at three times the budget', () => {
  it('send in every second what one may, and hardly less', async () => {
    const { sent, load, modes } = await open();
    await load(50, 20_000);
    expect(modes).toEqual(['shared', 'shared', 'shared']);
    expect(mostInASecond(sent)).toBeLessThanOrEqual(20);
    expect(sent.length).toBeGreaterThanOrEqual(0.95 * allowed(20_000));
  });

  it.each([60, 100, 200])(
    'send hardly less where one call of ten is held up for %i ms when its place is due',
    async (ms) => {
      const { sent, call } = await open();
      let calls = 0;
      const held = () => {
        calls += 1;
        return calls % 10 === 0 ? ms : 0;
      };
      const from = performance.now() + 2_000;
      const timers = [0, 1, 2].map((replica) => setInterval(() => void call(replica, {}, held()), 50));
      await vi.advanceTimersByTimeAsync(24_000);
      for (const timer of timers) clearInterval(timer);
      expect(mostInASecond(sent)).toBeLessThanOrEqual(20);
      // Twenty windows.
      expect(sent.filter((time) => time >= from && time < from + 22_000).length).toBeGreaterThanOrEqual(0.98 * 400);
    },
  );

  it('serve whoever asks at a replica that has asked for nothing yet', async () => {
    const { call } = await open();
    const busy = setInterval(() => {
      void call(0);
      void call(1);
    }, 25);
    await vi.advanceTimersByTimeAsync(5_000);
    const waits = Array.from({ length: 5 }, () => call(2));
    await vi.advanceTimersByTimeAsync(2_500);
    clearInterval(busy);
    expect(await Promise.all(waits)).toEqual(Array(5).fill(expect.any(Number)));
  });

  it('are not told to wait for longer than their part takes, where one has just used all there was', async () => {
    const { call, refused } = await open(1);
    for (let n = 0; n < 20; n += 1) void call(0);
    await vi.advanceTimersByTimeAsync(100);
    const next = Array.from({ length: 40 }, () => call(0, { waitMs: 3_000 }));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await Promise.all(next)).toEqual(Array(40).fill(expect.any(Number)));
    expect(refused).toEqual([]);
  });

  it('do not hold up the writes of another', async () => {
    const { call } = await open();
    const reads = setInterval(() => {
      void call(0);
      void call(1);
    }, 20);
    const waits: Promise<number | undefined>[] = [];
    const writes = setInterval(() => waits.push(call(2, { access: 'write', endpoint: 'POST /a' })), 100);
    await vi.advanceTimersByTimeAsync(5_000);
    clearInterval(reads);
    clearInterval(writes);
    await vi.advanceTimersByTimeAsync(2_000);
    const all = (await Promise.all(waits)).map((ms) => ms ?? Number.POSITIVE_INFINITY);
    expect(all.length).toBeGreaterThan(40);
    expect(Math.max(...all)).toBeLessThan(50);
  });
});

describe('places', () => {
  it('of one turn of the event loop are booked by one order', async () => {
    const { call, network, sent } = await open(1);
    const before = network.orders;
    const calls = Array.from({ length: 20 }, () => call(0));
    await vi.advanceTimersByTimeAsync(5);
    await Promise.all(calls);
    expect(sent).toHaveLength(20);
    expect(network.orders - before).toBe(1);
  });

  it('are kept in stock by a process that is busy, so that most of its calls wait for no answer', async () => {
    const { call, network, sent, load } = await open(1, WIDE);
    await load(2, 1_000);
    const before = network.orders;
    const waits: Promise<number | undefined>[] = [];
    const busy = setInterval(() => waits.push(call(0)), 2);
    await vi.advanceTimersByTimeAsync(500);
    clearInterval(busy);
    await vi.advanceTimersByTimeAsync(10);
    const waited = (await Promise.all(waits)).filter((ms) => ms !== 0);
    expect(waits.length).toBeGreaterThan(240);
    expect(waited.length).toBeLessThan(waits.length / 20);
    expect(network.orders - before).toBeLessThan(waits.length / 4);
    // And come back when it is busy no more.
    await vi.advanceTimersByTimeAsync(200);
    expect(network.booked - network.returned).toBe(sent.length);
  });

  it.each([20, 50, 400])(
    'are booked for calls that are there, and no others, where one comes every %i ms',
    async (everyMs) => {
      const { network, sent, load } = await open(1, WIDE);
      await load(everyMs, 3_000);
      await vi.advanceTimersByTimeAsync(20);
      expect(network.booked).toBe(sent.length);
    },
  );

  it('that are kept in stock are within the budget, and leave a quarter of it to others', async () => {
    const { call, sent, load } = await open(3, { readsPerSecond: 600, writesPerSecond: 600, endpointPerSecond: 600 });
    await load(4, 3_000);
    expect(mostInASecond(sent)).toBeLessThanOrEqual(600);
    const busy = [0, 1].map((replica) => setInterval(() => void call(replica), 7));
    await vi.advanceTimersByTimeAsync(3_000);
    const waits: Promise<number | undefined>[] = [];
    const other = setInterval(() => waits.push(call(2)), 20);
    await vi.advanceTimersByTimeAsync(1_000);
    for (const timer of [...busy, other]) clearInterval(timer);
    await vi.advanceTimersByTimeAsync(10);
    const longest = Math.max(...(await Promise.all(waits)).map((ms) => ms ?? Number.POSITIVE_INFINITY));
    expect(longest).toBeLessThan(5);
  });

  it('that nobody needs any more go to others', async () => {
    const { call, sent } = await open(2);
    for (let n = 0; n < 20; n += 1) void call(0);
    await vi.advanceTimersByTimeAsync(5);
    const leaving = new AbortController();
    for (let n = 0; n < 20; n += 1) void call(0, { signal: leaving.signal });
    await vi.advanceTimersByTimeAsync(5);
    leaving.abort();
    await vi.advanceTimersByTimeAsync(5);
    for (let n = 0; n < 20; n += 1) void call(1);
    await vi.advanceTimersByTimeAsync(1_200);
    expect(sent).toHaveLength(40);
  });

  it('that no connection was there for in time go to others, and their calls need new ones', async () => {
    const { budgets, call, sent } = await open(2);
    const want = { access: 'read', endpoint: 'GET /a', waitMs: 2_000, mustGo: false, signal: undefined } as const;
    const holding = Array.from({ length: 20 }, () => budgets[0]?.budget.take(want));
    await vi.advanceTimersByTimeAsync(200);
    const turns = (await Promise.all(holding)).flatMap((turn) => (turn === undefined || 'fault' in turn ? [] : turn));
    const left = turns.map((turn) => turn.leave());
    expect(left).toEqual(Array(20).fill(false));
    for (let n = 0; n < 20; n += 1) void call(1);
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toHaveLength(20);
    // Whoever had a turn goes before those who have had none.
    const order: string[] = [];
    void call(0).then(() => order.push('new'));
    void budgets[0]?.budget.take({ ...want, isAgain: true }).then((turn) => {
      order.push('again');
      if (!('fault' in turn)) expect(turn.leave()).toBe(true);
    });
    await vi.advanceTimersByTimeAsync(1_200);
    expect(order).toEqual(['again', 'new']);
  });

  it('are kept, a tenth of those of writes, for the repeats of money', async () => {
    const { call } = await open();
    const write = { access: 'write', endpoint: 'POST /a' } as const;
    for (let n = 0; n < 40; n += 1) void call(0, write);
    await vi.advanceTimersByTimeAsync(20);
    const repeat = call(1, { ...write, mustGo: true });
    await vi.advanceTimersByTimeAsync(20);
    expect(await repeat).toBeLessThan(20);
  });

  it('are not used by any replica while REST refuses one for its rate', async () => {
    const { budgets, call, sent } = await open();
    await Promise.all([call(1), vi.advanceTimersByTimeAsync(5)]);
    budgets[0]?.budget.slowDown('GET /a', 'global-rate', 800);
    await vi.advanceTimersByTimeAsync(5);
    for (const replica of [0, 1, 2]) void call(replica);
    await vi.advanceTimersByTimeAsync(750);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toHaveLength(4);
  });
});

describe('answers that are late, of a ledger that is waited for as long as a primary is,', () => {
  it.each([
    ['on their way back, now and then', (n: number) => (n % 7 === 0 ? [1, 300] : [1, 1])],
    ['both ways, now and then', (n: number) => (n % 5 === 0 ? [200, 400] : [1, 2])],
    ['always', () => [40, 40]],
  ] as const)('%s: no call is sent later than its place, and hardly fewer are', async (_, tripOf) => {
    const { sent, load, network, refused } = await open(3, RATES, 1_000);
    network.tripOf = tripOf;
    await load(50, 20_000);
    expect(mostInASecond(sent)).toBeLessThanOrEqual(20);
    expect(sent.length).toBeGreaterThanOrEqual(0.8 * allowed(20_000));
    expect(refused.filter((fault) => fault !== 'over_budget')).toEqual([]);
  });
});

describe('an answer that is late but not too late', () => {
  it('is waited for, and no other call waits for it', async () => {
    const { call, network } = await open(1);
    const first = network.orders + 1;
    network.tripOf = (n) => (n === first ? [1, 45] : [1, 0]);
    const late = call(0);
    await vi.advanceTimersByTimeAsync(60);
    expect(await late).toBeLessThan(50);
    const next = call(0);
    await vi.advanceTimersByTimeAsync(60);
    expect(await next).toBeLessThan(5);
  });
});

describe('a ledger whose clock', () => {
  it.each([30_000, -30_000])('is set by %i ms is one that has forgotten what was booked', async (byMs) => {
    const { sent, load, modes, network } = await open();
    await load(50, 3_000);
    network.aheadMs += byMs;
    await load(50, 5_000);
    expect(mostInASecond(sent)).toBeLessThanOrEqual(20);
    expect(modes.toSorted()).toEqual(['alone', 'returning', 'shared', 'shared'].flatMap((mode) => [mode, mode, mode]));
  });

  it('is too far away to be known is not used: each replica has its part', async () => {
    const { ledger, network } = startLedger();
    network.tripOf = () => [5, 60];
    const { starting, call, sent, modes } = await startReplicas(2, ledger, RATES);
    await vi.advanceTimersByTimeAsync(100);
    await starting;
    for (let n = 0; n < 20; n += 1) void call(0);
    await vi.advanceTimersByTimeAsync(1_900);
    expect(modes).toEqual(['alone', 'alone']);
    expect(sent).toHaveLength(10);
  });
});

describe('a process that is busy, so that it takes in every answer late,', () => {
  it('sends no call late beside one that is not, where the ledger is on the same machine', async () => {
    const { ledger } = startLedger(1_000);
    const late: Ledger = {
      ...ledger,
      now: () => performance.now(),
      book: async (order) => {
        const booking = await ledger.book(order);
        await new Promise((resolve) => setTimeout(resolve, 300));
        return booking;
      },
    };
    const replicas = await Promise.all([late, ledger].map((each) => startReplicas(1, each, RATES)));
    await vi.advanceTimersByTimeAsync(400);
    const timers = replicas.map(({ call }) => setInterval(() => void call(0), 40));
    await vi.advanceTimersByTimeAsync(20_000);
    for (const timer of timers) clearInterval(timer);
    const sent = replicas.map((replica) => replica.sent);
    expect(mostInASecond(sent.flat())).toBeLessThanOrEqual(20);
    for (const each of sent) expect(each.length).toBeGreaterThan(20);
  });
});

describe.each(['down', 'hung'] as const)('a ledger that is %s', (health: Exclude<Health, 'well'>) => {
  it(`costs no call while it ${CLOSED[health]}, nor when it is back and has forgotten all`, async () => {
    const { sent, refused, modes, network, wipe, load } = await open();
    // Three fifths of the budget, so that there is room to make up for the shut.
    const everyMs = 250;
    await load(everyMs, 5_000);
    network.health = health;
    const lost = performance.now();
    await load(everyMs, 10_000);
    network.health = 'well';
    wipe();
    await load(everyMs, 10_000);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(refused).toEqual([]);
    expect(sent.length).toBeGreaterThanOrEqual(3 * (25_000 / everyMs) - 3);
    expect(mostInASecond(sent)).toBeLessThanOrEqual(20);
    expect(modes).toEqual(['shared', 'alone', 'returning', 'shared'].flatMap((mode) => [mode, mode, mode]));
    // Others may still use what was booked; nobody else goes until that is over.
    const first = sent.filter((time) => time > lost + 250)[0] ?? 0;
    expect(first - lost).toBeGreaterThan(1_000);
  });

  it('leaves each replica its part, and full speed comes back with it', async () => {
    const { sent, network, load } = await open();
    await load(50, 3_000);
    network.health = health;
    await load(50, 10_000);
    const share = sent.filter((time) => time > performance.now() - 8_000).length;
    network.health = 'well';
    await load(50, 3_000);
    const before = sent.length;
    await load(50, 10_000);
    expect(mostInASecond(sent)).toBeLessThanOrEqual(20);
    // Six of twenty for each of three: 18 in a window.
    expect(share).toBeGreaterThanOrEqual(0.9 * ((18 * 8_000) / 1_100));
    expect(sent.length - before).toBeGreaterThanOrEqual(0.95 * ((20 * 10_000) / 1_100));
  });
});

describe('a replica that starts while the ledger is away', () => {
  it('begins with its part, after others have used what they had booked', async () => {
    const { ledger, network } = startLedger();
    network.health = 'down';
    const { starting, call, sent, modes } = await startReplicas(2, ledger, RATES);
    await vi.advanceTimersByTimeAsync(10);
    await starting;
    for (let n = 0; n < 20; n += 1) void call(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent).toHaveLength(10);
    network.health = 'well';
    await vi.advanceTimersByTimeAsync(3_000);
    expect(modes).toEqual(['alone', 'alone', 'returning', 'returning', 'shared', 'shared']);
  });
});
