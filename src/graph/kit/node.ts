import type { ObjectFieldsShape, ObjectRef } from '@pothos/core';
import { defineResource, type Resource, type ResourceOptions, type RestObject } from '../resource.ts';
import { builder, type Types } from './builder.ts';

/** A GraphQL type over a REST resource: the Pothos ref with its resource beside it. */
export type ResourceRef<Shape> = ObjectRef<Types, Shape> & { readonly resource: Resource };

export interface NodeOptions<Shape> extends ResourceOptions {
  readonly path: NonNullable<ResourceOptions['path']>;
  readonly description: string;
  readonly idDescription: string;
  readonly fields: ObjectFieldsShape<Types, Shape>;
}

/** A type that REST can fetch by its id alone: a Relay node, and an entity of a federated graph, under the key `id`. */
export const nodeType = <Shape extends RestObject>(
  typename: string,
  options: NodeOptions<Shape>,
): ResourceRef<Shape> => {
  const resource = defineResource(typename, options);
  const ref = builder.objectRef<Shape>(typename);
  ref.implement({
    description: options.description,
    interfaces: [builder.nodeInterfaceRef()],
    extensions: { resource },
    directives: { key: { fields: 'id' } },
    fields: (t) => ({
      id: t.id({
        description: options.idDescription,
        extensions: { rest: { kind: 'derived' } },
        resolve: (object) => resource.idOf(object),
      }),
      ...options.fields(t),
    }),
  });
  return Object.assign(ref, { resource });
};

export interface StubOptions {
  readonly object: string;
  readonly prefix: string;
  readonly description: string;
  readonly idDescription: string;
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
        description: options.idDescription,
        extensions: { rest: { kind: 'derived' } },
        resolve: (object) => object.id,
      }),
    }),
  });
  return Object.assign(ref, { resource });
};
