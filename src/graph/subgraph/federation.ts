import { printSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLObjectType, GraphQLSchema, GraphQLUnionType } from 'graphql';
import { builder } from '../kit/builder.ts';
import type { Resources } from '../resources.ts';
import { entitiesAnnotation, entityType, resolveEntities } from './entities.ts';
import { addSecurityDirectives, SECURITY_DIRECTIVES } from './security-directives.ts';

/** What the types and fields below say of themselves. */
const DIRECTIVES = ['@cost', '@key', '@listSize', '@shareable'];

export interface SubgraphOptions {
  /** Whether the graph has `node` and `nodes`: of the subgraphs of a larger graph only one can. */
  readonly nodeFields: boolean;
  /** Whether the SDL tells a router the scopes that types and fields need. `@apollo/gateway` refuses a graph that has them. */
  readonly securityDirectives: boolean;
}

/** The subgraph as a composer wants it, with `@key` and `@link`, which `printSchema` would drop. */
export const subgraphSdl = (schema: GraphQLSchema): string => printSubgraphSchema(schema);

const dropFields = (type: GraphQLObjectType, names: readonly string[]): void => {
  const fields = type.getFields();
  for (const name of names) delete fields[name];
  // The SDL is printed from the syntax tree.
  const { astNode } = type;
  if (!astNode?.fields) return;
  type.astNode = { ...astNode, fields: astNode.fields.filter(({ name }) => !names.includes(name.value)) };
};

/** The whole graph as a federation v2 subgraph, with an `_entities` of our own. */
export const buildSubgraph = (
  resources: () => Resources,
  { nodeFields, securityDirectives }: SubgraphOptions,
): GraphQLSchema => {
  // Built anew by each call, so that it is ours to change.
  const schema = builder.toSubGraphSchema({
    linkUrl: 'https://specs.apollo.dev/federation/v2.9',
    federationDirectives: [...DIRECTIVES, ...(securityDirectives ? SECURITY_DIRECTIVES : [])].sort(),
  });
  const query = schema.getQueryType() as GraphQLObjectType;
  if (!nodeFields) dropFields(query, ['node', 'nodes']);
  if (securityDirectives) addSecurityDirectives(schema);
  const { _entities: entities, _service: service } = query.getFields();
  Object.assign(entities ?? {}, {
    description: 'For routers: entities of this graph by their keys. It costs what `nodes` costs.',
    extensions: { rest: entitiesAnnotation(resources) },
    resolve: resolveEntities,
  });
  // Printed when a composer first asks: it takes longer than all the rest of the start.
  let sdl: string | undefined;
  const printed = (): string => {
    sdl ??= subgraphSdl(schema);
    return sdl;
  };
  Object.assign(service ?? {}, {
    description: 'For composers: this graph as a federation subgraph. No REST call.',
    resolve: () => ({ sdl: printed() }),
  });
  (schema.getType('_Entity') as GraphQLUnionType).resolveType = entityType;
  return schema;
};
