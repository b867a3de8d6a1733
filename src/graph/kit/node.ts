import type { ObjectFieldsShape, ObjectRef } from '@pothos/core';
import type { DirectText } from '../../json/direct-text.ts';
import { plainText } from '../../json/plain-text.ts';
import { defineResource, describePrefixes, type Resource, type ResourceOptions, type RestObject } from '../resource.ts';
import { builder, type Types } from './builder.ts';
import { pathsOf, type Template } from './endpoint.ts';
import { graphId } from './graph-id.ts';
import { restValue, TEXT } from './rest-value.ts';

/** A GraphQL type over a REST resource: the Pothos ref with its resource beside it. */
export type ResourceRef<Shape> = ObjectRef<Types, Shape> & { readonly resource: Resource };

export interface NodeOptions<Shape> extends Omit<ResourceOptions, 'path'> {
  /** Where REST keeps one of them. */
  readonly endpoint: Template;
  /** What the endpoint is given, of a GraphQL id; the id itself as `id` unless told otherwise. */
  readonly values?: (id: string) => Readonly<Record<string, string>>;
  /** What it is; where it comes from is added. */
  readonly description: string;
  /** Where more is to be said than how the id begins. */
  readonly idDescription?: string;
  readonly fields: ObjectFieldsShape<Types, Shape>;
}

/** The id as JSON. */
const idText =
  (resource: Resource): DirectText =>
  (object) => {
    const id: unknown = resource.idOf(object as RestObject);
    return TEXT.is(id) && resource.idPattern.test(id) ? plainText(id) : undefined;
  };

const describedId = (prefix: string | readonly string[]): string =>
  `Stripe id, begins with ${describePrefixes([prefix].flat())}.`;

/** A type that REST can fetch by its id alone: a Relay node, and an entity of a federated graph, under the key `id`. */
export const nodeType = <Shape extends RestObject>(
  typename: string,
  options: NodeOptions<Shape>,
): ResourceRef<Shape> => {
  const { endpoint, values = (id) => ({ id }), description, idDescription = describedId(options.prefix) } = options;
  const resource = defineResource(typename, { ...options, path: pathsOf(endpoint, values) });
  const ref = builder.objectRef<Shape>(typename);
  ref.implement({
    description: `${description} REST: GET ${endpoint}.`,
    interfaces: [builder.nodeInterfaceRef()],
    extensions: { resource },
    directives: { key: { fields: 'id' } },
    fields: (t) => ({
      id: t.id({
        description: idDescription,
        extensions: { rest: { kind: 'derived' } },
        resolve: Object.assign((object: RestObject) => graphId(resource, object), { directText: idText(resource) }),
      }),
      ...options.fields(t),
    }),
  });
  return Object.assign(ref, { resource });
};

export interface StubOptions {
  readonly object: string;
  readonly prefix: string | readonly string[];
  readonly description: string;
  /** Where REST keeps ids that do not begin with `prefix`. No id of a stub enters a path. */
  readonly idPattern?: RegExp;
  /** Where more is to be said than how the id begins. */
  readonly idDescription?: string;
}

/** An object of which this graph knows the id alone; in a federated graph another subgraph owns the rest. */
export const stubType = (typename: string, options: StubOptions): ResourceRef<RestObject> => {
  const resource = defineResource(typename, options);
  const ref = builder.objectRef<RestObject>(typename);
  ref.implement({
    description: options.description,
    extensions: { resource },
    directives: { key: { fields: 'id', resolvable: false } },
    fields: (t) => ({
      id: t.id({
        description: options.idDescription ?? describedId(options.prefix),
        extensions: { rest: { kind: 'derived' } },
        resolve: Object.assign((object: RestObject) => restValue(object, 'id', TEXT), {
          directText: ({ id }: { readonly id?: unknown }) => plainText(id),
        }),
      }),
    }),
  });
  return Object.assign(ref, { resource });
};
