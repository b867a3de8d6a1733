import { expect, it } from 'vitest';
import { isoTime } from '../../src/execute/iso-time.ts';
import { Random } from './random.ts';

const DAY = 86_400_000;

it.each([
  ['the first moment', 0],
  ['the last of a day', DAY - 1],
  ['the first of the next', DAY],
  ['before 1970', -1],
  ['a leap day', Date.UTC(2024, 1, 29, 23, 59, 59, 9)],
  ['the last of the year 9999', Date.UTC(9999, 11, 31, 23, 59, 59, 999)],
  ['the first of the year 10000', Date.UTC(10_000, 0, 1)],
  ['the year -1', Date.UTC(-1, 0, 1)],
])('writes %s as Date does', (_name, time) => {
  expect(isoTime(new Date(time))).toBe(new Date(time).toISOString());
});

it('writes any other as Date does', () => {
  const random = new Random(1);
  for (let count = 0; count < 20_000; count += 1) {
    const date = new Date(random.next(4_000_000) * DAY - 1e6 * DAY + random.next(DAY) * random.next(3));
    expect(isoTime(date)).toBe(date.toISOString());
  }
});

it('refuses no date at all as Date does', () => {
  expect(() => isoTime(new Date(Number.NaN))).toThrow(RangeError);
});
