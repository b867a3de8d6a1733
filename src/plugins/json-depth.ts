const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Where the string that begins there ends; the length of all of it when it does not. */
const endOfString = (json: string, start: number): number => {
  let end = json.indexOf('"', start + 1);
  while (end > 0) {
    let escapes = 0;
    while (json.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
    end = json.indexOf('"', end + 1);
  }
  return json.length;
};

/**
 * Whether lists and objects stand deeper within each other than that. To look at it first takes a fraction of the time that `JSON.parse`
 * takes for a body that is nothing but brackets. What is no JSON at all may get either answer.
 */
export const isDeeperThan = (json: string, levels: number): boolean => {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(json, at);
    else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      depth += 1;
      if (depth > levels) return true;
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) {
      depth -= 1;
    }
  }
  return false;
};
