/** The middle one, or the mean of the two in the middle; NaN of none. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
};

const NONE = '–';

/** The median of the rounds, and in brackets the smallest and the largest; a dash of none. */
export const spread = (values: readonly number[], digits: number): string => {
  if (values.length === 0) return NONE;
  const shown = (value: number): string => value.toFixed(digits);
  if (values.length === 1) return shown(median(values));
  return `${shown(median(values))} (${shown(Math.min(...values))}–${shown(Math.max(...values))})`;
};

/** Round by round, for rounds are comparable and what a machine does between them is not; empty where one has none. */
export const ratios = (above: readonly number[], below: readonly number[]): readonly number[] =>
  above.length === below.length ? above.map((value, round) => value / (below[round] ?? Number.NaN)) : [];
