import type { ObjectFieldBuilder } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { resourceOf, type Variants } from '../annotations.ts';
import type { Context } from '../operation/context.ts';
import { describeId, type Resource, type RestObject } from '../resource.ts';
import type { Types } from './builder.ts';
import { isDeleted, unlessDeleted } from './deleted.ts';
import { lookUp } from './lookup.ts';
import type { ResourceRef } from './node.ts';
import { OBJECT, OBJECTS, oddValue, optionalValue, ownedBy, restValue, TEXT } from './rest-value.ts';

type KeyOf<Parent> = Extract<keyof Parent, string>;

export interface ReferenceOptions<Target> {
  readonly type: ResourceRef<Target>;
  /** REST sends the whole object when asked to expand it. */
  readonly expandable?: boolean;
}

/** An id as the object that REST would show, where nothing but the id is known or wanted. */
export const stub = (resource: Resource, id: string): RestObject => ({ id, object: resource.object });

/** Whether REST sent an object of that resource; of a stub nothing but the id is shown, so its kind does not matter. */
const isOf = ({ object, path }: Resource, value: unknown): value is RestObject =>
  OBJECT.is(value) &&
  typeof (value as RestObject).id === 'string' &&
  (path === undefined || (value as RestObject).object === object);

/** What a reference costs, in a sentence for its description. */
const costOf = ({ path }: Resource, expandable: boolean): string => {
  if (path === undefined) return 'Costs no call.';
  if (expandable) return 'Costs no call of its own where it can be expanded; its `id` alone costs none.';
  return 'One REST call for each distinct one; its `id` alone costs none.';
};

/**
 * A field that refers to another object; what it costs is added to its description. It costs nothing when only the id
 * is selected, nothing when the parent's call could expand it, and one GET for each distinct object otherwise. Null
 * where REST has null, and where the object no longer exists.
 */
export const reference = <Parent extends object, Target extends RestObject>(
  t: ObjectFieldBuilder<Types, Parent>,
  key: KeyOf<Parent>,
  description: string,
  { type, expandable = false }: ReferenceOptions<Target>,
) =>
  t.field({
    type,
    nullable: true,
    description: `${description} ${costOf(type.resource, expandable)}`,
    extensions: { rest: { kind: 'reference', key, expandable }, infoOnDemand: true },
    resolve: (parent, _args, context, info: GraphQLResolveInfo | undefined) => {
      const { resource } = type;
      const value: unknown = parent[key];
      // Pothos cannot tell that a type parameter is not a list: `never` fits where Target does not.
      if (value === null || value === undefined) return null as never;
      const isWhole = isOf(resource, value);
      // As nearly always where it was expanded: it is shown, whatever is asked of it.
      if (isWhole && !isDeleted(value)) return value as never;
      if (info === undefined) return undefined as never;
      if (isWhole) return unlessDeleted(value, context, info) as never;
      const isFree = resource.path === undefined || context.planner.isFree(info);
      const pattern = isFree ? resource.idPattern : resource.pathPattern;
      if (typeof value !== 'string' || !pattern.test(value)) throw oddValue(parent, key, describeId(resource));
      if (isFree) return stub(resource, value) as never;
      return lookUp(resource, value, context, info) as never;
    },
  });

/**
 * A list of objects of a resource that stand whole in their parent, with nothing in them that REST expands. The list is
 * null where the caller may not read them.
 */
export const wholes = <Parent extends object, Target extends RestObject>(
  t: ObjectFieldBuilder<Types, Parent>,
  key: KeyOf<Parent>,
  description: string,
  { type }: Pick<ReferenceOptions<Target>, 'type'>,
) =>
  t.field({
    type: [type],
    nullable: true,
    description: `${description} They come with it; null to whoever may not read them.`,
    extensions: { rest: { kind: 'key', key, isClosed: true } },
    // Pothos cannot tell that a type parameter is not a list: `never` fits where Target does not.
    resolve: (parent) => restValue(parent, key, OBJECTS) as never,
  });

const part = (parent: object, key: string): object | null => {
  const value = optionalValue(parent, key, OBJECT);
  return value && ownedBy(value, parent);
};

const isLeftOut = (value: unknown): boolean => value === undefined || typeof value === 'string';

/**
 * A part of `parent` that REST sends only when asked, and leaves out or has the id of otherwise: as it came, or by one
 * more GET of the parent.
 */
export const included = async <Parent extends RestObject>(
  parent: Parent,
  key: KeyOf<Parent>,
  context: Context,
  info: GraphQLResolveInfo,
  variants?: Variants,
): Promise<object | null> => {
  if (!isLeftOut(parent[key])) return part(parent, key);
  const resource = resourceOf(info.parentType);
  if (resource?.path === undefined) return null;
  const id: unknown = resource.idOf(parent);
  if (!TEXT.is(id) || !resource.pathPattern.test(id)) throw oddValue(parent, 'id', describeId(resource));
  const expand = context.planner.expansionsOfInclusion(info, key, variants);
  const whole = (await context.loaders.object(resource, id, expand, info.path)) as Parent | null;
  const refusal = context.loaders.refusalOf(resource, id);
  if (whole && isLeftOut(whole[key]) && refusal) throw refusal;
  return whole === null ? null : part(whole, key);
};

/** The object under that key of what REST sends where several kinds can stand; null where it sent none. */
export const variantOf = (
  details: object,
  key: string,
  typename: string,
  { resources }: Pick<Context, 'resources'>,
): RestObject | null => {
  const value = optionalValue(details, key, OBJECT) as RestObject | null;
  if (value === null) return null;
  if (TEXT.is(value.id) && resources.ofObject(value.object)?.typename === typename) return value;
  throw oddValue(details, key, `a ${typename} with an \`id\``);
};
