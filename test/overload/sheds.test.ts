import { describe, expect, it } from 'vitest';
import { Sheds } from '../../src/overload/sheds.ts';

describe('Sheds', () => {
  it('are many when there are more than a hundred in five seconds, and then not any more', () => {
    const sheds = new Sheds();
    for (let n = 0; n < 100; n += 1) sheds.add(n);
    expect(sheds.areMany(100)).toBe(false);
    sheds.add(100);
    expect(sheds.areMany(5_000)).toBe(true);
    expect(sheds.areMany(5_001)).toBe(false);
    for (let n = 0; n < 99; n += 1) sheds.add(5_100);
    expect(sheds.areMany(5_101)).toBe(false);
    for (let n = 0; n < 9; n += 1) sheds.add(5_100);
    expect(sheds.areMany(5_101)).toBe(true);
  });

  it('are not many where most of them are one caller’s, and are where nobody is told apart', () => {
    const many = (callers: readonly (string | undefined)[]) => {
      const sheds = new Sheds();
      for (let n = 0; n < 300; n += 1) sheds.add(n, callers[n % callers.length]);
      return sheds.areMany(300);
    };
    expect(many(['greedy'])).toBe(false);
    expect(many(['greedy', 'greedy', 'modest'])).toBe(false);
    expect(many(['one', 'other', 'third'])).toBe(true);
    expect(many([undefined])).toBe(true);
  });
});
