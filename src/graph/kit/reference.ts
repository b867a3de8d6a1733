import type { ObjectFieldBuilder } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { resourceOf, type Variants } from '../annotations.ts';
import type { Context } from '../context.ts';
import type { Resource, RestObject } from '../resource.ts';
import type { Types } from './builder.ts';
import { lookUp } from './lookup.ts';
import type { ResourceRef } from './node.ts';

type KeyOf<Parent> = Extract<keyof Parent, string>;

export interface ReferenceOptions<Parent> {
  /** REST's name of the field. */
  readonly key: KeyOf<Parent>;
  readonly description: string;
  /** REST sends the whole object when asked to expand it. */
  readonly expandable: boolean;
}

/** An id as the object that REST would show, where nothing but the id is known or wanted. */
const stub = (resource: Resource, id: string): RestObject => ({ id, object: resource.object });

/**
 * A field that refers to another object. It costs nothing when only the id is selected, nothing when
 * the parent's call could expand it, and one GET for each distinct object otherwise. Null where REST
 * has null, and where the object no longer exists.
 */
export const reference = <Parent extends object, Target extends RestObject>(
  t: ObjectFieldBuilder<Types, Parent>,
  to: ResourceRef<Target>,
  { key, description, expandable }: ReferenceOptions<Parent>,
) =>
  t.field({
    type: to,
    nullable: true,
    description,
    extensions: { rest: { kind: 'reference', key, expandable } },
    resolve: (parent, _args, context, info) => {
      const value: unknown = parent[key];
      // Pothos cannot tell that a type parameter is not a list: `never` fits where Target does not.
      if (typeof value !== 'string') return (value ?? null) as never;
      if (to.resource.path === undefined || context.planner.isFree(info)) return stub(to.resource, value) as never;
      return lookUp(to.resource, value, context, info) as never;
    },
  });

/** A part of `parent` that REST sends only when asked: as it came, or by one more GET of the parent. */
export const included = async <Parent extends RestObject>(
  parent: Parent,
  key: KeyOf<Parent>,
  context: Context,
  info: GraphQLResolveInfo,
  variants?: Variants,
): Promise<unknown> => {
  if (parent[key] !== undefined) return parent[key];
  const resource = resourceOf(info.parentType);
  if (resource?.path === undefined) return null;
  const id = resource.idOf(parent);
  const expand = context.planner.expansionsOfInclusion(info, key, variants);
  const whole = (await context.loaders.object(resource, id, expand)) as Parent | null;
  const refusal = context.loaders.refusalOf(resource, id);
  if (whole && whole[key] === undefined && refusal) throw refusal;
  return whole?.[key] ?? null;
};
