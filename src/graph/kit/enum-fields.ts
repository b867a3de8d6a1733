import type { FieldRef } from '@pothos/core';
import type { Types } from './builder.ts';
import type { Enumeration } from './enumeration.ts';
import { type FieldOptions, type Fields, field, type KeyWith } from './field.ts';
import { NO_OR_TEXTS, TEXT, TEXTS } from './rest-value.ts';

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
    json: (value) => type.json.get(value),
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
