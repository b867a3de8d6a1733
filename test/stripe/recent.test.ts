import { describe, expect, it } from 'vitest';
import { type Forgettable, Recent } from '../../src/stripe/recent.ts';

interface Opened extends Forgettable {
  busyUntil: number;
  readonly closedUntil: number;
}

const open = (max: number, idleMs = 60_000) =>
  new Recent<Opened>({ max, idleMs, open: (_name, _now, closedUntil) => ({ usedAt: 0, busyUntil: 0, closedUntil }) });

const use = (recent: Recent<Opened>, name: string, now: number, busyMs = 1_100): Opened => {
  const value = recent.of(name, now);
  value.busyUntil = now + busyMs;
  return value;
};

describe('what is recent', () => {
  it('is held exactly, the longest unused is forgotten first', () => {
    const recent = open(3);
    const [one, two] = ['one', 'two', 'three'].map((name, at) => use(recent, name, at));
    expect(use(recent, 'one', 10)).toBe(one);
    use(recent, 'four', 11);
    expect(recent.size).toBe(3);
    expect(use(recent, 'one', 12)).toBe(one);
    expect(use(recent, 'two', 13)).not.toBe(two);
  });

  it('allows nothing when it comes back before its time, and all of it afterwards', () => {
    const recent = open(1);
    use(recent, 'one', 1_000);
    use(recent, 'two', 1_001);
    expect(use(recent, 'one', 1_200).closedUntil).toBe(2_100);
    use(recent, 'two', 4_000);
    expect(use(recent, 'one', 6_000).closedUntil).toBeLessThan(6_000);
  });

  it('is never forgotten while somebody waits in it', () => {
    const recent = open(2);
    const waiting = use(recent, 'waiting', 0, Number.POSITIVE_INFINITY);
    for (let n = 0; n < 100; n += 1) use(recent, `other ${n}`, n);
    expect(recent.size).toBe(2);
    expect(recent.of('waiting', 200)).toBe(waiting);
  });

  it('is let go when it is idle, a few with each use', () => {
    const recent = open(50_000, 60_000);
    for (let n = 0; n < 1_000; n += 1) use(recent, `acct_${n}`, n);
    expect(recent.size).toBe(1_000);
    for (let n = 0; n < 400; n += 1) use(recent, 'acct_0', 100_000 + n);
    expect(recent.size).toBe(1);
  });
});
