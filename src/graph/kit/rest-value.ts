import type { GraphQLError } from 'graphql';
import { publicError } from '../errors.ts';

/** What REST documents a value to be. */
export interface Kind<Value> {
  /** With its article, for messages. */
  readonly name: string;
  readonly is: (value: unknown) => value is Value;
}

/** The largest number of seconds that a Date can hold. */
const MAX_SECONDS = 8.64e12;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const TEXT: Kind<string> = { name: 'a text', is: (value) => typeof value === 'string' };
export const CURRENCY: Kind<string> = {
  name: 'a currency of three letters',
  is: (value): value is string => typeof value === 'string' && /^[a-z]{3}$/i.test(value),
};
export const FLAG: Kind<boolean> = { name: 'true or false', is: (value) => typeof value === 'boolean' };
export const NUMBER: Kind<number> = { name: 'a number', is: (value): value is number => Number.isFinite(value) };
export const WHOLE: Kind<number> = {
  name: 'a whole number up to 2^53 - 1',
  is: (value): value is number => Number.isSafeInteger(value),
};
export const MOMENT: Kind<number> = {
  name: 'a moment in Unix seconds',
  is: (value): value is number => WHOLE.is(value) && Math.abs(value) <= MAX_SECONDS,
};
export const OBJECT: Kind<object> = { name: 'an object', is: isObject };
export const OBJECTS: Kind<readonly object[]> = {
  name: 'a list of objects',
  is: (value): value is readonly object[] => Array.isArray(value) && value.every(isObject),
};
export const TEXTS: Kind<readonly string[]> = {
  name: 'a list of texts',
  is: (value): value is readonly string[] => Array.isArray(value) && value.every(TEXT.is),
};

export const TEXTS_BY_KEY: Kind<Readonly<Record<string, string>>> = {
  name: 'an object of texts',
  is: (value): value is Readonly<Record<string, string>> => isObject(value) && Object.values(value).every(TEXT.is),
};

export const ID_OR_OBJECT: Kind<string | { readonly id: string }> = {
  name: 'an id, or an object with one',
  is: (value): value is string | { readonly id: string } =>
    TEXT.is(value) || (isObject(value) && TEXT.is((value as { id?: unknown }).id)),
};

export const NO_OR_TEXTS: Kind<readonly string[] | null | undefined> = {
  name: TEXTS.name,
  is: (value): value is readonly string[] | null | undefined =>
    value === undefined || value === null || TEXTS.is(value),
};

/**
 * Under this symbol a nested object holds the object that it stands in. It cannot collide with REST's own keys, which
 * are strings.
 */
const OWNER = Symbol('owner');

interface Part {
  [OWNER]?: object;
}

/** Remembers whose part it is: a part has no id that an error could name. */
export const ownedBy = <Value extends object>(part: Value, owner: object): Value => {
  (part as Part)[OWNER] = owner;
  return part;
};

const keyOf = (owner: object, part: object): string =>
  Object.entries(owner).flatMap(([key, value]) => {
    if (value === part) return [key];
    const index = Array.isArray(value) ? value.indexOf(part) : -1;
    return index < 0 ? [] : [`${key}.${index}`];
  })[0] ?? '?';

/** Longer than any id. */
const MAX_NAME = 200;

/** The name is repeated in the error at each place where the object stands, and may be megabytes long. */
const shortened = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name);

/**
 * Which object it is, by its `object` and `id` where these are texts. Anything else there is left out of the message:
 * it can be nested deeper than the stack.
 */
export const whichObject = (object: object): string => {
  const { id, object: kind } = object as { readonly id?: unknown; readonly object?: unknown };
  const name = TEXT.is(kind) ? shortened(kind) : 'an object';
  return TEXT.is(id) ? `${name} ${shortened(id)}` : name;
};

/** Where a value stands, as REST names it: the path of keys from the nearest object with an id, and that object. */
const placeOf = (object: object, key: string): { readonly path: string; readonly whose: string } => {
  const { id, object: kind, [OWNER]: owner } = object as Part & { readonly id?: unknown; readonly object?: unknown };
  const isNamed = typeof kind === 'string' && typeof id === 'string';
  if (owner !== undefined && !isNamed) return placeOf(owner, `${keyOf(owner, object)}.${key}`);
  return { path: `\`${key}\``, whose: whichObject(object) };
};

/** What REST must send, and did not; `expected` tells what it is, with an article. */
export const oddValue = (object: object, key: string, expected: string): GraphQLError => {
  const { path, whose } = placeOf(object, key);
  const value = (object as Record<string, unknown>)[key];
  const message =
    value === undefined || value === null
      ? `The REST API sent ${whose} without ${path}, which must be ${expected}.`
      : `The REST API sent ${whose} with ${path} that is not ${expected}.`;
  return publicError('UPSTREAM_PROTOCOL_ERROR', message);
};

/**
 * The value under that key, as REST documents it. Throws UPSTREAM_PROTOCOL_ERROR with the object's id and the key when
 * it is missing or anything else: no value is made up in its place.
 */
export const restValue = <Value>(object: object, key: string, kind: Kind<Value>): Value => {
  const value = (object as Record<string, unknown>)[key];
  if (kind.is(value)) return value;
  throw oddValue(object, key, kind.name);
};

/** The same, where REST may leave it null, or out. */
export const optionalValue = <Value>(object: object, key: string, kind: Kind<Value>): Value | null =>
  ((object as Record<string, unknown>)[key] ?? null) === null ? null : restValue(object, key, kind);
