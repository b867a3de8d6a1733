/** Where JSON can spell what no text may hold: NUL, and half of a surrogate pair. */
const SUSPECT = /\\u(?:0000|d[89a-f])/i;

const isSendable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/**
 * Whether all names and texts in a value read from `json` are well-formed Unicode without NUL: anything else would arrive at REST as another
 * text, or not at all. Without recursion: JSON nests deeper than the stack.
 */
export const isWellFormed = (value: unknown, json: string): boolean => {
  if (!SUSPECT.test(json)) return true;
  const open: unknown[] = [value];
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (typeof next === 'string' && !isSendable(next)) return false;
    if (typeof next !== 'object' || next === null) continue;
    for (const [name, item] of Object.entries(next)) {
      if (!isSendable(name)) return false;
      if (item !== undefined) open.push(item);
    }
  }
  return true;
};
