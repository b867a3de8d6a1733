import type { FieldRef, ObjectFieldBuilder, ObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.ts';
import type { Types } from './builder.ts';
import type { Enumeration } from './enumeration.ts';
import { METADATA_VALUES } from './metadata.ts';
import {
  FLAG,
  ID_OR_OBJECT,
  type Kind,
  MOMENT,
  NO_OR_TEXTS,
  NUMBER,
  OBJECT,
  OBJECTS,
  optionalValue,
  ownedBy,
  restValue,
  TEXT,
  TEXTS,
  WHOLE,
} from './rest-value.ts';

/*
 * Every helper here is called in one way: `helper(t, 'rest_key', 'Description.', options)`. What REST must send is checked where it is
 * read: a value that is missing or of another kind fails its field with UPSTREAM_PROTOCOL_ERROR.
 */

type Fields<Parent extends object> = ObjectFieldBuilder<Types, Parent>;

/** The keys of a REST object under which there is a value of that kind: always, or perhaps null or absent where the field is nullable. */
type KeyWith<Parent, Value, Nullable extends boolean> = {
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
}

const field = <Parent extends object, Value>(
  t: Fields<Parent>,
  key: string,
  description: string,
  { nullable = false, onlyExpanded = false }: FieldOptions<boolean>,
  { type, kind, show, wantsPlace }: Shown<Value>,
): FieldRef<Types> => {
  const read = (parent: Parent, context: Context, info?: GraphQLResolveInfo): unknown => {
    const value = nullable ? optionalValue(parent, key, kind) : restValue(parent, key, kind);
    return nullable && value === null ? null : show(value as Value, context, parent, info);
  };
  const options = {
    type,
    nullable,
    description,
    extensions: {
      ...(onlyExpanded ? { rest: { kind: 'include', key } } : {}),
      ...(wantsPlace ? { infoOnDemand: true } : {}),
    },
    // Whoever declares `info` is given it, and that costs an object for each value.
    resolve: wantsPlace
      ? (parent: Parent, _args: unknown, context: Context, info?: GraphQLResolveInfo) => read(parent, context, info)
      : (parent: Parent, _args: unknown, context: Context) => read(parent, context),
  };
  // Pothos infers what a resolver may answer from the literals of one call; here the keys and kinds above hold it.
  return t.field(options as never) as FieldRef<Types>;
};

const itself = <Value>(value: Value): Value => value;

/** A helper for values that are shown as they come. */
const scalar =
  <Value>(type: keyof Types['Scalars'] & string, kind: Kind<Value>, show: (value: Value) => unknown = itself) =>
  <Parent extends object, Nullable extends boolean = false>(
    t: Fields<Parent>,
    key: KeyWith<Parent, Value, Nullable>,
    description: string,
    options: FieldOptions<Nullable> = {},
  ): FieldRef<Types> =>
    field(t, key, description, options, { type, kind, show });

export const text = scalar('String', TEXT);

/** The id of something that this graph has no type for, or of a part that is no node. */
export const identifier = scalar('ID', TEXT);

export const flag = scalar('Boolean', FLAG);

/** Money, in the smallest unit of its currency. */
export const amount = scalar('SafeInt', WHOLE);

/** How many there are of something. */
export const count = scalar('SafeInt', WHOLE);

/** A number that need not be whole. */
export const decimal = scalar('Float', NUMBER);

const MILLISECONDS = 1000;

/** A moment, which REST writes in Unix seconds. */
export const timestamp = scalar('DateTime', MOMENT, (seconds) => new Date(seconds * MILLISECONDS));

const currencyOf = scalar('Currency', TEXT, (code) => code.toUpperCase());

/** REST writes currencies in lower case, the world in upper case. */
export const currency = <Parent extends { currency: string }>(
  t: Fields<Parent>,
  key = 'currency' as KeyWith<Parent, string, false>,
  description = 'The currency of its amounts.',
): FieldRef<Types> => currencyOf(t, key, description);

export const livemode = <Parent extends { livemode: boolean }>(
  t: Fields<Parent>,
  key = 'livemode' as KeyWith<Parent, boolean, false>,
  description = 'True for real money, false for test data.',
): FieldRef<Types> => flag(t, key, description);

/** Some resources have null for no metadata; here that is an empty object. */
export const metadata = <Parent extends { metadata?: Record<string, string> | null }>(
  t: Fields<Parent>,
  key = 'metadata' as keyof Parent & string,
  description = 'Your own key–value strings; empty when there are none.',
): FieldRef<Types> =>
  t.field({
    type: 'JSONObject',
    description,
    extensions: { values: () => METADATA_VALUES },
    resolve: (parent) => (optionalValue(parent, key, OBJECT) ?? {}) as Record<string, unknown>,
  });

/** An enum value. */
export const enumerated = <Parent extends object, Value extends string, Nullable extends boolean = false>(
  t: Fields<Parent>,
  key: KeyWith<Parent, NoInfer<Value>, Nullable>,
  description: string,
  { type, ...options }: FieldOptions<Nullable> & { readonly type: Enumeration<Value> },
): FieldRef<Types> =>
  field(t, key, description, options, {
    type: type.ref,
    kind: TEXT,
    show: (value, context, _parent, info) => type.read(value as Value, context, info?.path),
    wantsPlace: true,
  });

/** A list of enum values. */
export const enumeratedList = <Parent extends object, Value extends string, Nullable extends boolean = false>(
  t: Fields<Parent>,
  key: KeyWith<Parent, readonly NoInfer<Value>[], Nullable>,
  description: string,
  options: FieldOptions<Nullable> & {
    readonly type: Enumeration<Value>;
    /** Where REST leaves it out, the list is empty and not null. */
    readonly emptyWhenMissing?: Nullable;
  },
): FieldRef<Types> => {
  const { type, emptyWhenMissing = false, ...others } = options;
  return field(t, key, description, others, {
    type: [type.ref],
    kind: emptyWhenMissing ? NO_OR_TEXTS : TEXTS,
    show: (values, context, _parent, info) => {
      const read = (values ?? []).map((value, key) =>
        type.read(value as Value, context, info && { prev: info.path, key, typename: undefined }),
      );
      return read.includes(undefined) ? undefined : read;
    },
    wantsPlace: true,
  });
};

/** A list of currencies. */
export const currencies = <Parent extends object>(
  t: Fields<Parent>,
  key: KeyWith<Parent, readonly string[], false>,
  description: string,
): FieldRef<Types> =>
  field(
    t,
    key,
    description,
    {},
    {
      type: ['Currency'],
      kind: TEXTS,
      show: (codes) => codes.map((code) => code.toUpperCase()),
    },
  );

/** The id of what REST may send whole, where this graph has no type for it. */
export const identifierOf = <Parent extends object, Nullable extends boolean = false>(
  t: Fields<Parent>,
  key: KeyWith<Parent, string | { readonly id: string }, Nullable>,
  description: string,
  options: FieldOptions<Nullable> = {},
): FieldRef<Types> =>
  field(t, key, description, options, {
    type: 'ID',
    kind: ID_OR_OBJECT,
    show: (value) => (typeof value === 'string' ? value : value.id),
  });

/** An object that stands in its parent and has no life of its own. */
export const nested = <Parent extends object, Shape extends object, Nullable extends boolean = false>(
  t: Fields<Parent>,
  key: KeyWith<Parent, NoInfer<Shape>, Nullable>,
  description: string,
  { type, ...options }: FieldOptions<Nullable> & { readonly type: ObjectRef<Types, Shape> },
): FieldRef<Types> =>
  field(t, key, description, options, { type, kind: OBJECT, show: (part, _context, parent) => ownedBy(part, parent) });

/** A list of such objects. */
export const nestedList = <Parent extends object, Shape extends object, Nullable extends boolean = false>(
  t: Fields<Parent>,
  key: KeyWith<Parent, readonly NoInfer<Shape>[], Nullable>,
  description: string,
  { type, ...options }: FieldOptions<Nullable> & { readonly type: ObjectRef<Types, Shape> },
): FieldRef<Types> =>
  field(t, key, description, options, {
    type: [type],
    kind: OBJECTS,
    show: (parts, _context, parent) => parts.map((part) => ownedBy(part, parent)),
  });

/**
 * Fields that several types have: `sharedFields<Shape>()((t) => ({ … }))` makes a function of the `t` of any type whose REST object has
 * that shape.
 */
export const sharedFields =
  <Shape extends object>() =>
  <Made>(make: (t: Fields<Shape>) => Made) =>
  <Parent extends Shape>(t: Fields<Parent>): Made =>
    // Pothos keeps no parent: a builder of fields for a narrower one makes the same fields.
    make(t as unknown as Fields<Shape>);
