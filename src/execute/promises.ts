/** JSON text, or the promise of it. Empty where JSON leaves a value out, as it does with functions and symbols. */
export type Text = string | Promise<string>;

/** As graphql-js tells one. */
export const isPromise = (value: unknown): value is Promise<unknown> =>
  ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
  typeof (value as { then?: unknown }).then === 'function';

const nothing = (): void => {};

/** No schema has lists within lists deeper than this, and each a promise of its own; a strange value may. */
const DEEPEST_LIST = 16;

/** Waits for no promise in a value that came to nothing: what still comes of it, good or bad, is dropped. */
export const letGo = (value: unknown, depth = 0): void => {
  if (depth > DEEPEST_LIST) return;
  if (Array.isArray(value) || value instanceof Set) {
    for (const each of value) letGo(each, depth + 1);
    return;
  }
  try {
    if (isPromise(value)) value.then((late) => letGo(late, depth + 1), nothing);
  } catch {
    // A promise of somebody else's making can throw, and there is nobody to tell.
  }
};

/**
 * The promise of a text, with what is done where it comes to nothing. What is no promise is what a strange `then` has
 * returned.
 */
export const orElse = (text: unknown, fail: (thrown: unknown) => string): Text => {
  return isPromise(text) ? (text.then(undefined, fail) as Promise<string>) : '';
};

/**
 * What is made of all texts, once the last one has come; the first that fails fails it. It takes as many turns as
 * `Promise.all`, on which the order of errors depends, but makes promises for promises alone.
 */
export const gather = <T>(parts: Text[], make: (texts: string[]) => T): Promise<T> =>
  new Promise((resolve, reject) => {
    const texts = parts as string[];
    let missing = 0;
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index] as Text;
      if (typeof part === 'string') continue;
      missing += 1;
      Promise.resolve(part).then((text) => {
        texts[index] = text ?? '';
        missing -= 1;
        if (missing === 0) resolve(make(texts));
      }, reject);
    }
  });
