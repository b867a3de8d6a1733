import type { FieldRef, ObjectFieldBuilder } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { DirectText } from '../../json/direct-text.ts';
import type { Context } from '../operation/context.ts';
import type { Types } from './builder.ts';
import { type Kind, optionalValue, restValue } from './rest-value.ts';
import type { UsualText } from './usual-text.ts';

export type Fields<Parent extends object> = ObjectFieldBuilder<Types, Parent>;

/**
 * The keys of a REST object under which there is a value of that kind: always, or perhaps null or absent where the
 * field is nullable.
 */
export type KeyWith<Parent, Value, Nullable extends boolean> = {
  [Key in keyof Parent]-?: (Nullable extends true ? Exclude<Parent[Key], null | undefined> : Parent[Key]) extends Value
    ? Key
    : never;
}[keyof Parent] &
  string;

export interface FieldOptions<Nullable extends boolean> {
  /** REST may leave it null, or out. */
  readonly nullable?: Nullable;
  /** REST sends it only when it is expanded, and its parent cannot be asked for again: what did not arrive is null. */
  readonly onlyExpanded?: Nullable;
}

interface Shown<Value> {
  readonly type: unknown;
  readonly kind: Kind<Value>;
  readonly show: (value: Value, context: Context, parent: object, info?: GraphQLResolveInfo) => unknown;
  /** `show` answers undefined where it wants to know its place, and is then asked again with `info`. */
  readonly wantsPlace?: true;
  /** What `kind`, `show` and the type make of a usual value, as JSON; undefined for any other. */
  readonly json?: UsualText;
}

/** Fast path: the field's JSON text straight from the REST object, where its value is an ordinary one. */
const directText =
  (key: string, nullable: boolean, json: UsualText): DirectText =>
  (source) => {
    const value = (source as Readonly<Record<string, unknown>>)[key];
    return nullable && (value === null || value === undefined) ? 'null' : json(value);
  };

/** A field that reads one key of its REST object. */
export const field = <Parent extends object, Value>(
  t: Fields<Parent>,
  key: string,
  description: string,
  { nullable = false, onlyExpanded = false }: FieldOptions<boolean>,
  { type, kind, show, wantsPlace, json }: Shown<Value>,
): FieldRef<Types> => {
  const read = (parent: Parent, context: Context, info?: GraphQLResolveInfo): unknown => {
    const value = nullable ? optionalValue(parent, key, kind) : restValue(parent, key, kind);
    return nullable && value === null ? null : show(value as Value, context, parent, info);
  };
  // A resolver is given `info` only if it declares it, since that costs an object for each value.
  const resolve = wantsPlace
    ? (parent: Parent, _args: unknown, context: Context, info?: GraphQLResolveInfo) => read(parent, context, info)
    : (parent: Parent, _args: unknown, context: Context) => read(parent, context);
  const options = {
    type,
    nullable,
    description,
    extensions: {
      ...(onlyExpanded ? { rest: { kind: 'include', key } } : {}),
      ...(wantsPlace ? { infoOnDemand: true } : {}),
    },
    resolve: json ? Object.assign(resolve, { directText: directText(key, nullable, json) }) : resolve,
  };
  // Pothos infers what a resolver may answer from the literals of one call; here the keys and kinds above hold it.
  return t.field(options as never) as FieldRef<Types>;
};
