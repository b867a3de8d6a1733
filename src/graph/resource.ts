import type { RestPath } from '../stripe/path.ts';
import { domainOf } from './caller.ts';

/**
 * Any REST object: `id` is its Stripe id and `object` names its kind. A reference of which only the id is known is this
 * and no more.
 */
export interface RestObject {
  readonly id: string;
  readonly object: string;
}

/** How one REST resource is named, recognised and fetched. */
export interface Resource {
  /** Name of the GraphQL type, such as `Transfer`. */
  readonly typename: string;
  /** Value of `object` in the REST object, such as `transfer`. */
  readonly object: string;
  /** What its Stripe ids begin with, the usual one first: `ch_`, and `py_` for what is no card charge. */
  readonly prefixes: readonly string[];
  /** The part of the REST API that it belongs to, as scopes name it; undefined where nothing but an id is shown. */
  readonly domain: string | undefined;
  /** A made-up id, for messages that show what one looks like. */
  readonly exampleId: string;
  /** What a whole GraphQL id looks like. */
  readonly idPattern: RegExp;
  /** What an id looks like that one can be asked for by: old ones that are any text enter no path. */
  readonly pathPattern: RegExp;
  /** The GraphQL id of a REST object: its Stripe id, unless REST cannot find it by that alone. */
  readonly idOf: (object: RestObject) => string;
  /** The other way round: as much of the REST object as its GraphQL id tells. */
  readonly fromId: (id: string) => RestObject;
  /** There is one for each account, and it has no id. */
  readonly isSingleton: boolean;
  /** Where REST keeps the object with this GraphQL id; undefined when REST has no endpoint for a single one. */
  readonly path: ((id: string) => RestPath) | undefined;
  /** For objects that can only be fetched under a parent: the list they stand in. */
  readonly siblings: ((id: string) => RestPath) | undefined;
  /**
   * Where an object of this kind, fetched alone, can bring others of its kind, as `transaction.entries` brings an
   * entry's siblings.
   */
  readonly siblingsExpansion: string | undefined;
}

export interface ResourceOptions {
  readonly object: string;
  readonly prefix: string | readonly string[];
  readonly exampleId?: string;
  /** Where scopes call it otherwise than the endpoint begins. */
  readonly domain?: string;
  readonly path?: (id: string) => RestPath;
  readonly isSingleton?: boolean;
  readonly idPattern?: RegExp;
  /** Where not every id can stand in a path. */
  readonly pathPattern?: RegExp;
  readonly idOf?: (object: RestObject) => string;
  readonly fromId?: (id: string) => RestObject;
  readonly siblings?: (id: string) => RestPath;
  readonly siblingsExpansion?: string;
}

/** Matches a bare Stripe id with one of these prefixes: nothing in it can climb out of a path. */
export const stripeIdPattern = (...prefixes: readonly string[]): RegExp =>
  new RegExp(`^(?:${prefixes.join('|')})[A-Za-z0-9_]{1,128}$`);

/** Prefixes in words: "`ch_` or `py_`". */
export const describePrefixes = (prefixes: readonly string[], quote = '`'): string =>
  prefixes.map((prefix) => `${quote}${prefix}${quote}`).join(' or ');

export const defineResource = (typename: string, options: ResourceOptions): Resource => {
  const prefixes = [options.prefix].flat();
  const { exampleId = `${prefixes[0]}1Abc`, path, idPattern = stripeIdPattern(...prefixes) } = options;
  return {
    typename,
    object: options.object,
    prefixes,
    domain: path && (options.domain ?? domainOf(path(exampleId).endpoint)),
    exampleId,
    idPattern,
    pathPattern: options.pathPattern ?? idPattern,
    idOf: options.idOf ?? ((object) => object.id),
    fromId: options.fromId ?? ((id) => ({ id, object: options.object })),
    isSingleton: options.isSingleton ?? false,
    path,
    siblings: options.siblings,
    siblingsExpansion: options.siblingsExpansion,
  };
};

/** For messages: what an id of that resource is and looks like. */
export const describeId = ({ typename, exampleId }: Resource): string =>
  `the id of ${/^[AEIO]/.test(typename) ? 'an' : 'a'} ${typename}, such as "${exampleId}"`;
