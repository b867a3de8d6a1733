import { expect, it } from 'vitest';
import { momentText } from '../../src/json/moment-text.ts';
import { Random } from '../execute/random.ts';

const DAY = 86_400;

const asDate = (seconds: number): string => JSON.stringify(new Date(seconds * 1_000));
const inSeconds = (...date: [number, number, number, number?, number?, number?]): number => Date.UTC(...date) / 1_000;

it.each([
  ['the first moment', 0],
  ['the last of a day', DAY - 1],
  ['the first of the next', DAY],
  ['a leap day', inSeconds(2024, 1, 29, 23, 59, 59)],
  ['the last of the year 9999', inSeconds(9999, 11, 31, 23, 59, 59)],
])('writes %s as Date does', (_name, seconds) => {
  expect(momentText(seconds)).toBe(asDate(seconds));
});

it('writes any other as Date does, also where two days are kept in one place', () => {
  const random = new Random(1);
  for (let count = 0; count < 20_000; count += 1) {
    const seconds = random.next(2_932_897) * DAY + random.next(DAY);
    expect(momentText(seconds)).toBe(asDate(seconds));
    expect(momentText(seconds % (600 * DAY))).toBe(asDate(seconds % (600 * DAY)));
  }
});

it.each([
  ['before 1970', -1],
  ['the first of the year 10000', inSeconds(10_000, 0, 1)],
  ['the year -1', inSeconds(-1, 0, 1)],
  ['half a second', 0.5],
  ['no number at all', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a text', '0'],
  ['null', null],
  ['nothing', undefined],
])('leaves %s to others', (_name, value) => {
  expect(momentText(value)).toBeUndefined();
});
