import qs from 'qs';
import { InvalidParameterError } from './errors.ts';

/** A value in a request. `null` is sent as the empty string, which unsets a field. */
export type RestParam = string | number | boolean | null | readonly RestParam[] | RestParams;

/** Parameters of a request under REST's own names. `undefined` is not sent; neither is an empty array or object. */
export type RestParams = { readonly [key: string]: RestParam | undefined };

/** REST nests five levels at most; twice that is room, and keeps a hostile value off the stack. */
const MAX_DEPTH = 10;

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what must not pass
const UNSENDABLE = /[\u0000\p{Surrogate}]/u;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** A bracket in a name would end the name early: `metadata[a][amount]` is another parameter. */
const checkName = (name: string, path: readonly string[]): void => {
  if (name === '' || name === '__proto__' || /[[\]]/.test(name)) {
    throw new InvalidParameterError(path, 'A parameter name must not be empty, `__proto__`, or hold brackets.');
  }
  checkText(name, path);
};

/** Encoders replace lone surrogates or throw at them, and NUL cuts strings short: the text REST stores would not be the caller's. */
const checkText = (value: string, path: readonly string[]): void => {
  if (UNSENDABLE.test(value)) {
    throw new InvalidParameterError(path, 'Text must be well-formed Unicode without NUL characters.');
  }
};

const checkNumber = (value: number, path: readonly string[]): void => {
  const exact = Number.isInteger(value) ? Number.isSafeInteger(value) : PLAIN_NUMBER.test(String(value));
  if (!exact) throw new InvalidParameterError(path, 'A number must be finite and exactly representable.');
};

const check = (value: RestParam | undefined, path: readonly string[]): void => {
  if (path.length > MAX_DEPTH) throw new InvalidParameterError(path, `Values nest at most ${MAX_DEPTH} deep.`);
  if (typeof value === 'string') checkText(value, path);
  else if (typeof value === 'number') checkNumber(value, path);
  else if (typeof value === 'object' && value !== null) {
    const named = !Array.isArray(value);
    for (const [key, item] of Object.entries(value)) {
      const here = [...path, key];
      if (named) checkName(key, here);
      check(item, here);
    }
  }
};

/**
 * `application/x-www-form-urlencoded` as the REST API reads it: `a[b]=c`, `arr[0][k]=v`. Brackets stay
 * readable, as in Stripe's own client; those of a value are harmless behind its `=`.
 *
 * @throws InvalidParameterError when a value could not arrive exactly as it is.
 */
export const encodeForm = (params: RestParams): string => {
  check(params, []);
  return qs.stringify(params, { arrayFormat: 'indices' }).replaceAll('%5B', '[').replaceAll('%5D', ']');
};
