import DataLoader from 'dataloader';
import type { ResponsePath } from 'graphql';
import type { RestError } from '../../stripe/errors.ts';
import { expectObject } from '../../stripe/expectation.ts';
import type { RestPath } from '../../stripe/path.ts';
import { isMissing, publicError } from '../errors.ts';
import type { Resource, RestObject } from '../resource.ts';
import type { Arrivals } from './arrivals.ts';
import { type Found, KnownObjects, NOTHING, type ObjectWant } from './known-objects.ts';
import { type Answer, type Arrived, getExpanded } from './rest-call.ts';
import type { RestSession } from './rest-session.ts';
import { Siblings } from './siblings.ts';

/** The expansions in `expand` that are not in `others`; usually both are empty. */
const without = (expand: readonly string[], others: readonly string[]): readonly string[] =>
  expand.length === 0 ? expand : expand.filter((each) => !others.includes(each));

/** Deduplication: requests for one object become one, with the expansions of all. */
const mergeByPath = (wants: readonly ObjectWant[]): Map<string, ObjectWant> => {
  const merged = new Map<string, ObjectWant>();
  for (const want of wants) {
    const other = merged.get(want.path.text);
    const expand = other && [...other.expand, ...without(want.expand, other.expand)];
    merged.set(want.path.text, expand ? { ...other, expand } : want);
  }
  return merged;
};

/** What is in the next batch. */
interface Next {
  readonly resource: Resource;
  readonly expand: readonly string[];
  readonly value: Promise<Found>;
}

/**
 * Objects by id. Wants of one turn of the event loop are one batch, so that a list of 100 items does not make 100 calls
 * for what its items have in common (the N+1 problem), and each object is fetched at most once in one operation.
 */
export class ObjectLoader {
  readonly #rest: RestSession;
  readonly #arrived: Arrived;
  readonly #missed: (error: RestError) => void;
  readonly #known: KnownObjects;
  #siblings: Siblings | undefined;
  // The batch answers promises and not objects, so that a slow object does not hold up its neighbours (head-of-line
  // blocking).
  readonly #wants: DataLoader<ObjectWant, Promise<Found>>;
  /** By GraphQL id: under a hundred names the same object is wanted once. */
  readonly #next = new Map<string, Next>();

  /**
   * @param arrivals what has come inside other answers
   * @param missed told why REST has no object under an id that was asked for
   */
  constructor(rest: RestSession, arrivals: Arrivals, arrived: Arrived, missed: (error: RestError) => void) {
    this.#rest = rest;
    this.#known = new KnownObjects(arrivals);
    this.#arrived = arrived;
    this.#missed = missed;
    this.#wants = new DataLoader(async (wants) => this.#dispatch(wants), { cache: false });
  }

  /** The object, with at least these expansions; null when REST has none under that id. */
  load(resource: Resource, id: string, expand: readonly string[], place: ResponsePath | undefined): Promise<Found> {
    const next = this.#next.get(id);
    if (next?.resource === resource && without(expand, next.expand).length === 0) return next.value;
    const path = resource.path?.(id);
    if (path === undefined) throw new TypeError(`${resource.typename} cannot be fetched by its id alone.`);
    const want: ObjectWant = { resource, id, path, expand, place };
    const known = this.#known.satisfying(want);
    if (known !== undefined) return known.value;
    // DataLoader's promise of a promise is one promise.
    const value = this.#wants.load(want) as Promise<unknown> as Promise<Found>;
    this.#next.set(id, { resource, expand, value });
    return value;
  }

  /** Why REST did not expand what was asked with this object, if it refused. */
  refusalOf(resource: Resource, path: RestPath): RestError | undefined {
    return this.#known.get({ resource, path })?.refusal;
  }

  /** Forgets everything: a mutation may have changed any of it. */
  clear(): void {
    this.#known.clear();
    this.#siblings?.clear();
  }

  #dispatch(wants: readonly ObjectWant[]): Promise<Found>[] {
    this.#next.clear();
    const [first] = wants;
    // Neither others of its kind nor equal ones are beside it, as in most operations.
    if (first !== undefined && wants.length === 1) return [this.#get(first)];
    const merged = mergeByPath(wants);
    const delays = this.#readAhead([...merged.values()].filter((want) => !this.#known.satisfying(want)));
    const values = new Map<string, Promise<Found>>();
    for (const want of merged.values()) {
      const delay = delays.get(want.path.text);
      values.set(want.path.text, delay ? delay.then(() => this.#get(want)) : this.#get(want));
    }
    return wants.map((want) => values.get(want.path.text) as Promise<Found>);
  }

  #readAhead(batch: readonly ObjectWant[]): ReturnType<Siblings['readAhead']> {
    this.#siblings ??= new Siblings({
      rest: this.#rest,
      known: this.#known,
      arrived: this.#arrived,
      get: (want, extra) => this.#get(want, extra),
    });
    return this.#siblings.readAhead(batch);
  }

  /** The object as known, or one GET for it. */
  #get(want: ObjectWant, extra: readonly string[] = []): Promise<Found> {
    const satisfying = this.#known.satisfying(want);
    if (satisfying) return satisfying.value;
    // What was expanded before is expanded again, so that the new answer can take the old one's place.
    const before = this.#known.asked(want.path)?.asked ?? NOTHING;
    const expand = before.size === 0 ? want.expand : [...before, ...without(want.expand, [...before])];
    const value = this.#fetch(want, extra.length === 0 ? expand : [...expand, ...extra]);
    this.#known.set(want.path, { value, asked: expand.length === 0 ? NOTHING : new Set(expand) });
    return value;
  }

  #fetch({ resource, path, place }: ObjectWant, expand: readonly string[]): Promise<Found> {
    const expected = expectObject(resource.object, path);
    return getExpanded<RestObject>(this.#rest, path, {}, expand, expected, place).then(
      (answer) => this.#take(resource, path, answer),
      (error: unknown) => {
        if (!isMissing(error)) throw error;
        this.#missed(error);
        return null;
      },
    );
  }

  #take({ isSingleton }: Resource, path: RestPath, answer: Answer<RestObject>): RestObject {
    const { body, refusal } = answer;
    if (typeof body.id !== 'string' && !isSingleton) {
      throw publicError('UPSTREAM_PROTOCOL_ERROR', 'The REST API answered no object.');
    }
    const known = this.#known.asked(path);
    if (known !== undefined) {
      known.object = body;
      known.refusal = refusal;
    }
    this.#arrived(path, answer);
    return body;
  }
}
