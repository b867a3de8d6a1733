import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import type { Context } from '../operation/context.ts';
import type { RestObject } from '../resource.ts';

export const isDeleted = (object: object): boolean => (object as { readonly deleted?: unknown }).deleted === true;

/**
 * The object, or null with a warning where it was deleted and more than its id is selected: all that REST shows of such
 * an object is that it was deleted.
 */
export const unlessDeleted = <Shape extends RestObject>(
  object: Shape | null,
  context: Context,
  info: GraphQLResolveInfo,
): Shape | null => {
  if (object === null || !isDeleted(object)) return object;
  if (context.planner.isFree(info)) return object;
  context.warn({
    code: 'DELETED',
    message: `The REST API has deleted this ${object.object}: nothing but its id is left.`,
    path: responsePathAsArray(info.path),
  });
  return null;
};
