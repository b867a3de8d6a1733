import { RestError } from './errors.ts';

/**
 * A decoded form: `a[b]=c`, `a[0][k]=v` and `a[]=v` nest as in the REST API, and every leaf is text. A list is a form
 * whose names are its positions, so that `metadata[7]=x` stays the key it is. Maps, because a name can be any text.
 */
export type FormValue = string | Form;
export type Form = ReadonlyMap<string, FormValue>;
type Growing = Map<string, string | Growing>;

const deepest = 10;
const most = 20_000;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new RestError(400, 'Invalid request: the parameters are not percent-encoded UTF-8.');
  }
};

/** `a[b][]` is ['a', 'b', '']. */
const segmentsOf = (name: string): string[] => {
  const [, first, rest] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  const segments =
    first === undefined
      ? []
      : [
          first,
          ...(rest ?? '')
            .split('[')
            .slice(1)
            .map((part) => part.slice(0, -1)),
        ];
  // Where a list of objects is meant, its positions have to be written: `line_items[0][amount]`.
  if (segments.length === 0 || segments.length > deepest || segments.slice(0, -1).includes('')) {
    throw new RestError(400, `Invalid request: the parameter name '${name}' is malformed.`);
  }
  return segments;
};

const insert = (form: Growing, [name = '', ...rest]: readonly string[], value: string): void => {
  const key = name === '' ? String(form.size) : name;
  if (rest.length === 0) {
    form.set(key, value);
    return;
  }
  const held = form.get(key);
  const inner: Growing = held instanceof Map ? held : new Map();
  form.set(key, inner);
  insert(inner, rest, value);
};

export const parseForm = (text: string): Form => {
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > most) throw new RestError(400, `Invalid request: more than ${most} parameters.`);
  const form: Growing = new Map();
  for (const pair of pairs) {
    const [name = '', ...value] = pair.split('=');
    insert(form, segmentsOf(decode(name)), decode(value.join('=')));
  }
  return form;
};

/** The same form always gives the same text, whatever the order of its parameters. */
export const canonicalForm = (value: FormValue): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  const entries = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalForm(inner)}`).join(',')}}`;
};
