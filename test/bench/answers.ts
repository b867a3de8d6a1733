const MOMENT = /^\d{4}-\d\d-\d\dT/;

/** The gateway's id of a reversal names its transfer too. */
const TRANSFER_OF_ID = /^"tr_\w+\//;

/** REST's form of a value: Unix seconds, and lower case. */
const plain = (value: unknown): string =>
  typeof value === 'string' && MOMENT.test(value)
    ? String(Date.parse(value) / 1000)
    : String(JSON.stringify(value)).toLowerCase().replace(TRANSFER_OF_ID, '"');

/** The values of an answer in the order in which they were asked for, whatever each schema calls and wraps them. */
const valuesOf = (answer: unknown): string[] => {
  if (typeof answer !== 'object' || answer === null) return [plain(answer)];
  const inner = Object.values(answer);
  return inner.length === 0 ? [plain(answer)] : inner.flatMap(valuesOf);
};

const dataOf = (answer: unknown): unknown => (answer as { readonly data?: unknown }).data;

/** Why the two are not the same data; undefined when they are. */
export const difference = (right: unknown, other: unknown): string | undefined => {
  const [expected, found] = [valuesOf(dataOf(right)), valuesOf(dataOf(other))];
  const at = expected.findIndex((value, n) => value !== found[n]);
  if (at < 0 && expected.length === found.length) return undefined;
  return `value ${at} of ${expected.length} is ${found[at]}, not ${expected[at]}: ${JSON.stringify(other).slice(0, 300)}`;
};
