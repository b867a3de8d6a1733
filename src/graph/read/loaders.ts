import type { ResponsePath } from 'graphql';
import type { RestError } from '../../stripe/errors.ts';
import type { Resource, RestObject } from '../resource.ts';
import type { Warn } from '../warning.ts';
import { Arrivals } from './arrivals.ts';
import { ListLoader, type ListWant, type RestList } from './list-loader.ts';
import { ObjectLoader } from './object-loader.ts';
import type { Arrived } from './rest-call.ts';
import type { RestSession } from './rest-session.ts';

/** REST says so of an id of test data that is asked for with a live key, and the other way round. */
const OTHER_MODE = /\bsimilar object exists in (?:live|test) mode\b/;

/**
 * Everything that one operation reads. What arrives in a list or an expansion answers later wants by id. Each loader is
 * made when something is first asked of it: most operations read objects or lists, and some neither.
 */
export class Loaders {
  readonly #rest: RestSession;
  readonly #warn: Warn;
  readonly #arrivals = new Arrivals();
  #objects: ObjectLoader | undefined;
  #lists: ListLoader | undefined;

  constructor(rest: RestSession, warn: Warn) {
    this.#rest = rest;
    this.#warn = warn;
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
    this.#objects ??= new ObjectLoader(this.#rest, this.#arrivals, this.#arrived, this.#missed);
    return this.#objects.load(resource, id, expand, place);
  }

  /** One page of a REST list, at most 100 items. */
  list(want: ListWant): Promise<RestList> {
    this.#lists ??= new ListLoader(this.#rest, this.#arrived);
    return this.#lists.load(want);
  }

  /** Takes in every object that stands anywhere in a REST answer, so that looking it up costs no call (priming). */
  prime(answer: object): void {
    this.#arrivals.add(answer);
  }

  /** Why REST did not expand what was asked with this object, if it refused. */
  refusalOf(resource: Resource, id: string): Error | undefined {
    return resource.path && this.#objects?.refusalOf(resource, resource.path(id));
  }

  /** Forgets everything: a mutation may have changed any of it. */
  clear(): void {
    this.#arrivals.clear();
    this.#objects?.clear();
    this.#lists?.clear();
  }

  readonly #arrived: Arrived = (path, { body, refusal }) => {
    this.prime(body);
    if (refusal === undefined) return;
    const message = `The REST API would not expand what was selected below ${path.text}: it was asked for singly, and is null where that is not possible.`;
    this.#warn({ code: 'EXPANSION_REFUSED', message });
  };

  readonly #missed = ({ stripe }: RestError): void => {
    const message = stripe?.message ?? '';
    if (OTHER_MODE.test(message)) this.#warn({ code: 'OTHER_MODE', message });
  };
}
