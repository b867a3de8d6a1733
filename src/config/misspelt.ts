/** Names that mean something to many programs, in upper and in lower case, and are near to one another. */
const WELL_KNOWN = new Set(['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']);

/**
 * The edit distance between two names, in letters that are missing, too many or others, and in neighbours that changed
 * places (optimal string alignment).
 */
const editDistance = (a: string, b: string): number => {
  // Three rows of the table are enough: a letter looks back by two, and only for a swap.
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const costs = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1),
      ];
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) costs.push((beforeLast[column - 2] ?? 0) + 1);
      current.push(Math.min(...costs));
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length] ?? 0;
};

/** Which letters a name has, a bit for each. */
const lettersIn = (name: string): number => {
  let bits = 0;
  for (let at = 0; at < name.length; at += 1) bits |= 1 << (name.charCodeAt(at) & 31);
  return bits;
};

/**
 * How many letters only one of two names has. An edit changes two at most: that is much cheaper to see than a distance.
 */
const lettersApart = (a: number, b: number): number => {
  let count = 0;
  for (let bits = a ^ b; bits !== 0; bits &= bits - 1) count += 1;
  return count;
};

const letters = (name: string): string => [...name].sort().join('');

/**
 * Whether the one is likely to be meant by the other. A short name is one letter from many words (`PORT` from `POST`),
 * so that of those only a swap counts: the same letters.
 */
const isNear = (given: string, ours: string, distance: number): boolean => {
  if (ours.length < 8) return distance <= 1 && given !== ours && letters(given) === letters(ours);
  return distance <= (ours.length < 9 ? 1 : 2);
};

/**
 * What is wrong with names that are almost one of ours, such as `STRIPE_SECERT_KEY`: without this they would be passed
 * over, and the default would hold (the sandbox in place of the account). Upper and lower case are told apart by most
 * systems, so a name in lower case is a mistake too.
 */
export const misspeltProblems = (given: readonly string[], ours: readonly string[]): string[] => {
  const known = ours.map((each) => ({ each, bits: lettersIn(each) }));
  return given.flatMap((name) => {
    const upper = name.toUpperCase();
    const bits = lettersIn(upper);
    if (ours.includes(name) || WELL_KNOWN.has(upper)) return [];
    const [nearest] = known
      // What is further than two edits by its length or its letters alone: all but a few of an environment end here.
      .filter((one) => Math.abs(one.each.length - upper.length) <= 2 && lettersApart(one.bits, bits) <= 4)
      .map(({ each }) => ({ each, distance: editDistance(upper, each) }))
      .filter(({ each, distance }) => isNear(upper, each, distance))
      .toSorted((a, b) => a.distance - b.distance);
    return nearest ? [`${name} is no variable of the gateway, but ${nearest.each} is: rename it, or remove it.`] : [];
  });
};
