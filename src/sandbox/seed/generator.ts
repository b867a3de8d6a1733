/** What the seed is made with: fixed times, ids that can be recognised, and numbers that only look random. */

export const HOUR = 3_600;
export const DAY = 24 * HOUR;

/** Unix seconds of a day's start, `YYYY-MM-DD`. */
export const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1_000;

/** `seedId('tr', 7)` is `tr_1Seed000007`; a tag tells families of one prefix apart. */
export const seedId = (prefix: string, n: number, tag = ''): string =>
  `${prefix}_1Seed${tag}${String(n).padStart(6, '0')}`;

export type NonEmpty<T> = readonly [T, ...T[]];

export type Random = {
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  pick<T>(items: NonEmpty<T>): T;
};

/** Mulberry32: the same start gives the same numbers everywhere. */
export const random = (start: number): Random => {
  let state = start;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return { int, pick: (items) => items[int(0, items.length - 1)] ?? items[0] };
};

export type EmbeddedList<T> = { object: 'list'; data: T[]; has_more: boolean; url: string };

export const embeddedList = <T>(url: string, data: T[]): EmbeddedList<T> => ({
  object: 'list',
  data,
  has_more: false,
  url,
});

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
