import DataLoader from 'dataloader';
import type { RestError } from '../../stripe/errors.ts';
import type { RestPath } from '../../stripe/path.ts';
import { isMissing, publicError } from '../errors.ts';
import type { Resource, RestObject } from '../resource.ts';
import { MAX_EXPAND_DEPTH, REST_PAGE_SIZE } from '../rest-limits.ts';
import { haveArrived } from './expansion.ts';
import { type Answer, getExpanded } from './rest-call.ts';
import type { RestSession } from './rest-session.ts';

interface ObjectWant {
  readonly resource: Resource;
  readonly id: string;
  readonly path: RestPath;
  readonly expand: ReadonlySet<string>;
}

type Found = RestObject | null;

/** What is known of one REST object in this operation. */
interface Known {
  readonly value: Promise<Found>;
  /** Expansions that the call asked for; those of an object that came inside another answer show in the object itself. */
  readonly asked: ReadonlySet<string>;
  object?: Found;
  refusal?: RestError | undefined;
}

/** Wanting this many objects whose siblings one of them can bring, it pays to ask for one first. */
const PROBE_FROM = 3;

/** Objects by id, each fetched at most once for all who want it in one operation. */
export class ObjectLoader {
  readonly #rest: RestSession;
  readonly #arrived: (answer: Answer<object>) => void;
  readonly #known = new Map<string, Known>();
  readonly #siblingsRead = new Set<string>();
  // The batch answers promises, not objects, so that a slow object does not hold up its neighbours.
  readonly #wants: DataLoader<ObjectWant, { value: Promise<Found> }>;

  constructor(rest: RestSession, arrived: (answer: Answer<object>) => void) {
    this.#rest = rest;
    this.#arrived = arrived;
    this.#wants = new DataLoader(async (wants) => this.#dispatch(wants), { cache: false });
  }

  /** The object, with at least these expansions; null when REST has none under that id. */
  async load(resource: Resource, id: string, expand: readonly string[]): Promise<Found> {
    const path = resource.path?.(id);
    if (path === undefined) throw new TypeError(`${resource.typename} cannot be fetched by its id alone.`);
    const want: ObjectWant = { resource, id, path, expand: new Set(expand) };
    const known = this.#satisfying(want);
    return known ? known.value : (await this.#wants.load(want)).value;
  }

  /** Takes in an object that came inside another answer, so that wanting it costs nothing. */
  prime(path: RestPath, object: RestObject): void {
    if (!this.#known.has(path.text)) this.#remember(path, object, new Set());
  }

  /** Why REST did not expand what was asked with this object, if it refused. */
  refusalOf(path: RestPath): RestError | undefined {
    return this.#known.get(path.text)?.refusal;
  }

  /** Forgets everything: a mutation may have changed any of it. */
  clear(): void {
    this.#known.clear();
    this.#siblingsRead.clear();
  }

  #satisfying(want: ObjectWant): Known | undefined {
    const known = this.#known.get(want.path.text);
    if (known === undefined) return undefined;
    if ([...want.expand].every((expansion) => known.asked.has(expansion))) return known;
    return known.object !== undefined && haveArrived(known.object, want.expand) ? known : undefined;
  }

  #remember(path: RestPath, object: Found, asked: ReadonlySet<string>): void {
    this.#known.set(path.text, { value: Promise.resolve(object), asked, object });
  }

