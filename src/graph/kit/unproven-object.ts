import type { GraphQLResolveInfo } from 'graphql';
import { publicError } from '../errors.ts';
import type { Context } from '../operation/context.ts';
import type { Resource, RestObject } from '../resource.ts';

const ASKED_FOR = Symbol('asked for');

interface Unproven extends RestObject {
  readonly [ASKED_FOR]?: { readonly resource: Resource; readonly id: string };
}

/** An object of which only the id is known, and not yet whether it exists: a list below it has to find that out. */
export const unproven = (resource: Resource, id: string): RestObject => {
  const object: Unproven = { ...resource.fromId(id), [ASKED_FOR]: { resource, id } };
  return object;
};

/**
 * Asks for the parent of a list that has no items, where nothing else has told that there is such a parent: REST may
 * answer a filter by an unknown id with an empty list. Throws NOT_FOUND when there is none.
 */
export const proveParent = async (
  parent: Partial<Unproven> | undefined,
  { loaders }: Context,
  { path }: Pick<GraphQLResolveInfo, 'path'>,
): Promise<void> => {
  const asked = parent?.[ASKED_FOR];
  if (asked === undefined || (await loaders.object(asked.resource, asked.id, [], path)) !== null) return;
  throw publicError('NOT_FOUND', `There is no ${asked.resource.typename} with the id "${asked.id}".`);
};
