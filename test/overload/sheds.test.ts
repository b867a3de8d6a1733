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
});
