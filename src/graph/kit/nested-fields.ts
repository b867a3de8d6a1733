import type { FieldRef, ObjectRef } from '@pothos/core';
import type { Types } from './builder.ts';
import { type FieldOptions, type Fields, field, type KeyWith } from './field.ts';
import { OBJECT, OBJECTS, ownedBy } from './rest-value.ts';

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
