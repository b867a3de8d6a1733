import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerClock, MOST_ERROR_MS, type Reading } from '../../src/shared/ledger-clock.ts';
import { usableTimes } from '../../src/shared/stock.ts';

/** The ledger's clock began a million milliseconds earlier. */
const ahead = 1_000_000;
/** A question that takes so long there, and its answer so long back. */
const trip = (askedAt: number, thereMs: number, backMs: number, offset = ahead): Reading => ({
  askedAt,
  answeredAt: askedAt + thereMs + backMs,
  at: Math.floor(askedAt + thereMs + offset),
});

const errorOf = (readings: readonly Reading[], now: number, offset = ahead): number => {
  const clock = new LedgerClock();
  for (const reading of readings) clock.read(reading);
  return clock.own(now + offset) - now;
};

describe('the clock of a ledger', () => {
  it.each([
    ['one short trip', [trip(100, 0.2, 0.2)], 1.2],
    ['a short trip after a long one', [trip(100, 5, 80), trip(300, 0.2, 0.3)], 1.3],
    ['a long trip after a short one', [trip(100, 0.2, 0.3), trip(300, 5, 80)], 1.3],
    ['one long trip, which tells no better', [trip(100, 10, 80)], 36],
    [
      'a short trip long ago: clocks drift, so a longer one that is new tells more',
      [trip(0, 0.2, 0.2), trip(60_000, 4, 4)],
      5,
    ],
  ])('is known from %s', (_, readings, error) => {
    expect(Math.abs(errorOf(readings, 60_100))).toBeLessThanOrEqual(error);
  });

  it.each([-30_000, 5_000])('is known anew when it was set by %i ms', (by) => {
    const set = ahead + by;
    const error = errorOf([trip(100, 0.2, 0.2), trip(200, 3, 6, set)], 300, set);
    expect(Math.abs(error)).toBeLessThanOrEqual(5.5);
  });

  it('never lets a call leave before its place is due, nor 50 ms after that, however long and lopsided trips are', () => {
    const trips = fc.array(
      fc.record({
        thereMs: fc.double({ min: 0.1, max: 100, noNaN: true }),
        backMs: fc.double({ min: 0.1, max: 100, noNaN: true }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(trips, fc.integer({ min: 0, max: 1_100 }), (all, inMs) => {
        const clock = new LedgerClock();
        all.forEach(({ thereMs, backMs }, n) => {
          const reading = trip(1_000 * n, thereMs, backMs);
          clock.read(reading);
          // A ledger tells whole milliseconds: what is due then on its clock.
          const due = reading.at + inMs - ahead;
          const { dueAt, pastAt } = usableTimes(clock.own(reading.at + inMs), clock.errorMs);
          expect(dueAt).toBeGreaterThanOrEqual(due - 0.001);
          expect(pastAt).toBeLessThanOrEqual(due + 50.001);
          if (clock.errorMs <= MOST_ERROR_MS) expect(pastAt - dueAt).toBeGreaterThanOrEqual(50 - 2 * MOST_ERROR_MS);
        });
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['quick there, and slow back', [trip(0, 0.5, 80)], 41],
    ['slow there, and quick back', [trip(0, 80, 0.5)], 41],
    ['each of them once', [trip(0, 0.5, 80), trip(200, 80, 0.5)], 2],
  ])('is known as exactly as %s leaves open', (_, readings, error) => {
    const clock = new LedgerClock();
    for (const reading of readings) clock.read(reading);
    expect(clock.errorMs).toBeLessThanOrEqual(error);
    expect(clock.errorMs).toBeGreaterThan(error / 3);
  });

  it.each([
    ['set', 30_000, true],
    ['slewed', 4, false],
  ])('says whether it was %s', (_, by, expected) => {
    const clock = new LedgerClock();
    expect(clock.read(trip(100, 0.2, 0.2))).toBe(false);
    expect(clock.read(trip(200, 0.2, 0.2, ahead + by))).toBe(expected);
    expect(Math.abs(clock.own(300 + ahead + by) - 300)).toBeLessThanOrEqual(2);
  });

  it('is read and not estimated where it can be', () => {
    const clock = new LedgerClock(() => performance.now() + ahead);
    clock.read(trip(100, 1, 300));
    expect(Math.abs(clock.own(1_000 + ahead) - 1_000)).toBeLessThanOrEqual(1);
    expect(clock.leadMs).toBeGreaterThanOrEqual(299);
  });

  it('needs a lead while answers are late, and none some answers after', () => {
    const clock = new LedgerClock();
    clock.read(trip(0, 0.2, 0.2));
    expect(clock.leadMs).toBe(0);
    clock.read(trip(100, 1, 80));
    expect(clock.leadMs).toBeGreaterThanOrEqual(80);
    expect(clock.leadMs).toBeLessThanOrEqual(82);
    for (let n = 0; n < 10; n += 1) clock.read(trip(200 + n, 0.2, 0.2));
    expect(clock.leadMs).toBe(0);
  });
});
