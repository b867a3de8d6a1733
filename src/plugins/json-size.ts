const QUOTE = 0x22;
const COMMA = 0x2c;
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

/** What the JSON of a request may hold at most. */
export interface JsonLimits {
  /** Lists and objects within each other. */
  readonly levels: number;
  /** Values next to each other, in all lists and objects together. */
  readonly values: number;
}

/**
 * The limit that a text breaks, if it is JSON. To look at it first takes a fraction of the time that `JSON.parse` takes
 * for a body that is nothing but brackets, and of what it takes to find a hundred thousand values wrong one by one.
 */
export const brokenLimit = (json: string, limits: JsonLimits): keyof JsonLimits | undefined => {
  let levels = 0;
  let values = 1;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(json, at);
    else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      levels += 1;
      if (levels > limits.levels) return 'levels';
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) {
      levels -= 1;
    } else if (sign === COMMA) {
      values += 1;
      if (values > limits.values) return 'values';
    }
  }
  return undefined;
};
