import { describe, expect, it } from 'vitest';
import { LedgerClock, type Reading } from '../../src/shared/ledger-clock.ts';

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
