import { noSuch, RestError } from './errors.ts';
import { integer, string } from './parameters.ts';
import type { RestList, RestObject } from './rest-object.ts';

/** The parameters of every list. */
export const paging = {
  limit: integer({ min: 1, max: 100 }),
  starting_after: string(),
  ending_before: string(),
};

export interface Page {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

export interface Listing<T extends RestObject> {
  /** In the list's own order. A cursor may stand anywhere in it, also where the filter would leave it out. */
  readonly items: readonly T[];
  readonly matches?: (item: T) => boolean;
  readonly type: string;
  readonly url: string;
}

/** Newest first; of two made in the same second, the one that came later. */
export const newestFirst = <T extends RestObject>(items: readonly T[], time: (item: T) => number | null): T[] =>
  items.toReversed().toSorted((a, b) => (time(b) ?? 0) - (time(a) ?? 0));

/** `ending_before` gives the items directly before the cursor, in the list's own order; has_more looks that way. */
export const page = <T extends RestObject>(listing: Listing<T>, { limit = 10, ...cursors }: Page): RestList<T> => {
  const { items, matches = () => true, type, url } = listing;
  const { starting_after: after, ending_before: before } = cursors;
  if (after !== undefined && before !== undefined) {
    throw new RestError(400, 'Received both starting_after and ending_before parameters. Please pass in only one.');
  }
  const indexOf = (id: string, param: string): number => {
    const index = items.findIndex((item) => item.id === id);
    if (index === -1) throw noSuch(type, id, { status: 400, param });
    return index;
  };
  const start = after === undefined ? 0 : indexOf(after, 'starting_after') + 1;
  const end = before === undefined ? items.length : indexOf(before, 'ending_before');
  const rest = items.slice(start, end).filter(matches);
  const data = before === undefined ? rest.slice(0, limit) : rest.slice(-limit);
  return { object: 'list', data, has_more: rest.length > data.length, url };
};
