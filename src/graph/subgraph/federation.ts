import {
  type GraphQLFieldConfig,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  isObjectType,
} from 'graphql';
import { resourceOf } from '../annotations.ts';
import { builder } from '../kit/builder.ts';
import type { Context } from '../operation/context.ts';
import type { Resources } from '../resources.ts';
import { entitiesField } from './entities.ts';
import { printSdl } from './print-sdl.ts';
import { addSecurityDirectives, SECURITY_DIRECTIVES } from './security-directives.ts';
import { sortedDirectives, sortSchema } from './sort-schema.ts';
import { withStubs } from './stub-types.ts';

/** What the types and fields of the kit say of themselves to routers. */
const DIRECTIVES = ['@cost', '@key', '@listSize', '@shareable'];

export interface SubgraphOptions {
  /** Whether the graph has `node` and `nodes`: of the subgraphs of a larger graph only one can. */
  readonly nodeFields: boolean;
  /** Whether the SDL tells a router the scopes that fields need. `@apollo/gateway` refuses a graph that has them. */
  readonly securityDirectives: boolean;
  /** Names of types that another subgraph owns: here they are their ids alone. */
  readonly stubs?: readonly string[];
}

const linkTo = (directives: readonly string[]) => ({
  name: 'link' as const,
  args: { url: 'https://specs.apollo.dev/federation/v2.9', import: directives.toSorted() },
});

const withoutFields = (type: GraphQLObjectType, names: readonly string[]): GraphQLObjectType => {
  const { fields, astNode, ...config } = type.toConfig();
  return new GraphQLObjectType({
    ...config,
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name))),
    // The SDL is printed from the syntax tree.
    astNode: astNode && {
      ...astNode,
      fields: (astNode.fields ?? []).filter(({ name }) => !names.includes(name.value)),
    },
  });
};

const serviceField = (sdl: () => string): GraphQLFieldConfig<unknown, Context> => ({
  type: new GraphQLNonNull(
    new GraphQLObjectType({
      name: '_Service',
      description: 'What this graph is as a subgraph.',
      fields: {
        sdl: {
          type: GraphQLString,
          description: 'Its schema with what federation says of it.',
          // The SDL counts as many values as it has lines.
          extensions: { values: () => sdl().split('\n').length },
          resolve: () => sdl(),
        },
      },
    }),
  ),
  description: 'For composers: this graph as a federation subgraph. No REST call.',
  resolve: () => ({}),
});

/**
 * Query with the two fields that routers ask. They have no syntax tree, so the SDL does not show them: routers add them
 * themselves.
 */
const withRouterFields = (
  query: GraphQLObjectType,
  schema: GraphQLSchema,
  resources: () => Resources,
  sdl: () => string,
): GraphQLObjectType => {
  const { fields, ...config } = query.toConfig();
  const entities = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && resourceOf(type)?.path);
  return new GraphQLObjectType({
    ...config,
    fields: {
      _entities: entitiesField(entities as GraphQLObjectType[], resources),
      _service: serviceField(sdl),
      ...fields,
    },
  });
};

/** The whole graph as a federation v2 subgraph. */
export const buildSubgraph = (
  resources: () => Resources,
  { nodeFields, securityDirectives, stubs = [] }: SubgraphOptions,
): GraphQLSchema => {
  // Built anew by each call, so that it is ours to change.
  const whole = builder.toSchema({
    sortSchema: false,
    schemaDirectives: [linkTo([...DIRECTIVES, ...(securityDirectives ? SECURITY_DIRECTIVES : [])])],
  });
  const built = withStubs(whole, new Set(stubs));
  const { query, types, directives, ...config } = built.toConfig();
  const asked = withoutFields(query as GraphQLObjectType, nodeFields ? [] : ['node', 'nodes']);
  // Printed when a composer first asks.
  let sdl: string | undefined;
  const printed = (): string => {
    sdl ??= printSdl(schema);
    return sdl;
  };
  const schema = new GraphQLSchema({
    ...config,
    directives: sortedDirectives(directives),
    query: withRouterFields(asked, built, resources, printed),
    types: types.filter((type) => type !== query),
  });
  sortSchema(schema);
  if (securityDirectives) addSecurityDirectives(schema);
  return schema;
};
