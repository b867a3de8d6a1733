import { expectList } from '../../stripe/expectation.ts';
import type { RestPath } from '../../stripe/path.ts';
import type { RestObject } from '../resource.ts';
import { MAX_EXPAND_DEPTH, REST_PAGE_SIZE } from '../rest-limits.ts';
import type { Found, KnownObjects, ObjectWant } from './known-objects.ts';
import { type Arrived, getExpanded } from './rest-call.ts';
import type { RestSession } from './rest-session.ts';

/** With this many objects wanted whose siblings one of them can bring, it pays to ask for one first. */
const PROBE_FROM = 3;

/** Those that have a key, by it: mostly none has. */
const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string | undefined): readonly T[][] => {
  let groups: Map<string, T[]> | undefined;
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    groups ??= new Map();
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups === undefined ? [] : [...groups.values()];
};

const depthOf = (expansion: string): number => expansion.split('.').length;

export interface SiblingsOptions {
  readonly rest: RestSession;
  readonly known: KnownObjects;
  readonly arrived: Arrived;
  /** One GET of an object, with more expansions than are wanted of it. */
  readonly get: (want: ObjectWant, extra: readonly string[]) => Promise<Found>;
}

/**
 * Two ways to read objects that stand in one list (siblings) with fewer calls than one for each: read the list itself,
 * or let the first of them bring the list as an expansion. Whatever goes wrong with either, the single calls still
 * answer, or fail each for itself.
 */
export class Siblings {
  readonly #options: SiblingsOptions;
  readonly #listsRead = new Set<string>();

  constructor(options: SiblingsOptions) {
    this.#options = options;
  }

  /**
   * Begins what is worth beginning for a batch; by REST path, what the object there must wait for before it is asked
   * for singly.
   */
  readAhead(batch: readonly ObjectWant[]): ReadonlyMap<string, Promise<void>> {
    const delays = new Map<string, Promise<void>>();
    const delay = (group: readonly ObjectWant[], read: Promise<void> | undefined): void => {
      if (read) for (const { path } of group) delays.set(path.text, read);
    };
    for (const group of groupBy(batch, ({ resource, id }) => resource.siblings?.(id).text)) {
      delay(group, this.#readList(group));
    }
    for (const group of groupBy(batch, ({ resource }) => resource.siblingsExpansion)) delay(group, this.#probe(group));
    return delays;
  }

  /** Forgets everything: a mutation may have changed any of it. */
  clear(): void {
    this.#listsRead.clear();
  }

  /**
   * Several children of one parent: the list they stand in is one call, single calls remain for what it does not bring.
   */
  #readList(group: readonly ObjectWant[]): Promise<void> | undefined {
    const [first] = group;
    const list = first?.resource.siblings?.(first.id);
    if (!list || group.length < 2 || this.#listsRead.has(list.text)) return undefined;
    const expand = [...new Set(group.flatMap((want) => want.expand))];
    if (expand.some((expansion) => depthOf(expansion) >= MAX_EXPAND_DEPTH)) return undefined;
    this.#listsRead.add(list.text);
    return this.#fetchList(list, expand, group).catch(() => {});
  }

  async #fetchList(list: RestPath, expand: readonly string[], group: readonly ObjectWant[]): Promise<void> {
    const { rest, known, arrived } = this.#options;
    const inList = expand.map((expansion) => `data.${expansion}`);
    const params = { limit: REST_PAGE_SIZE };
    const resource = group[0]?.resource;
    const answer = await getExpanded<{ data: RestObject[]; has_more: boolean }>(
      rest,
      list,
      params,
      inList,
      expectList(list, params, resource?.object),
      group[0]?.place,
    );
    for (const object of answer.body.data) {
      const path = resource?.path?.(resource.idOf(object));
      if (path) known.setFound(path, object);
    }
    arrived(list, answer);
    if (answer.body.has_more) return;
    for (const want of group) if (!known.get(want)) known.setFound(want.path, null);
  }

  /**
   * Asks for one object with its siblings expanded, as long as that spares calls, before the rest are asked for singly.
   */
  #probe(group: readonly ObjectWant[]): Promise<void> | undefined {
    if (group.length < PROBE_FROM) return undefined;
    const below = group[0]?.resource.siblingsExpansion ?? '';
    const inList = group.flatMap((want) => want.expand.map((expansion) => `${below}.data.${expansion}`));
    const expand = [below, ...inList];
    if (expand.some((expansion) => depthOf(expansion) > MAX_EXPAND_DEPTH)) return undefined;
    return this.#askInTurn(group, expand);
  }

  async #askInTurn(group: readonly ObjectWant[], expand: readonly string[]): Promise<void> {
    const { known, get } = this.#options;
    let left = [...group];
    for (let want = left.shift(); want !== undefined && left.length > 0; want = left.shift()) {
      await get(want, expand).catch(() => null);
      const still = left.filter((each) => !known.satisfying(each));
      if (still.length === left.length) return;
      left = still;
    }
  }
}
