import type { ResponsePath } from 'graphql';
import type { RestError } from '../../stripe/errors.ts';
import type { RestPath } from '../../stripe/path.ts';
import type { Resource, RestObject } from '../resource.ts';
import type { Arrivals } from './arrivals.ts';
import { haveArrived } from './expansion.ts';

/** What a resolver asks for: one object, with at least these expansions. */
export interface ObjectWant {
  readonly resource: Resource;
  /** The GraphQL id. */
  readonly id: string;
  readonly path: RestPath;
  /** None twice. */
  readonly expand: readonly string[];
  /** The field that asks, which is told of a call that is made for it. */
  readonly place: ResponsePath | undefined;
}

/** The expansions of a GET that expands nothing. Nothing is ever added to it. */
export const NOTHING: ReadonlySet<string> = new Set();

/** Null when REST has no such object. */
export type Found = RestObject | null;

/** One REST object in this operation: asked for, or there already. */
export interface Known {
  readonly value: Promise<Found>;
  /**
   * Expansions that its own GET asked for; those of an object that came inside another answer show in the object
   * itself.
   */
  readonly asked: ReadonlySet<string>;
  /** Undefined until it is there. */
  object?: Found;
  /** Why REST did not expand what was asked with it. */
  refusal?: RestError | undefined;
}

/**
 * The GraphQL id of an object that came inside another answer; undefined where the object lacks what makes up its id,
 * or cannot be asked for by it.
 */
const graphIdOf = (resource: Resource, object: RestObject): string | undefined => {
  try {
    const id = resource.idOf(object);
    return resource.pathPattern.test(id) ? id : undefined;
  } catch {
    return undefined; // an odd object beside what was asked for must not fail what was asked for
  }
};

/** The objects that one operation has read or is reading, by their REST path. */
export class KnownObjects {
  readonly #byPath = new Map<string, Known>();
  readonly #arrivals: Arrivals;

  /** @param arrivals what has come inside other answers */
  constructor(arrivals: Arrivals) {
    this.#arrivals = arrivals;
  }

  get({ resource, path }: Pick<ObjectWant, 'resource' | 'path'>): Known | undefined {
    this.#index(resource);
    return this.#byPath.get(path.text);
  }

  /**
   * What was asked for at that path, or has been found there before: nothing that has arrived is looked through for it.
   */
  asked({ text }: RestPath): Known | undefined {
    return this.#byPath.get(text);
  }

  set(path: RestPath, known: Known): void {
    this.#byPath.set(path.text, known);
  }

  /** An object that came inside another answer, or that is certainly not there. */
  setFound(path: RestPath, object: Found): void {
    this.set(path, { value: Promise.resolve(object), asked: NOTHING, object });
  }

  /** What is known, when it has or will have every expansion that is wanted. */
  satisfying(want: ObjectWant): Known | undefined {
    const known = this.get(want);
    if (known === undefined) return undefined;
    if (want.expand.every((expansion) => known.asked.has(expansion))) return known;
    return known.object !== undefined && haveArrived(known.object, want.expand) ? known : undefined;
  }

  /** Forgets everything: a mutation may have changed any of it. */
  clear(): void {
    this.#byPath.clear();
  }

  /**
   * What has arrived of that kind fills the gaps; it never takes the place of what a GET of its own brought or will
   * bring.
   */
  #index(resource: Resource): void {
    for (const object of this.#arrivals.take(resource.object)) {
      const id = graphIdOf(resource, object);
      const path = id === undefined ? undefined : resource.path?.(id);
      if (path && !this.#byPath.has(path.text)) this.setFound(path, object);
    }
  }
}
