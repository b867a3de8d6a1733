import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateWindow } from '../../src/stripe/rate-window.ts';

const send = (window: RateWindow, at: number): void => {
  window.hold();
  window.settle(at);
};

describe('RateWindow', () => {
  it('lets the limit go at once, and the next when the first is a window ago', () => {
    const window = new RateWindow(2);
    send(window, 0);
    send(window, 400);
    expect(window.wait(500)).toBe(600);
    expect(window.wait(1_099)).toBe(1);
    expect(window.wait(1_100)).toBe(0);
    send(window, 1_100);
    expect(window.wait(1_200)).toBe(300);
  });

  it('tells how long the last of a queue waits', () => {
    const window = new RateWindow(2);
    send(window, 0);
    send(window, 400);
    expect([0, 1, 2, 3, 4].map((ahead) => window.wait(500, ahead))).toEqual([600, 1_000, 1_700, 2_100, 2_800]);
  });

  it('counts a call from when it is sent, and not at all when it never is', () => {
    const window = new RateWindow(1);
    window.hold();
    expect(window.wait(5_000)).toBe(1_100);
    window.settle(undefined);
    expect(window.wait(5_000)).toBe(0);
    window.hold();
    window.settle(6_000);
    expect(window.wait(6_100)).toBe(1_000);
  });

  it('stays closed as long as it is told', () => {
    const window = new RateWindow(5);
    window.closeUntil(900);
    window.closeUntil(300);
    expect(window.wait(0)).toBe(900);
    expect(window.wait(900)).toBe(0);
  });

  it('never lets more than the limit into a second, whatever comes when', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fc.integer({ min: 0, max: 400 })), (limit, gaps) => {
        const window = new RateWindow(limit);
        const sent: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          if (window.wait(now) > 0) continue;
          send(window, now);
          sent.push(now);
        }
        for (const from of sent)
          expect(sent.filter((at) => at >= from && at < from + 1_000).length <= limit).toBe(true);
      }),
    );
  });
});
