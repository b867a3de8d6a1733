import DataLoader from 'dataloader';
import type { ResponsePath } from 'graphql';
import { expectList } from '../../stripe/expectation.ts';
import type { RestParams } from '../../stripe/form.ts';
import type { RestPath } from '../../stripe/path.ts';
import { publicError } from '../errors.ts';
import type { RestObject } from '../resource.ts';
import { type Arrived, getExpanded } from './rest-call.ts';
import type { RestSession } from './rest-session.ts';

/** A page as a REST list endpoint answers it, in the list's own order. */
export interface RestList {
  readonly data: readonly RestObject[];
  /** More items follow in the direction that was asked. */
  readonly has_more: boolean;
}

/** One page of one list, at most 100 items. */
export interface ListWant {
  readonly path: RestPath;
  readonly filters: RestParams;
  /** REST's `object` of its items, where one is known. */
  readonly itemObject: string | undefined;
  readonly direction: 'forward' | 'backward';
  readonly cursor: string | undefined;
  readonly limit: number;
  readonly expand: readonly string[];
  /** Its items are history, such as events: what stands in them may be outdated, and answers no other look-up. */
  readonly isHistory?: boolean | undefined;
  /** The field that asks, which is told of a call that is made for it. */
  readonly place: ResponsePath | undefined;
}

interface KnownPage {
  readonly limit: number;
  readonly expand: ReadonlySet<string>;
  readonly page: Promise<RestList>;
}

const isItem = (value: unknown): value is RestObject =>
  typeof value === 'object' && value !== null && typeof (value as Partial<RestObject>).id === 'string';

/**
 * The value as a list, at that place. Throws UPSTREAM_PROTOCOL_ERROR where it is none, or has an item without an id.
 */
export const checkedList = (value: unknown, place: string): RestList => {
  const { data, has_more: more } = (value ?? {}) as Partial<RestList>;
  if (!Array.isArray(data) || typeof more !== 'boolean') {
    throw publicError('UPSTREAM_PROTOCOL_ERROR', `The REST API sent something that is not a list as ${place}.`);
  }
  const odd = data.findIndex((item) => !isItem(item));
  if (odd < 0) return value as RestList;
  throw publicError(
    'UPSTREAM_PROTOCOL_ERROR',
    `The REST API sent ${place} with an item \`data.${odd}\` that has no \`id\`.`,
  );
};

/** Equal for the same page of the same list under the same filters: only these share a call. */
const keyOf = ({ path, filters, direction, cursor }: ListWant): string =>
  JSON.stringify([path.text, filters, direction, cursor]);

/** One want for two of the same page. */
const both = (one: ListWant, other: ListWant): ListWant => ({
  ...other,
  limit: Math.max(one.limit, other.limit),
  expand: [...new Set([...one.expand, ...other.expand])],
});

/**
 * Pages of lists. Requests of one turn of the event loop are one batch, equal ones are one call (deduplication), and
 * each page is read at most once in one operation.
 */
export class ListLoader {
  readonly #rest: RestSession;
  readonly #arrived: Arrived;
  readonly #known = new Map<string, KnownPage>();
  readonly #wants: DataLoader<ListWant, { page: Promise<RestList> }>;

  constructor(rest: RestSession, arrived: Arrived) {
    this.#rest = rest;
    this.#arrived = arrived;
    this.#wants = new DataLoader(async (wants) => this.#dispatch(wants), { cache: false });
  }

  async load(want: ListWant): Promise<RestList> {
    const { page } = await this.#wants.load(want);
    return slice(await page, want);
  }

  /** Forgets everything: a mutation may have changed any of it. */
  clear(): void {
    this.#known.clear();
  }

  #dispatch(wants: readonly ListWant[]): { page: Promise<RestList> }[] {
    const keys = wants.map(keyOf);
    const merged = new Map<string, ListWant>();
    wants.forEach((want, index) => {
      const key = keys[index] as string;
      const other = merged.get(key);
      merged.set(key, other ? both(other, want) : want);
    });
    for (const [key, want] of merged) {
      const known = this.#known.get(key);
      if (known && known.limit >= want.limit && want.expand.every((each) => known.expand.has(each))) continue;
      this.#known.set(key, { limit: want.limit, expand: new Set(want.expand), page: this.#fetch(want) });
    }
    return keys.map((key) => ({ page: (this.#known.get(key) as KnownPage).page }));
  }

  async #fetch(want: ListWant): Promise<RestList> {
    const { path, filters, itemObject, direction, cursor, limit, expand, isHistory, place } = want;
    const at = direction === 'forward' ? { starting_after: cursor } : { ending_before: cursor };
    const params = { ...filters, limit, ...(cursor === undefined ? {} : at) };
    const expected = expectList(path, params, itemObject);
    const answer = await getExpanded<object>(this.#rest, path, params, expand, expected, place);
    const list = checkedList(answer.body, path.text);
    if (!isHistory) this.#arrived(path, answer);
    return list;
  }
}

/** The items next to the cursor: as many as one request asked for, of a page that another request made larger. */
const slice = ({ data, has_more }: RestList, { limit, direction }: ListWant): RestList => {
  if (data.length <= limit) return { data, has_more };
  return { data: direction === 'forward' ? data.slice(0, limit) : data.slice(-limit), has_more: true };
};
