import type { PageArguments } from '../page.ts';
import { haveArrived } from '../read/expansion.ts';
import { checkedList, type RestList } from '../read/list-loader.ts';
import type { Page } from '../read/page-reader.ts';
import type { RestObject } from '../resource.ts';
import { whichObject } from './rest-value.ts';

/** A page after the Relay connection specification. */
export interface Connection<Item> {
  readonly edges: { readonly cursor: string; readonly node: Item }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/**
 * The list that came embedded in the parent; undefined where something that is selected on its items is missing in it.
 */
export const embeddedList = (
  parent: object,
  keys: readonly string[],
  expand: readonly string[],
): RestList | undefined => {
  let value: unknown = parent;
  for (const key of keys) value = (value as Record<string, unknown> | null | undefined)?.[key];
  if (value === undefined || value === null) return undefined;
  const list = checkedList(value, `\`${keys.join('.')}\` of ${whichObject(parent)}`);
  return haveArrived(list, expand) ? list : undefined;
};

/** `hasNextPage` and `hasPreviousPage` are true only where the answer, or the cursor that was given, proves it. */
export const toConnection = <Item extends RestObject>(
  { items, more }: Page,
  args: PageArguments,
  isShown?: (item: RestObject) => boolean,
): Connection<Item> => {
  const backward = Boolean(args.before);
  return {
    // An item that is not shown keeps its place in the list, so that paging goes on behind it.
    edges: (isShown ? items.filter(isShown) : items).map((item) => ({ cursor: item.id, node: item as Item })),
    pageInfo: {
      hasNextPage: backward || more,
      hasPreviousPage: backward ? more : Boolean(args.after),
      startCursor: items[0]?.id ?? null,
      endCursor: items.at(-1)?.id ?? null,
    },
  };
};
