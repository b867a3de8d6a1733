import { type GraphQLError, type GraphQLResolveInfo, responsePathAsArray } from 'graphql';
import { publicError } from '../errors.ts';
import { builder } from '../kit/builder.ts';
import { REST_CALL_COST } from '../kit/demand-control.ts';
import { lookUp } from '../kit/lookup.ts';
import type { Context } from '../operation/context.ts';
import type { Resources } from '../resources.ts';

/**
 * The error carries its place: otherwise the executor wraps it in another one with a stack, which for a hundred wrong
 * ids takes longer than all else.
 */
const wrongId = (
  { nodes }: Resources,
  { fieldNodes, path }: GraphQLResolveInfo,
  index: readonly number[],
): GraphQLError => {
  const examples = nodes.map(({ exampleId, typename }) => `${exampleId} (${typename})`);
  const message = `\`id\` must be the id of an object that can be fetched alone: ${examples.join(', ')}.`;
  return publicError('BAD_USER_INPUT', message, { nodes: fieldNodes, path: [...responsePathAsArray(path), ...index] });
};

/** @param index where the id stands, when it is one of a list */
const findById = async (id: string, context: Context, info: GraphQLResolveInfo, ...index: readonly number[]) => {
  const resource = context.resources.ofId(id);
  if (resource === undefined) throw wrongId(context.resources, info, index);
  return lookUp(resource, id, context, info);
};

/** Adds `node` and `nodes`, over whatever resources the schema has once it is built. */
export const addNodeQueries = (resources: () => Resources): void => {
  const targets = (ids: readonly unknown[]) =>
    ids.map((id) => {
      const resource = typeof id === 'string' ? resources().ofId(id) : undefined;
      return resource && typeof id === 'string' ? { typename: resource.typename, id } : undefined;
    });

  builder.queryFields((t) => ({
    node: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description:
        'Any object by its id; the id tells its type. One REST call, or none when something else in the operation brings the object, or when nothing but a page of a list below it is asked for and has items. Null when there is no such object.',
      args: {
        id: t.arg.id({ required: true, description: 'The id of the object, such as `tr_1Abc` or `tr_1Abc/trr_1Abc`.' }),
      },
      directives: REST_CALL_COST,
      extensions: { rest: { kind: 'lookup', targets: ({ id }) => targets([id]) } },
      resolve: (_root, { id }, context, info) => findById(id, context, info),
    }),
    nodes: t.field({
      type: [builder.nodeInterfaceRef()],
      nullable: { list: false, items: true },
      description:
        'Objects by their ids, in the order of the ids. One REST call for each distinct id, fewer where several stand in one list. Null for an id without an object; a wrong id is an error of its own and does not take the others with it.',
      args: { ids: t.arg.idList({ required: true, description: 'The ids of the objects, of any types.' }) },
      directives: REST_CALL_COST,
      extensions: { rest: { kind: 'lookup', targets: ({ ids }) => targets(ids as unknown[]) } },
      resolve: (_root, { ids }, context, info) => ids.map((id, index) => findById(id, context, info, index)),
    }),
  }));
};
