import type { Resource, RestObject } from '../resource.ts';
import type { Resources } from '../resources.ts';
import type { Warn } from '../warning.ts';
import { ListLoader, type ListWant, type RestList } from './list-loader.ts';
import { ObjectLoader } from './object-loader.ts';
import type { Answer } from './rest-call.ts';
import type { RestSession } from './rest-session.ts';

/** Everything that one operation reads. What arrives in a list or an expansion answers later wants by id. */
export class Loaders {
  readonly #objects: ObjectLoader;
  readonly #lists: ListLoader;
  readonly #resources: Resources;

  constructor(rest: RestSession, resources: Resources, warn: Warn) {
    const arrived = <T extends object>({ body, path, refusal }: Answer<T>): void => {
      this.prime(body);
      if (refusal === undefined) return;
      const message = `The REST API would not expand what was selected below ${path.text}: it was asked for singly, and is null where that is not possible.`;
      warn({ code: 'EXPANSION_REFUSED', message });
    };
    this.#objects = new ObjectLoader(rest, arrived);
    this.#lists = new ListLoader(rest, arrived);
    this.#resources = resources;
  }

  /** The object under that GraphQL id with at least these expansions, or null when REST has none. */
  object(resource: Resource, id: string, expand: readonly string[]): Promise<RestObject | null> {
    return this.#objects.load(resource, id, expand);
  }

  list(want: ListWant): Promise<RestList> {
    return this.#lists.load(want);
  }

  /** Takes in every object that stands anywhere in a REST answer. */
  prime(value: object): void {
    const { object, id } = value as Partial<RestObject>;
    const resource = object === undefined ? undefined : this.#resources.ofObject(object);
    if (resource?.path && id !== undefined) {
      const graphId = resource.idOf(value as RestObject);
      if (resource.idPattern.test(graphId)) this.#objects.prime(resource.path(graphId), value as RestObject);
    }
    for (const each of Object.values(value)) {
      if (typeof each === 'object' && each !== null) this.prime(each);
    }
  }

  /** Why REST did not expand what was asked with this object, if it refused. */
  refusalOf(resource: Resource, id: string): Error | undefined {
    return resource.path && this.#objects.refusalOf(resource.path(id));
  }

  /** Forgets everything: a mutation may have changed any of it. */
  clear(): void {
    this.#objects.clear();
    this.#lists.clear();
  }
}
