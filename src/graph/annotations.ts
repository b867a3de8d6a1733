import type { GraphQLField, GraphQLNamedType } from 'graphql';
import type { Resource } from './resource.ts';

/** Objects that a field looks up by the ids in its arguments. */
export interface LookupTarget {
  readonly typename: string;
  readonly id: string;
}

/** Where a connection's items may already stand in the parent, and so cost no call. */
export interface EmbeddedList {
  /** Keys from the parent to the list object, such as `['ownership', 'owners']`. */
  readonly keys: readonly string[];
  /** How many of those keys must be expanded for the list to arrive; 0 when REST always sends it. */
  readonly expand: 0 | 1;
  /** How many items arrive at least when there are more; 0 when REST does not say. */
  readonly size: number;
  /** REST refuses this expansion in the answer of a list endpoint. */
  readonly retrieveOnly?: boolean;
}

/**
 * What a schema field means in REST calls. The planner reads these, and nothing else, to know what an
 * operation costs and what to expand.
 *
 * - `lookup`: one retrieve for every target.
 * - `reference`: an id in the parent, or the whole object where it was expanded.
 * - `include`: a part of the parent that REST sends only when it is expanded.
 * - `list`: a connection, read from the parent where it is embedded, else from its own endpoint.
 * - `mutation`: one POST; `payload`: the object that the POST answers.
 * - `key`: a nested object under a REST name that is not the field's own in snake case.
 */
export type RestAnnotation =
  | { readonly kind: 'lookup'; readonly targets: (args: Record<string, unknown>) => readonly LookupTarget[] }
  | {
      readonly kind: 'reference';
      readonly key: string;
      readonly expandable: boolean;
      /** For a union: the REST key of each member below `key`. */
      readonly variants?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'include';
      readonly key: string;
      /** For a union: the REST key of each member below `key`. */
      readonly variants?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'list';
      /** What its cursors begin with. */
      readonly prefix: string;
      /** The part of the REST API that its items belong to, where that is not their parent's. */
      readonly domain: string | undefined;
      readonly embedded?: EmbeddedList;
      /** Whether the endpoint can be asked knowing the parent's id alone. */
      readonly needsOnlyId: boolean;
    }
  | {
      readonly kind: 'mutation';
      /** What the POST always expands; nothing else can be. */
      readonly expand: readonly string[];
      /** The part of the REST API that it writes to. */
      readonly domain: string | undefined;
    }
  | { readonly kind: 'payload' }
  | { readonly kind: 'key'; readonly key: string; readonly variants?: Readonly<Record<string, string>> }
  | { readonly kind: 'derived' };

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    rest?: RestAnnotation;
  }
  interface GraphQLObjectTypeExtensions<_TSource, _TContext> {
    resource?: Resource;
  }
}

export const annotationOf = (field: GraphQLField<unknown, unknown>): RestAnnotation | undefined =>
  field.extensions.rest;

export const resourceOf = (type: GraphQLNamedType): Resource | undefined =>
  (type.extensions as { resource?: Resource }).resource;
