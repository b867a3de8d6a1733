/**
 * Whether what an expansion asks for stands in a REST value already. Pure: it looks at the value, not at how it came.
 */
const hasArrived = (value: unknown, path: readonly string[], from: number): boolean => {
  if (value === null) return true;
  // REST has no lists of lists: an answer that has is not gone down into, for nothing bounds how deep it is.
  if (Array.isArray(value)) {
    for (const each of value) if (!Array.isArray(each) && !hasArrived(each, path, from)) return false;
    return true;
  }
  const key = path[from];
  // A string where an object could stand is a reference that was not expanded.
  if (key === undefined) return typeof value === 'object';
  if (typeof value !== 'object') return false;
  const next = (value as Record<string, unknown>)[key];
  // A missing key at the end of the path was not included; further up it is the hash of another kind of flow.
  if (next === undefined) return from + 1 < path.length;
  return hasArrived(next, path, from + 1);
};

/** Whether a REST value has every one of these expansions, such as `data.balance_transaction`. */
export const haveArrived = (value: unknown, expansions: Iterable<string>): boolean => {
  for (const expansion of expansions) {
    if (!hasArrived(value, expansion.split('.'), 0)) return false;
  }
  return true;
};
