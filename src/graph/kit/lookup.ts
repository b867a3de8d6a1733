import type { QueryFieldBuilder } from '@pothos/core';
import { type GraphQLResolveInfo, getNamedType } from 'graphql';
import { badUserInput } from '../errors.ts';
import type { Context } from '../operation/context.ts';
import { describeId, type Resource, type RestObject } from '../resource.ts';
import type { Types } from './builder.ts';
import { unlessDeleted } from './deleted.ts';
import { REST_CALL_COST } from './demand-control.ts';
import type { ResourceRef } from './node.ts';
import { oddValue } from './rest-value.ts';
import { unproven } from './unproven-object.ts';

/** The id, if it is one of that resource; else BAD_USER_INPUT that shows what one looks like. */
export const checkedId = (resource: Resource, id: string, argument = 'id'): string => {
  if (resource.idPattern.test(id)) return id;
  throw badUserInput(`\`${argument}\` must be ${describeId(resource)}.`);
};

/**
 * One object by its GraphQL id, with all that is selected below it; null when REST has none.
 * @param isKnown whoever gave the id says that there is such an object
 */
export const lookUp = <Shape extends RestObject>(
  resource: Resource,
  id: string,
  context: Context,
  info: GraphQLResolveInfo,
  isKnown = false,
): Promise<Shape | null> => {
  checkedId(resource, id);
  const type = info.schema.getType(resource.typename) ?? getNamedType(info.returnType);
  if (context.planner.isKnownById(info, type, isKnown)) return Promise.resolve(resource.fromId(id) as Shape);
  const { idPattern, pathPattern } = resource;
  if (pathPattern !== idPattern && !pathPattern.test(id)) throw badUserInput(`\`id\` must be ${describeId(resource)}.`);
  if (context.planner.isKnownByItems(info, type)) return Promise.resolve(unproven(resource, id) as Shape);
  const found = context.loaders.object(resource, id, context.planner.expansionsOfObject(info, type), info.path);
  return found.then((object) => {
    if (object !== null && object.object !== resource.object) throw oddValue(object, 'object', `"${resource.object}"`);
    return unlessDeleted(object as Shape | null, context, info);
  });
};

/** A query field that finds one object by its id. What it costs is added to its description. */
export const lookup = <Shape extends RestObject>(
  t: QueryFieldBuilder<Types, Types['Root']>,
  to: ResourceRef<Shape>,
  description: string,
) => {
  const { typename, exampleId, path } = to.resource;
  return t.field({
    type: to,
    nullable: true,
    description: `${description} One REST call: GET ${path?.(exampleId).endpoint}.`,
    args: { id: t.arg.id({ required: true, description: `The id, such as \`${exampleId}\`.` }) },
    directives: REST_CALL_COST,
    extensions: { rest: { kind: 'lookup', targets: ({ id }) => [{ typename, id: String(id) }] } },
    resolve: (_root, { id }, context, info) => lookUp(to.resource, id, context, info) as never,
  });
};
