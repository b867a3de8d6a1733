import { printSubgraphSchema } from '@apollo/subgraph';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { type GraphQLFieldConfig, type GraphQLSchema, GraphQLUnionType } from 'graphql';
import type { RestAnnotation } from './annotations.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { entitiesField, entityType } from './entities.ts';
import { DEFAULT_PAGE_SIZE } from './page.ts';
import type { Resources } from './resources.ts';

export interface SubgraphOptions {
  /** Whether the graph has `node` and `nodes`: only one subgraph of a larger graph can. */
  readonly nodeFields: boolean;
}

type Field = GraphQLFieldConfig<unknown, Context>;

interface Directive {
  readonly name: string;
  readonly args: Record<string, unknown>;
}

/** What a REST call weighs for a router that takes an object for 1 and a mutation for 10. */
const REST_CALL_WEIGHT = 10;

const NODE_FIELDS = new Set(['node', 'nodes']);

const REST_CALL: Directive = { name: 'cost', args: { weight: REST_CALL_WEIGHT } };

const PAGE: Directive = {
  name: 'listSize',
  args: {
    assumedSize: DEFAULT_PAGE_SIZE,
    slicingArguments: ['first', 'last'],
    sizedFields: ['edges', 'nodes'],
    requireOneSlicingArgument: false,
  },
};

/** What a router is to know of a field's cost, from the annotation that the planner reads. */
const demandOf = (rest: RestAnnotation | undefined): Directive[] => {
  switch (rest?.kind) {
    case 'lookup':
      return [REST_CALL];
    case 'list':
      return rest.embedded ? [PAGE] : [REST_CALL, PAGE];
    default:
      return [];
  }
};

const withDirectives = (field: Field, directives: readonly Directive[]): Field => {
  const known = (field.extensions?.directives ?? []) as readonly Directive[];
  return { ...field, extensions: { ...field.extensions, directives: [...known, ...directives] } };
};

const printed = new WeakMap<GraphQLSchema, string>();

/** The subgraph as a composer wants it, with `@key` and `@link`, which `printSchema` would drop. */
export const subgraphSdl = (schema: GraphQLSchema): string => {
  const sdl = printed.get(schema) ?? printSubgraphSchema(schema);
  printed.set(schema, sdl);
  return sdl;
};

/** The whole graph as a federation v2 subgraph. */
export const buildSubgraph = (resources: () => Resources, { nodeFields }: SubgraphOptions): GraphQLSchema => {
  const graph = builder.toSubGraphSchema({
    linkUrl: 'https://specs.apollo.dev/federation/v2.9',
    federationDirectives: ['@cost', '@key', '@listSize', '@shareable'],
  });
  const { rest, resolve } = entitiesField(resources);
  return mapSchema(graph, {
    [MapperKind.QUERY_ROOT_FIELD]: (field, name) => {
      if (name === '_entities') return { ...field, extensions: { ...field.extensions, rest }, resolve };
      if (name === '_service') return { ...field, resolve: (_r, _a, _c, { schema }) => ({ sdl: subgraphSdl(schema) }) };
      if (!nodeFields && NODE_FIELDS.has(name)) return null;
      return withDirectives(field, demandOf(field.extensions?.rest));
    },
    [MapperKind.OBJECT_FIELD]: (field) => withDirectives(field, demandOf(field.extensions?.rest)),
    [MapperKind.UNION_TYPE]: (union) =>
      union.name === '_Entity' ? new GraphQLUnionType({ ...union.toConfig(), resolveType: entityType }) : union,
  });
};
