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

/** For a union: the REST key of each of its types. */
export type Variants = Readonly<Record<string, string>>;

/** One retrieve for every target. */
export interface LookupAnnotation {
  readonly kind: 'lookup';
  /** One for each id; undefined where it is the id of nothing. */
  readonly targets: (args: Record<string, unknown>) => readonly (LookupTarget | undefined)[];
  /** The objects are known to exist, as a router knows them: a selection that the id alone answers makes no call. */
  readonly areKnown?: boolean;
  /** The part of the REST API that they belong to, where no resource says it. */
  readonly domain?: string;
  /** Where REST is asked for them, where no resource says it. */
  readonly endpoint?: string;
}

/** An id in the parent, or the whole object where it was expanded. */
export interface ReferenceAnnotation {
  readonly kind: 'reference';
  readonly key: string;
  readonly expandable: boolean;
  /** Their keys stand below `key`. */
  readonly variants?: Variants;
}

/** A part of the parent that REST sends only when it is expanded. */
export interface IncludeAnnotation {
  readonly kind: 'include';
  readonly key: string;
  /** Their keys stand below `key`. */
  readonly variants?: Variants;
}

/** A connection, read from the parent where it is embedded, else from its own endpoint. */
export interface ListAnnotation {
  readonly kind: 'list';
  /** The list endpoint, such as `/v1/transfers`. */
  readonly endpoint: string;
  /** What its cursors begin with. */
  readonly prefixes: readonly string[];
  /** The part of the REST API that its items belong to, where that is not their parent's. */
  readonly domain: string | undefined;
  readonly embedded?: EmbeddedList;
  /** Whether the endpoint can be asked knowing the parent's id alone. */
  readonly needsOnlyId: boolean;
  /**
   * When its answer tells that there is such a parent: always, where the endpoint is NOT_FOUND without one; or when it
   * has items, where the parent is a filter, for REST may answer that of an unknown one with an empty list.
   */
  readonly provesParent: 'always' | 'withItems' | 'never';
}

/** One POST. */
interface MutationAnnotation {
  readonly kind: 'mutation';
  /** Where it is sent to, such as `/v1/transfers`. */
  readonly endpoint: string;
  /** What the POST always expands; nothing else can be. */
  readonly expand: readonly string[];
  /** The part of the REST API that it writes to. */
  readonly domain: string | undefined;
}

/** The object that the POST answers. */
interface PayloadAnnotation {
  readonly kind: 'payload';
}

/** A nested object under a REST name that is not the field's own in snake case. */
interface KeyAnnotation {
  readonly kind: 'key';
  readonly key: string;
  /** REST expands nothing below it. */
  readonly isClosed?: boolean;
  /** Their keys stand below `key`. */
  readonly variants?: Variants;
}

/** Answered from the id alone. */
interface DerivedAnnotation {
  readonly kind: 'derived';
}

/**
 * What a schema field means in REST calls. The planner reads these, and nothing else, to know what an
 * operation costs and what to expand.
 */
export type RestAnnotation =
  | LookupAnnotation
  | ReferenceAnnotation
  | IncludeAnnotation
  | ListAnnotation
  | MutationAnnotation
  | PayloadAnnotation
  | KeyAnnotation
  | DerivedAnnotation;

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    rest?: RestAnnotation;
    /** How many values a leaf counts as at most, where it is not 1. */
    values?: () => number;
    /** The resolver answers undefined where it needs `info` to say more, and may be called without it first. */
    infoOnDemand?: boolean;
  }
  interface GraphQLObjectTypeExtensions<_TSource, _TContext> {
    resource?: Resource;
  }
}

export const annotationOf = (field: GraphQLField<unknown, unknown>): RestAnnotation | undefined =>
  field.extensions.rest;

/**
 * The part of REST that a field reads with its arguments, where its type belongs to `ofType`: whoever may not read it
 * learns nothing of what there is, or of what they wrote.
 */
export const domainOfRead = (rest: RestAnnotation | undefined, ofType: string | undefined): string | undefined => {
  if (rest?.kind === 'list') return rest.domain;
  return rest?.kind === 'lookup' ? (rest.domain ?? ofType) : undefined;
};

/** How many values a leaf counts as at most. */
export const valuesOf = (field: GraphQLField<unknown, unknown>): number => field.extensions.values?.() ?? 1;

export const resourceOf = (type: GraphQLNamedType): Resource | undefined =>
  (type.extensions as { resource?: Resource }).resource;
