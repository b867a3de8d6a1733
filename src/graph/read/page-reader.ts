import type { ResponsePath } from 'graphql';
import type { RestParams } from '../../stripe/form.ts';
import type { RestPath } from '../../stripe/path.ts';
import type { PageRequest } from '../page.ts';
import type { RestObject } from '../resource.ts';
import { REST_PAGE_SIZE } from '../rest-limits.ts';
import type { Warn } from '../warning.ts';
import type { RestList } from './list-loader.ts';
import type { Loaders } from './loaders.ts';

/** A list as REST serves it. */
export interface ListSource {
  readonly path: RestPath;
  readonly filters: RestParams;
  /** REST's `object` of its items, where one is known. */
  readonly itemObject: string | undefined;
  readonly expand: readonly string[];
  /** Its items are history, such as events: what stands in them may be outdated, and answers no other look-up. */
  readonly isHistory?: boolean | undefined;
  /** The field that asks. */
  readonly place: ResponsePath | undefined;
}

/** Items in the list's own order, and whether more are known in the direction of the request. */
export interface Page {
  readonly items: readonly RestObject[];
  readonly more: boolean;
}

/** As much of a request as a list that stands in the parent answers, and whether there may be more. */
const pageIn = ({ data, has_more }: RestList, size: number): Page => ({
  items: data.length > size ? data.slice(0, size) : data,
  more: has_more || data.length > size,
});

/** What the parent brought, where it is all that is asked for; else undefined. */
export const wholePageIn = (embedded: RestList | undefined, size: number): Page | undefined => {
  const page = embedded && pageIn(embedded, size);
  return page && (page.items.length === size || !page.more) ? page : undefined;
};

/**
 * Reads as many REST pages as the request needs, 100 items each, going on from what the parent
 * brought. An answer that repeats an item, or promises more and brings nothing, would never end: the
 * page ends there.
 */
export const readPage = async (
  source: ListSource,
  request: PageRequest,
  embedded: RestList | undefined,
  { loaders, warn }: { readonly loaders: Loaders; readonly warn: Warn },
): Promise<Page> => {
  const { size, direction } = request;
  const forward = direction === 'forward';
  let { items, more }: Page = embedded ? pageIn(embedded, size) : { items: [], more: true };
  let cursor = items.at(-1)?.id ?? request.cursor;
  const seen = new Set(items.map(({ id }) => id));
  while (more && items.length < size) {
    const limit = Math.min(REST_PAGE_SIZE, size - items.length);
    const { data, has_more } = await loaders.list({ ...source, direction, cursor, limit });
    const fresh = data.filter(({ id }) => !seen.has(id) && seen.add(id));
    // REST answers backward pages in the list's order too: each stands before the ones read so far.
    if (items.length === 0) items = fresh;
    else items = forward ? [...items, ...fresh] : [...fresh, ...items];
    cursor = (forward ? fresh.at(-1) : fresh[0])?.id;
    more = has_more;
    if (fresh.length < data.length || (more && data.length === 0)) {
      warn({
        code: 'PAGINATION_INCONSISTENT',
        message: `The REST list ${source.path.text} repeats itself or promises items that it does not bring; the page ends there.`,
      });
      more = false;
    }
  }
  return { items, more };
};
