import { InvalidParameterError } from './errors.ts';

/** A value in a request. `null` is sent as the empty string, which unsets a field. */
export type RestParam = string | number | boolean | null | readonly RestParam[] | RestParams;

/** Parameters of a request under REST's own names. `undefined` is not sent; neither is an empty array or object. */
export type RestParams = { readonly [key: string]: RestParam | undefined };

/** REST nests five levels at most; twice that is room, and keeps a hostile value off the stack. */
const MAX_DEPTH = 10;

/** What stands in a form as it is: the unreserved characters of RFC 3986. */
const UNRESERVED = /^[\w.~-]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what must not pass
const UNSENDABLE = /[\u0000\p{Surrogate}]/u;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** Where a value stands; made into a list only for an error. */
interface Place {
  readonly above: Place | undefined;
  readonly name: string;
  readonly depth: number;
}

const namesOf = (place: Place | undefined): string[] =>
  place === undefined ? [] : [...namesOf(place.above), place.name];

const refuse = (place: Place, message: string): never => {
  throw new InvalidParameterError(namesOf(place), message);
};

/**
 * Encoders replace lone surrogates or throw at them, and NUL cuts strings short: the text REST stores would not be the
 * caller's.
 */
const encodeText = (value: string, place: Place): string => {
  if (UNRESERVED.test(value)) return value;
  if (UNSENDABLE.test(value)) refuse(place, 'Text must be well-formed Unicode without NUL characters.');
  return (
    encodeURIComponent(value)
      .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
      // Brackets stay readable, as in Stripe's own client; those of a value are harmless behind its `=`.
      .replaceAll('%5B', '[')
      .replaceAll('%5D', ']')
  );
};

/** A bracket in a name would end the name early: `metadata[a][amount]` is another parameter. */
const encodeName = (name: string, place: Place): string => {
  if (name === '' || name === '__proto__' || /[[\]]/.test(name)) {
    refuse(place, 'A parameter name must not be empty, `__proto__`, or hold brackets.');
  }
  return encodeText(name, place);
};

const encodeNumber = (value: number, place: Place): string => {
  const text = String(value);
  const isExact = Number.isInteger(value) ? Number.isSafeInteger(value) : PLAIN_NUMBER.test(text);
  return isExact ? text : refuse(place, 'A number must be finite and exactly representable.');
};

/** Adds the pairs of one value to those before it. */
const encode = (form: string, name: string, value: RestParam | undefined, place: Place): string => {
  if (value === undefined) return form;
  if (typeof value === 'object' && value !== null) return encodeAll(form, name, value, place);
  const start = form === '' ? `${name}=` : `${form}&${name}=`;
  if (typeof value === 'string') return start + encodeText(value, place);
  if (typeof value === 'number') return start + encodeNumber(value, place);
  return value === null ? start : start + value;
};

const encodeAll = (
  form: string,
  name: string,
  value: readonly RestParam[] | RestParams,
  above: Place | undefined,
): string => {
  const depth = (above?.depth ?? 0) + 1;
  let all = form;
  for (const [key, item] of Object.entries(value)) {
    const place = { above, name: key, depth };
    if (depth > MAX_DEPTH) refuse(place, `Values nest at most ${MAX_DEPTH} deep.`);
    const inner = Array.isArray(value) ? key : encodeName(key, place);
    all = encode(all, above === undefined ? inner : `${name}[${inner}]`, item, place);
  }
  return all;
};

/**
 * `application/x-www-form-urlencoded` as the REST API reads it: `a[b]=c`, `arr[0][k]=v`.
 *
 * @throws InvalidParameterError when a value could not arrive exactly as it is.
 */
export const encodeForm = (params: RestParams): string => encodeAll('', '', params, undefined);
