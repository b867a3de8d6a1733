import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

type Find<T> = (owner: RestObject, world: World) => T;

/** The items of a list, and its address. */
export type FindItems = Find<{ items: readonly RestObject[]; url: string }>;

/** What may stand behind one key of an object, as far as `expand[]` is concerned. */
export type Expandable =
  /** An id, replaced by the object when expanded; `types` are the kinds of object it can name. */
  | { readonly kind: 'reference'; readonly types: readonly string[] }
  /** A list inside its parent. `hidden`: absent unless expanded. Not `inLists`: refused by every list endpoint. */
  | {
      readonly kind: 'list';
      readonly type: string;
      readonly hidden: boolean;
      readonly inLists: boolean;
      /** How many of its items are shown, where that is documented. */
      readonly size?: number;
      readonly items: FindItems;
    }
  /** A value that is absent unless expanded; without `find` it is the stored one. */
  | { readonly kind: 'included'; readonly fields: Expandables; readonly find?: Find<unknown> }
  /** A part of the object (or an array of parts) that paths lead through, but never end at. */
  | { readonly kind: 'part'; readonly fields: Expandables }
  /** A whole object of another type that stands inside an included value. */
  | { readonly kind: 'object'; readonly type: string };

export type Expandables = Readonly<Record<string, Expandable>>;

export const reference = (...types: string[]): Expandable => ({ kind: 'reference', types });
export const part = (fields: Expandables): Expandable => ({ kind: 'part', fields });
export const included = (fields: Expandables = {}, find?: Find<unknown>): Expandable => ({
  kind: 'included',
  fields,
  ...(find !== undefined && { find }),
});
export const object = (type: string): Expandable => ({ kind: 'object', type });

/** Shown unless it is said to be hidden, and expanded in lists unless it is said that REST refuses that. */
export const list = (
  type: string,
  items: FindItems,
  { hidden = false, inLists = true, size }: { hidden?: boolean; inLists?: boolean; size?: number } = {},
): Expandable => ({ kind: 'list', type, hidden, inLists, items, ...(size !== undefined && { size }) });
