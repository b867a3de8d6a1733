import type { ResponsePath } from 'graphql';
import type { Resource, RestObject } from '../resource.ts';
import type { Warn } from '../warning.ts';
import { ListLoader, type ListWant, type RestList } from './list-loader.ts';
import { ObjectLoader } from './object-loader.ts';
import type { Arrived } from './rest-call.ts';
import type { RestSession } from './rest-session.ts';

/** REST says so of an id of test data that is asked for with a live key, and the other way round. */
const OTHER_MODE = /\bsimilar object exists in (?:live|test) mode\b/;

/** Everything that one operation reads. What arrives in a list or an expansion answers later wants by id. */
export class Loaders {
  readonly #objects: ObjectLoader;
  readonly #lists: ListLoader;

  constructor(rest: RestSession, warn: Warn) {
    const arrived: Arrived = (path, { body, refusal }) => {
      this.prime(body);
      if (refusal === undefined) return;
      const message = `The REST API would not expand what was selected below ${path.text}: it was asked for singly, and is null where that is not possible.`;
      warn({ code: 'EXPANSION_REFUSED', message });
    };
    this.#objects = new ObjectLoader(rest, arrived, ({ stripe }) => {
      const message = stripe?.message ?? '';
      if (OTHER_MODE.test(message)) warn({ code: 'OTHER_MODE', message });
    });
    this.#lists = new ListLoader(rest, arrived);
  }

  /**
   * The object under that GraphQL id with at least these expansions, or null when REST has none.
   * @param place the field that asks
   */
  object(
    resource: Resource,
    id: string,
    expand: readonly string[],
    place: ResponsePath | undefined,
  ): Promise<RestObject | null> {
    return this.#objects.load(resource, id, expand, place);
  }

  /** One page of a REST list, at most 100 items. */
  list(want: ListWant): Promise<RestList> {
    return this.#lists.load(want);
  }

  /** Takes in every object that stands anywhere in a REST answer. */
  prime(answer: object): void {
    this.#objects.prime(answer);
  }

  /** Why REST did not expand what was asked with this object, if it refused. */
  refusalOf(resource: Resource, id: string): Error | undefined {
    return resource.path && this.#objects.refusalOf(resource, resource.path(id));
  }

  /** Forgets everything: a mutation may have changed any of it. */
  clear(): void {
    this.#objects.clear();
    this.#lists.clear();
  }
}
