import type { FieldRef } from '@pothos/core';
import { momentText } from '../../json/moment-text.ts';
import { plainText } from '../../json/plain-text.ts';
import type { Types } from './builder.ts';
import { decimalsOf } from './currency-decimals.ts';
import { type FieldOptions, type Fields, field, type KeyWith } from './field.ts';
import { METADATA_VALUES } from './metadata.ts';
import {
  CURRENCY,
  FLAG,
  ID_OR_OBJECT,
  type Kind,
  MOMENT,
  NUMBER,
  optionalValue,
  restValue,
  TEXT,
  TEXTS,
  TEXTS_BY_KEY,
  WHOLE,
} from './rest-value.ts';
import { currencyText, decimalsText, flagText, numberText, type UsualText, wholeText } from './usual-text.ts';

/*
 * Every helper here, in enum-fields.ts and in nested-fields.ts is called in one way: `helper(t, 'rest_key',
 * 'Description.', options)`. What REST must send is checked where it is read: a value that is missing or of another
 * kind fails its field with UPSTREAM_PROTOCOL_ERROR.
 */

const itself = <Value>(value: Value): Value => value;

/** A helper for values that are shown as they come. */
const scalar =
  <Value>(
    type: keyof Types['Scalars'] & string,
    kind: Kind<Value>,
    json: UsualText,
    show: (value: Value) => unknown = itself,
  ) =>
  <Parent extends object, Nullable extends boolean = false>(
    t: Fields<Parent>,
    key: KeyWith<Parent, Value, Nullable>,
    description: string,
    options: FieldOptions<Nullable> = {},
  ): FieldRef<Types> =>
    field(t, key, description, options, { type, kind, show, json });

export const text = scalar('String', TEXT, plainText);

/** The id of something that this graph has no type for, or of a part that is no node. */
export const identifier = scalar('ID', TEXT, plainText);

export const flag = scalar('Boolean', FLAG, flagText);

/** Money, in the smallest unit of its currency. */
export const amount = scalar('SafeInt', WHOLE, wholeText);

/** How many there are of something. */
export const count = scalar('SafeInt', WHOLE, wholeText);

/** A number that need not be whole. */
export const decimal = scalar('Float', NUMBER, numberText);

const MILLISECONDS = 1000;

/** A moment, which REST writes in Unix seconds. */
export const timestamp = scalar('DateTime', MOMENT, momentText, (seconds) => new Date(seconds * MILLISECONDS));

/** A currency that stands under another key. REST writes currencies in lower case, the world in upper case. */
export const currencyCode = scalar('Currency', CURRENCY, currencyText, (code) => code.toUpperCase());

const currencyDecimals = scalar('Int', CURRENCY, decimalsText, decimalsOf);

/** The currency of an object's amounts, and beside it how to show them: `...currency(t)`. */
export const currency = <Parent extends { currency?: string | null }, Nullable extends boolean = false>(
  t: Fields<Parent>,
  description = 'The currency of its amounts.',
  options: FieldOptions<Nullable> = {},
): { currency: FieldRef<Types>; currencyDecimals: FieldRef<Types> } => {
  const key = 'currency' as KeyWith<Parent, string, Nullable>;
  return {
    currency: currencyCode(t, key, description, options),
    currencyDecimals: currencyDecimals(
      t,
      key,
      'How many digits of its amounts stand behind the decimal point: an amount of 1099 is 10.99 where this is 2, 1099 where it is 0 (JPY) and 1.099 where it is 3 (KWD). 2 for ISK and UGX too, whose amounts end with 00; so do payouts in HUF and TWD, which are of whole units.',
      options,
    ),
  };
};

export const livemode = <Parent extends { livemode: boolean }>(
  t: Fields<Parent>,
  key = 'livemode' as KeyWith<Parent, boolean, false>,
  description = 'True for real money, false for test data.',
): FieldRef<Types> => flag(t, key, description);

interface WithMetadata {
  metadata?: Record<string, string> | null | undefined;
}

/**
 * Said where REST documents null for no metadata, or leaves it out: there alone nothing is made up when an empty object
 * is shown.
 */
type Documented<Parent extends WithMetadata> =
  Extract<Parent['metadata'], null | undefined> extends never ? [] : [{ readonly nullable: true }];

/** Never null: where there is none, an empty object is shown. */
export const metadata = <Parent extends WithMetadata>(
  t: Fields<Parent>,
  ...[options]: Documented<Parent>
): FieldRef<Types> =>
  t.field({
    type: 'JSONObject',
    description: 'Your own key-value strings; empty when there are none.',
    extensions: { values: () => METADATA_VALUES },
    resolve: (parent) =>
      options?.nullable
        ? (optionalValue(parent, 'metadata', TEXTS_BY_KEY) ?? {})
        : restValue(parent, 'metadata', TEXTS_BY_KEY),
  });

/** A helper for lists of texts. */
const textList =
  (type: keyof Types['Scalars'] & string, show: (value: string) => unknown = itself) =>
  <Parent extends object, Nullable extends boolean = false>(
    t: Fields<Parent>,
    key: KeyWith<Parent, readonly string[], Nullable>,
    description: string,
    options: FieldOptions<Nullable> = {},
  ): FieldRef<Types> =>
    field(t, key, description, options, { type: [type], kind: TEXTS, show: (values) => values.map(show) });

export const texts = textList('String');

/** Ids of things that this graph has no type for. */
export const identifiers = textList('ID');

export const currencies = textList('Currency', (code) => code.toUpperCase());

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
    json: plainText,
  });

/**
 * Fields that several types have: `sharedFields<Shape>()((t) => ({ … }))` makes a function of the `t` of any type whose
 * REST object has that shape.
 */
export const sharedFields =
  <Shape extends object>() =>
  <Made>(make: (t: Fields<Shape>) => Made) =>
  <Parent extends Shape>(t: Fields<Parent>): Made =>
    // Pothos keeps no parent: a builder of fields for a narrower one makes the same fields.
    make(t as unknown as Fields<Shape>);
