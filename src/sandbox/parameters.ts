import { invalid, missing } from './errors.ts';
import type { FormValue } from './form.ts';

/** Turns one decoded form value into a typed one, or refuses it in the REST API's words. */
export type Read<T> = (value: FormValue, param: string) => T;
export interface Required<T> {
  readonly required: Read<T>;
}
export type Shape = Readonly<Record<string, Read<unknown> | Required<unknown>>>;
export type Values<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends Required<infer T> ? T : S[K] extends Read<infer T> ? T | undefined : never;
};

export const required = <T>(read: Read<T>): Required<T> => ({ required: read });

const scalar = (value: FormValue, param: string, kind: string): string => {
  if (typeof value !== 'string') throw invalid(param, `Invalid ${kind}: an object was given`);
  if (value !== '') return value;
  const message = `You passed an empty string for '${param}', which would unset it; '${param}' cannot be unset. Leave it out, or give it a value.`;
  throw invalid(param, message, 'parameter_invalid_empty');
};

export const string =
  (maxLength = 5000): Read<string> =>
  (value, param) => {
    const text = scalar(value, param, 'string');
    if (text.length > maxLength) throw invalid(param, `Invalid string: must be at most ${maxLength} characters`);
    return text;
  };

/** A string that "" unsets: read as null. */
export const clearable = (maxLength = 5000): Read<string | null> => {
  const read = string(maxLength);
  return (value, param) => (value === '' ? null : read(value, param));
};

export const integer =
  (range: { readonly min?: number; readonly max?: number } = {}): Read<number> =>
  (value, param) => {
    const text = scalar(value, param, 'integer');
    const number = Number(text);
    if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(number)) {
      throw invalid(param, `Invalid integer: ${text}`, 'parameter_invalid_integer');
    }
    const { min = number, max = number } = range;
    const bound = number < min ? `greater than or equal to ${min}` : number > max ? `less than or equal to ${max}` : '';
    if (bound !== '') throw invalid(param, `This value must be ${bound}.`, 'parameter_invalid_integer');
    // `-0` is an integer in the form, and must not become one in the answer.
    return number === 0 ? 0 : number;
  };

export const boolean: Read<boolean> = (value, param) => {
  const text = scalar(value, param, 'boolean');
  if (text !== 'true' && text !== 'false') throw invalid(param, `Invalid boolean: ${text}`);
  return text === 'true';
};

export const oneOf =
  <const T extends string>(...allowed: readonly T[]): Read<T> =>
  (value, param) => {
    const text = scalar(value, param, 'string');
    const found = allowed.find((candidate) => candidate === text);
    if (found === undefined) throw invalid(param, `Invalid ${param}: must be one of ${allowed.join(', ')}`);
    return found;
  };

export const array =
  <T>(read: Read<T>): Read<T[]> =>
  (value, param) => {
    if (typeof value === 'string' || [...value.keys()].some((position) => !/^\d+$/.test(position))) {
      throw invalid(param, 'Invalid array');
    }
    const inOrder = [...value].sort(([a], [b]) => Number(a) - Number(b));
    return inOrder.map(([position, inner]) => read(inner, `${param}[${position}]`));
  };

export const hash =
  <S extends Shape>(shape: S): Read<Values<S>> =>
  (value, param) => {
    if (typeof value === 'string') throw invalid(param, 'Invalid object');
    const nameOf = (key: string): string => (param === '' ? key : `${param}[${key}]`);
    for (const key of value.keys()) {
      if (!Object.hasOwn(shape, key)) {
        throw invalid(nameOf(key), `Received unknown parameter: ${nameOf(key)}`, 'parameter_unknown');
      }
    }
    const entries = Object.entries(shape).map(([key, field]) => {
      const inner = value.get(key);
      if (inner !== undefined) return [key, ('required' in field ? field.required : field)(inner, nameOf(key))];
      if ('required' in field) throw missing(nameOf(key));
      return [key, undefined];
    });
    return Object.fromEntries(entries) as Values<S>;
  };

export const currency: Read<string> = (value, param) => {
  const text = scalar(value, param, 'currency');
  if (!/^[A-Za-z]{3}$/.test(text)) throw invalid(param, `Invalid currency: ${text}`);
  return text.toLowerCase();
};