  #dispatch(wants: readonly ObjectWant[]): { value: Promise<Found> }[] {
    const merged = mergeByPath(wants);
    const open = [...merged.values()].filter((want) => !this.#satisfying(want));
    const delayed = new Map<string, Promise<unknown>>();
    for (const group of groupBy(open, (want) => want.resource.siblings?.(want.id).text)) {
      const read = this.#readSiblings(group);
      if (read) for (const want of group) delayed.set(want.path.text, read);
    }
    for (const group of groupBy(open, (want) => want.resource.siblingsExpansion)) {
      const probe = this.#probe(group);
      if (probe) for (const want of group) delayed.set(want.path.text, probe);
    }
    const values = new Map<string, Promise<Found>>();
    for (const want of merged.values()) {
      const wait = delayed.get(want.path.text);
      values.set(want.path.text, wait ? wait.then(() => this.#get(want)) : this.#get(want));
    }
    return wants.map((want) => ({ value: values.get(want.path.text) as Promise<Found> }));
  }

  /** The object as known, or one GET for it. */
  #get(want: ObjectWant, extra: readonly string[] = []): Promise<Found> {
    const satisfying = this.#satisfying(want);
    if (satisfying) return satisfying.value;
    // What was asked before is asked again, so that the new answer can take the old one's place.
    const asked = new Set([...(this.#known.get(want.path.text)?.asked ?? []), ...want.expand]);
    const value = this.#fetch(want.path, [...asked, ...extra]);
    this.#known.set(want.path.text, { value, asked });
    return value;
  }

  async #fetch(path: RestPath, expand: readonly string[]): Promise<Found> {
    try {
      const answer = await getExpanded<RestObject>(this.#rest, path, {}, expand);
      const { body, refusal } = answer;
      if (typeof body.id !== 'string') throw publicError('UPSTREAM_PROTOCOL_ERROR', 'The REST API answered no object.');
      Object.assign(this.#known.get(path.text) ?? {}, { object: body, refusal });
      this.#arrived(answer);
      return body;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Several children of one parent: the list they stand in is one call, single calls remain for what it does not bring. */
  #readSiblings(group: readonly ObjectWant[]): Promise<void> | undefined {
    const [first] = group;
    const list = first?.resource.siblings?.(first.id);
    const expand = [...new Set(group.flatMap((want) => [...want.expand]))];
    const fits = expand.every((expansion) => expansion.split('.').length < MAX_EXPAND_DEPTH);
    if (!first || !list || group.length < 2 || !fits || this.#siblingsRead.has(list.text)) return undefined;
    this.#siblingsRead.add(list.text);
    const read = async (): Promise<void> => {
      const params = { limit: REST_PAGE_SIZE };
      const inList = expand.map((expansion) => `data.${expansion}`);
      const answer = await getExpanded<{ data: RestObject[]; has_more: boolean }>(this.#rest, list, params, inList);
      const { body } = answer;
      for (const object of body.data) {
        const path = first.resource.path?.(first.resource.idOf(object));
        if (path) this.#remember(path, object, new Set());
      }
      this.#arrived(answer);
      if (body.has_more) return;
      for (const { path } of group) if (!this.#known.has(path.text)) this.#remember(path, null, new Set());
    };
    // Whatever goes wrong with the list, the single calls still answer or fail each for itself.
    return read().catch(() => {});
  }

  /** Asks for one object with its siblings expanded, as long as that spares calls, before the rest are asked for singly. */
  #probe(group: readonly ObjectWant[]): Promise<void> | undefined {
    if (group.length < PROBE_FROM) return undefined;
    const below = group[0]?.resource.siblingsExpansion ?? '';
    const expand = [
      below,
      ...group.flatMap((want) => [...want.expand].map((expansion) => `${below}.data.${expansion}`)),
    ];
    if (expand.some((expansion) => expansion.split('.').length > MAX_EXPAND_DEPTH)) return undefined;
    const probe = async (): Promise<void> => {
      let left = [...group];
      for (let want = left.shift(); want !== undefined && left.length > 0; want = left.shift()) {
        await this.#get(want, expand).catch(() => null);
        const still = left.filter((each) => !this.#satisfying(each));
        if (still.length === left.length) return;
        left = still;
      }
    };
    return probe();
  }
}

const mergeByPath = (wants: readonly ObjectWant[]): Map<string, ObjectWant> => {
  const merged = new Map<string, ObjectWant>();
  for (const want of wants) {
    const other = merged.get(want.path.text);
    merged.set(want.path.text, other ? { ...other, expand: new Set([...other.expand, ...want.expand]) } : want);
  }
  return merged;
};

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string | undefined): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
};
