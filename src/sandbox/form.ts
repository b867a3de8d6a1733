import qs from 'qs';
import { RestError } from './errors.ts';

/** A decoded form: `a[b]=c`, `a[0][k]=v` and `a[]=v` nest as in the REST API. Every leaf is text. */
export type FormValue = string | readonly FormValue[] | { readonly [key: string]: FormValue };
export type Form = { readonly [key: string]: FormValue };

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

export function parseForm(text: string): Form {
  try {
    return qs.parse(text, {
      // qs would leave malformed percent-escapes as they are; a look-alike must not guess.
      decoder: decode,
      depth: 10,
      strictDepth: true,
      parameterLimit: 20_000,
      arrayLimit: 1_000,
      throwOnLimitExceeded: true,
      // Keeps the index of `metadata[7]=x`, which is a key there and a position in a list.
      allowSparse: true,
      duplicates: 'last',
    }) as Form;
  } catch (cause) {
    throw new RestError(400, `Invalid request: the parameters cannot be decoded (${(cause as Error).message}).`);
  }
}

/** The same form always gives the same text, whatever the order of its parameters. */
export function canonicalForm(value: FormValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalForm(inner)}`).join(',')}}`;
}
