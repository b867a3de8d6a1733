import type { RestParams } from './form.ts';
import type { ResponseHeaders } from './headers.ts';
import type { RestPath } from './path.ts';
import { NARROWED, REPEATED } from './repeated-fields.ts';

type Scalar = string | number | boolean;

/** A value of an object, or values within it. */
type Said = Scalar | { readonly [name: string]: Said };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What an answer must say to be the answer to this call. What is left out is not compared. */
export interface Expectation {
  /** REST's `object`. */
  readonly object: string;
  readonly id?: string | undefined;
  /** Of a list: the path that was asked. */
  readonly url?: string;
  /** Of a list: what its items call themselves. */
  readonly itemObject?: string | undefined;
  /** What the object, or each item of the list, says of itself where it says it at all. */
  readonly fields: Readonly<Record<string, Said>>;
}

/** What of a request its answer is compared with. */
export interface Expected {
  readonly answer: Expectation | undefined;
  /** REST echoes it; a GET has none. */
  readonly idempotencyKey: string | undefined;
  /** REST echoes it where one was named. */
  readonly account: string | undefined;
}

/** Where an id stands in the paths of one template. */
interface Place {
  /** The field of REST's objects that holds it: `/v1/transfers/{id}/reversals` holds a `transfer`. */
  readonly field: string;
  readonly isLast: boolean;
  /** Characters between the id before it, or the beginning, and this one. */
  readonly skipped: number;
}

const placesIn = (endpoint: string): readonly Place[] => {
  const parts = endpoint.split(/[{}]/);
  return parts.flatMap((name, index) => {
    if (index % 2 === 0) return [];
    const before = parts[index - 1] ?? '';
    const collection = before.split('/').at(-2)?.replace(/s$/, '') ?? '';
    return [{ field: name === 'id' ? collection : name, isLast: parts[index + 1] === '', skipped: before.length }];
  });
};

/** By template: as many as the sources name. */
const known = new Map<string, readonly Place[]>();

const placesOf = (endpoint: string): readonly Place[] => {
  let places = known.get(endpoint);
  if (places === undefined) {
    places = placesIn(endpoint);
    known.set(endpoint, places);
  }
  return places;
};

/** Hands over each id in a path. None holds a slash. */
const readIds = ({ text, endpoint }: RestPath, take: (id: string, place: Place) => void): void => {
  let start = 0;
  for (const place of placesOf(endpoint)) {
    start += place.skipped;
    const end = text.indexOf('/', start);
    const id = end < 0 ? text.slice(start) : text.slice(start, end);
    start += id.length;
    take(id, place);
  }
};

const saidOf = (value: unknown): Said | undefined => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!isObject(value) || Array.isArray(value)) return undefined;
  return pick(value, Object.keys(value));
};

const pick = (params: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, Said> => {
  const picked: Record<string, Said> = {};
  for (const name of names) {
    const said = saidOf(params[name]);
    if (said !== undefined) picked[name] = said;
  }
  return picked;
};

/**
 * One object of that kind: the one that the path names, last or before a verb such as `cancel`, or one that is made as
 * the parameters say.
 */
export const expectObject = (object: string, path: RestPath, params?: RestParams): Expectation => {
  const fields = params === undefined ? {} : pick(params, REPEATED);
  let own: string | undefined;
  readIds(path, (id, { field, isLast }) => {
    if (isLast || field === object.slice(object.lastIndexOf('.') + 1)) own ??= id;
    else fields[field] = id;
  });
  return { object, id: own, fields };
};

/**
 * A list at that path, whose items belong to what the path and the filters name, and are of that kind where it is
 * known.
 */
export const expectList = (path: RestPath, params: RestParams, itemObject?: string): Expectation => {
  const fields = pick(params, NARROWED);
  readIds(path, (id, { field }) => {
    fields[field] = id;
  });
  return { object: 'list', url: path.text, itemObject, fields };
};

/** A reference is an id, or the object that it was expanded to. What is absent or null says nothing. */
const contradicts = (value: unknown, expected: Said): boolean => {
  if (isObject(expected)) return anyContradicts(value, expected);
  const said = isObject(value) ? value.id : value;
  return said !== undefined && said !== null && said !== expected;
};

const anyContradicts = (object: unknown, fields: Expectation['fields']): boolean => {
  if (!isObject(object)) return false;
  for (const name in fields) {
    if (contradicts(object[name], fields[name] as Said)) return true;
  }
  return false;
};

/** Whether an object of REST's is another than the one that was asked for. Pure. */
export const isAnother = (body: object, { object, id, url, itemObject, fields }: Expectation): boolean => {
  const { object: kind, id: itsId, url: itsUrl, data } = body as Record<string, unknown>;
  if (kind !== object || (id !== undefined && itsId !== id)) return true;
  if (url === undefined) return anyContradicts(body, fields);
  if (itsUrl !== undefined && (typeof itsUrl !== 'string' || itsUrl.split('?', 1)[0] !== url)) return true;
  const said = itemObject === undefined ? fields : { ...fields, object: itemObject };
  return Array.isArray(data) && data.some((item) => anyContradicts(item, said));
};

/** Whether the head of an answer echoes another request than this one. Pure. */
export const echoesAnother = (headers: ResponseHeaders, { idempotencyKey, account }: Expected): boolean => {
  const key = headers['idempotency-key'];
  if (key !== undefined && key !== idempotencyKey) return true;
  const its = headers['stripe-account'];
  return its !== undefined && account !== undefined && its !== account;
};
