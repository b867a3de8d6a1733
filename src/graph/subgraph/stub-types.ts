import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  type ConstDirectiveNode,
  type GraphQLFieldConfig,
  GraphQLObjectType,
  GraphQLSchema,
  getNamedType,
  Kind,
  type ObjectTypeDefinitionNode,
  parseConstValue,
} from 'graphql';
import { type RestAnnotation, resourceOf } from '../annotations.ts';

/** The key of an entity that another subgraph resolves. */
const FOREIGN_KEY: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'key' },
  arguments: Object.entries({ fields: '"id"', resolvable: 'false' }).map(([name, value]) => ({
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: parseConstValue(value),
  })),
};

const stubNode = (node: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode => ({
  ...node,
  interfaces: [],
  directives: [FOREIGN_KEY],
  fields: (node.fields ?? []).filter(({ name }) => name.value === 'id'),
});

/** The type with its id alone, of which this graph can ask for nothing: its resource has no path any more. */
const toStub = (type: GraphQLObjectType): GraphQLObjectType => {
  const { fields, astNode, extensions, ...config } = type.toConfig();
  const resource = resourceOf(type);
  return new GraphQLObjectType({
    ...config,
    description: `${type.name}: this graph knows its id, another subgraph the rest.`,
    interfaces: [],
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => name === 'id')),
    extensions: { ...extensions, ...(resource && { resource: { ...resource, path: undefined, domain: undefined } }) },
    astNode: astNode && stubNode(astNode),
  });
};

/**
 * Whether a field is a way to the objects of a stub: a look-up of one, or a list of them. A reference stays: it has the
 * id.
 */
const leadsTo = (stubs: ReadonlySet<string>, { type, extensions }: GraphQLFieldConfig<unknown, unknown>): boolean => {
  const { name } = getNamedType(type);
  if (name.endsWith('Connection')) return stubs.has(name.slice(0, -'Connection'.length));
  return stubs.has(name) && (extensions as { rest?: RestAnnotation } | undefined)?.rest?.kind === 'lookup';
};

/**
 * The same graph, in which those types are what another subgraph owns: `@key(fields: "id", resolvable: false)` and
 * their id. What nothing else leads to is left out with them.
 */
export const withStubs = (schema: GraphQLSchema, stubs: ReadonlySet<string>): GraphQLSchema => {
  if (stubs.size === 0) return schema;
  const { types, ...config } = mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) => (stubs.has(type.name) ? toStub(type) : undefined),
    [MapperKind.OBJECT_FIELD]: (field) => (leadsTo(stubs, field) ? null : undefined),
  }).toConfig();
  // Some nodes are reached by `node` alone.
  return new GraphQLSchema({ ...config, types: types.filter((type) => resourceOf(type)?.path !== undefined) });
};
