import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AHEAD_MS, type Entry, type Order } from '../../src/shared/ledger.ts';
import { earliest, MemoryLedger } from '../../src/shared/memory-ledger.ts';
import { WINDOW_MS } from '../../src/stripe/rate-window.ts';
import { LIMITS, orderOf, steps } from './orders.ts';

describe('the earliest time that fits', () => {
  it.each([
    ['nothing is booked', [], 2, 500, 500],
    ['one place is left', [100], 2, 500, 500],
    ['the window is full', [100, 200], 2, 500, 1_200],
    ['full windows follow each other', [100, 200, 1_200, 1_300], 2, 500, 2_300],
    ['there is a gap between what was and what is booked', [0, 100, 2_400, 2_500], 2, 1_150, 1_150],
    ['there is one place in each of two windows', [0, 1_100], 2, 20, 20],
    ['the gap is too short', [0, 100, 1_900, 2_000], 2, 1_000, 3_000],
  ])('%s', (_, times, limit, from, at) => {
    expect(earliest(times, limit, from)).toBe(at);
  });
});

const order = (parts: Partial<Order>): Order => ({
  account: 'acct',
  logs: ['read', 'GET /a'],
  wishes: [],
  returned: [],
  closed: [],
  ...parts,
});

const open = () => {
  const clock = { now: 10_000 };
  let names = 0;
  const ledger = new MemoryLedger(() => clock.now);
  const wish = (count: number, limits: readonly number[] = [4, 2]) => ({
    logs: [0, 1],
    limits,
    fromMs: 0,
    aheadMs: AHEAD_MS,
    ids: Array.from({ length: count }, () => {
      names += 1;
      return `p${names}`;
    }),
  });
  return { clock, ledger, wish };
};

describe('a ledger', () => {
  it('books what fits now, then ahead by a window at most, and says when the next would be', () => {
    const { ledger, wish } = open();
    expect(ledger.book(order({ wishes: [wish(6)] })).wishes).toEqual([[2_200, 0, 0, 1_100, 1_100]]);
    expect(ledger.book(order({ wishes: [wish(1)] })).wishes).toEqual([[2_200]]);
  });

  it('books no farther ahead than is wished', () => {
    const { ledger, wish } = open();
    expect(ledger.book(order({ wishes: [{ ...wish(4), aheadMs: 500 }] })).wishes).toEqual([[1_100, 0, 0]]);
  });

  it('books in another log what one endpoint has no room for, however much of it waits', () => {
    const { ledger, wish } = open();
    ledger.book(order({ wishes: [wish(4)] }));
    const other = order({ logs: ['read', 'GET /b'], wishes: [wish(3)] });
    expect(ledger.book(other).wishes).toEqual([[1_100, 0, 0, 1_100]]);
  });

  it('gives a place to the next when it comes back', () => {
    const { ledger, wish } = open();
    ledger.book(order({ wishes: [wish(2)] }));
    expect(ledger.book(order({ wishes: [wish(1)], returned: [{ logs: [0, 1], id: 'p1' }] })).wishes).toEqual([
      [1_100, 0],
    ]);
  });

  it('books nothing sooner than the answer can be there', () => {
    const { ledger, wish } = open();
    expect(ledger.book(order({ wishes: [{ ...wish(3), fromMs: 200 }] })).wishes).toEqual([[1_300, 200, 200]]);
  });

  it('keeps places for those whose limit is higher', () => {
    const { ledger, wish } = open();
    expect(ledger.book(order({ wishes: [wish(3, [4, 1]), wish(1)] })).wishes).toEqual([
      [2_200, 0, 1_100],
      [1_100, 0],
    ]);
  });

  it('tells everybody how long a log is closed, and books behind that', () => {
    const { ledger, wish } = open();
    ledger.book(order({ closed: [{ log: 1, ms: 300 }] }));
    expect(ledger.book(order({ wishes: [wish(1)] }))).toEqual({ at: 10_000, wishes: [[300, 300]], closedMs: [0, 300] });
  });

  it('knows accounts apart', () => {
    const { ledger, wish } = open();
    ledger.book(order({ wishes: [wish(2)] }));
    expect(ledger.book(order({ account: 'other', wishes: [wish(1)] })).wishes).toEqual([[0, 0]]);
  });

  it('holds its limits in every window, whatever is asked', { retry: 0 }, () => {
    fc.assert(
      fc.property(steps, (all) => {
        const clock = { now: 0 };
        const ledger = new MemoryLedger(() => clock.now);
        const named: Entry[] = [];
        let farthest = 0;
        const sent: Record<string, number[]> = Object.fromEntries(Object.keys(LIMITS).map((log) => [log, []]));
        for (const step of all) {
          clock.now += step.afterMs;
          const asked = orderOf({ ...step, returned: [] }, named);
          ledger.book(asked).wishes.forEach(([, ...dueIn], index) => {
            for (const log of asked.wishes[index]?.logs ?? []) {
              sent[asked.logs[log] ?? '']?.push(...dueIn.map((ms) => clock.now + ms));
            }
            farthest = Math.max(farthest, ...dueIn);
          });
        }
        const tooClose = Object.entries(sent).flatMap(([log, times]) => {
          const sorted = times.toSorted((a, b) => a - b);
          return sorted.filter(
            (time, index) => (sorted[index + (LIMITS[log] ?? 0)] ?? time + WINDOW_MS) - time < WINDOW_MS,
          );
        });
        expect(tooClose).toEqual([]);
        expect(farthest).toBeLessThanOrEqual(AHEAD_MS);
      }),
      { numRuns: 100 },
    );
  });
});
