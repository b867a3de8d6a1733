import type { EnumRef } from '@pothos/core';
import { type ResponsePath, responsePathAsArray } from 'graphql';
import type { Context } from '../operation/context.ts';
import { builder, type Types } from './builder.ts';

const UNRECOGNIZED = 'unrecognized';

/** A GraphQL enum over the values of a REST one. */
export interface Enumeration<Value extends string> {
  readonly ref: EnumRef<Types, Value | typeof UNRECOGNIZED>;
  /**
   * The value as this schema knows it. One that is newer than the schema is reported with its place and becomes
   * UNRECOGNIZED: it never fails the object. Undefined for such a one where the place is not known yet.
   */
  readonly read: (
    value: Value,
    context: Context,
    place: ResponsePath | undefined,
  ) => Value | typeof UNRECOGNIZED | undefined;
  /** What it knows, as JSON. */
  readonly json: ReadonlyMap<unknown, string>;
}

/** REST's `financial_addresses.aba` is GraphQL's `FINANCIAL_ADDRESSES_ABA`. */
const graphName = (value: string): string => value.replaceAll('.', '_').toUpperCase();

/** A GraphQL enum with a description for every REST value; the compiler checks that none is missing. */
export const enumeration = <Value extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Value, string>>,
): Enumeration<Value> => {
  const known = Object.entries<string>(meanings);
  const values = Object.fromEntries(
    known.map(([value, meaning]) => [graphName(value), { value: value as Value, description: meaning }]),
  );
  const unrecognized = { value: UNRECOGNIZED, description: 'A value that is newer than this schema.' } as const;
  const ref = builder.enumType(name, { description, values: { ...values, UNRECOGNIZED: unrecognized } });
  const read: Enumeration<Value>['read'] = (value, context, place) => {
    if (Object.hasOwn(meanings, value)) return value;
    if (place === undefined) return undefined;
    context.warn({
      code: 'UNRECOGNIZED_VALUE',
      message: `${name} does not know the value "${value}" yet.`,
      path: responsePathAsArray(place),
      value,
    });
    return UNRECOGNIZED;
  };
  const json = new Map<unknown, string>(known.map(([value]) => [value, `"${graphName(value)}"`]));
  return { ref, read, json };
};

/**
 * A GraphQL enum that is written, and read only where its values were asked for: nothing in it can be newer than the
 * schema.
 */
export const inputEnumeration = <Value extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<Value, string>>,
): EnumRef<Types, Value> =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries<string>(meanings).map(([value, meaning]) => [
        graphName(value),
        { value: value as Value, description: meaning },
      ]),
    ),
  }) as EnumRef<Types, Value>;
