import type { ObjectFieldBuilder } from '@pothos/core';
import type { Types } from './builder.ts';
import type { Enumeration } from './enumeration.ts';

/** The keys of a REST object under which there is a value of that kind, perhaps null or absent. */
type KeyWith<Parent, Value> = {
  [Key in keyof Parent]-?: Exclude<Parent[Key], null | undefined> extends Value ? Key : never;
}[keyof Parent] &
  string;

/** The keys under which that value always is. */
type RequiredKeyWith<Parent, Value> = {
  [Key in keyof Parent]-?: Parent[Key] extends Value ? Key : never;
}[keyof Parent] &
  string;

const SECOND = 1000;

/** Pothos cannot tell that a type parameter is not a list, so that no value of it fits; what does fit is checked by the keys above. */
type Resolved = never;

/** A moment that REST always gives, in Unix seconds. */
export const timestamp = <Parent extends object>(
  t: ObjectFieldBuilder<Types, Parent>,
  key: RequiredKeyWith<Parent, number>,
  description: string,
) => t.field({ type: 'DateTime', description, resolve: (parent) => new Date(Number(parent[key]) * SECOND) });

/** A moment that REST may leave null. */
export const maybeTimestamp = <Parent extends object>(
  t: ObjectFieldBuilder<Types, Parent>,
  key: KeyWith<Parent, number>,
  description: string,
) =>
  t.field({
    type: 'DateTime',
    nullable: true,
    description,
    resolve: (parent) => {
      const seconds: unknown = parent[key];
      return typeof seconds === 'number' ? new Date(seconds * SECOND) : null;
    },
  });

/** REST writes currencies in lower case, the world in upper case. */
export const currency = <Parent extends { currency: string }>(t: ObjectFieldBuilder<Types, Parent>) =>
  t.field({
    type: 'Currency',
    description: 'The currency of its amounts.',
    resolve: (parent) => parent.currency.toUpperCase(),
  });

export const livemode = <Parent extends { livemode: boolean }>(t: ObjectFieldBuilder<Types, Parent>) =>
  t.field({
    type: 'Boolean',
    description: 'True for real money, false for test data.',
    resolve: (parent) => parent.livemode,
  });

/** Some resources have null for no metadata; here that is an empty object. */
export const metadata = <Parent extends { metadata?: Record<string, string> | null }>(
  t: ObjectFieldBuilder<Types, Parent>,
) =>
  t.field({
    type: 'JSONObject',
    description: 'Texts of your own under keys of your own; empty when there are none.',
    resolve: (parent) => parent.metadata ?? {},
  });

/** An enum value that REST always gives. */
export const enumerated = <Parent extends object, Value extends string>(
  t: ObjectFieldBuilder<Types, Parent>,
  key: RequiredKeyWith<Parent, Value>,
  type: Enumeration<Value>,
  description: string,
) =>
  t.field({
    type: type.ref,
    description,
    resolve: (parent, _args, context) => type.read(parent[key] as Value, context) as Resolved,
  });

/** An enum value that REST may leave null. */
export const maybeEnumerated = <Parent extends object, Value extends string>(
  t: ObjectFieldBuilder<Types, Parent>,
  key: KeyWith<Parent, Value>,
  type: Enumeration<Value>,
  description: string,
) =>
  t.field({
    type: type.ref,
    nullable: true,
    description,
    resolve: (parent, _args, context) => {
      const value = parent[key] as Value | null | undefined;
      return (value ? type.read(value, context) : null) as Resolved;
    },
  });
