/** How often each of them comes. */
export const tally = (values: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/** As text: `12 fine 3 OVERLOADED`. */
export const told = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([value, n]) => `${n} ${value}`).join(' ');
