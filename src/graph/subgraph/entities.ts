import {
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLObjectType,
  GraphQLScalarType,
  GraphQLUnionType,
} from 'graphql';
import type { LookupTarget } from '../annotations.ts';
import { badUserInput } from '../errors.ts';
import { checkedId, lookUp } from '../kit/lookup.ts';
import { readRefusal } from '../kit/scopes.ts';
import type { Context } from '../operation/context.ts';
import type { Resource, RestObject } from '../resource.ts';
import type { Resources } from '../resources.ts';

/** What a router knows of an entity: its type and its key, as it found them in another subgraph. */
interface Reference {
  readonly resource: Resource;
  readonly id: string;
}

const readTypename = (resources: Resources, typename: unknown): Resource => {
  const resource = resources.nodes.find((each) => each.typename === typename);
  if (resource) return resource;
  const known = resources.nodes.map((each) => each.typename);
  throw badUserInput(`\`__typename\` of a representation must be an entity of this graph: ${known.join(', ')}.`);
};

/** A representation as a checked reference. Throws BAD_USER_INPUT that says what is wrong with it. */
const readRepresentation = (resources: Resources, representation: unknown): Reference => {
  if (typeof representation !== 'object' || representation === null) {
    throw badUserInput('A representation must be an object with `__typename` and `id`.');
  }
  const { __typename, id } = representation as Record<string, unknown>;
  const resource = readTypename(resources, __typename);
  return { resource, id: checkedId(resource, typeof id === 'string' ? id : '') };
};

/** The objects that the representations ask for; the wrong ones ask for none. */
const targetsOf = (resources: Resources, representations: unknown): (LookupTarget | undefined)[] => {
  if (!Array.isArray(representations)) return [];
  return representations.map((each) => {
    try {
      const { resource, id } = readRepresentation(resources, each);
      return { typename: resource.typename, id };
    } catch {
      return undefined;
    }
  });
};

const Any = new GraphQLScalarType({
  name: '_Any',
  description: 'A representation: an object with the `__typename` of an entity and its `id`.',
});

/**
 * `_entities`, over the loaders and the planner that `nodes` uses; it costs what `nodes` costs, and nothing where
 * the id alone is asked for. A wrong representation is an error
 * in its own place, an unknown object a null; neither takes its neighbours with it.
 */
export const entitiesField = (
  types: readonly GraphQLObjectType[],
  resources: () => Resources,
): GraphQLFieldConfig<unknown, Context, { representations: readonly unknown[] }> => ({
  type: new GraphQLNonNull(
    new GraphQLList(
      new GraphQLUnionType({
        name: '_Entity',
        description: 'Every type that has a key.',
        types,
        resolveType: ({ object }: RestObject, context: Context) => context.resources.ofObject(object)?.typename,
      }),
    ),
  ),
  description:
    'For routers: entities of this graph by their keys. It costs what `nodes` costs, and nothing where only `id` and `__typename` are asked for.',
  args: {
    representations: {
      type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Any))),
      description: 'Which entities; their order is the order of the answer.',
    },
  },
  extensions: {
    // A representation says that another subgraph knows the object.
    rest: {
      kind: 'lookup',
      targets: ({ representations }) => targetsOf(resources(), representations),
      areKnown: true,
    },
  },
  resolve: (_root, { representations }, context, info) =>
    representations.map(async (each) => {
      const { resource, id } = readRepresentation(context.resources, each);
      // Pothos, which checks all other fields, has not built this one.
      const refusal = readRefusal(resource.domain, context);
      if (refusal) throw refusal;
      return lookUp<RestObject>(resource, id, context, info, true);
    }),
});
