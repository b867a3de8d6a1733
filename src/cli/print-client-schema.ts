import { GraphQLObjectType, GraphQLSchema, printSchema, specifiedDirectives } from 'graphql';

/** Federation's own: `_entities`, `_service`, and the types behind them. */
const isOfRouters = (name: string): boolean => /^_(?!_)/.test(name);

/**
 * The schema in the schema definition language as clients know it: without what is there for routers, which
 * relay-compiler stops at and every code generator would ask a type for.
 */
export const printClientSchema = (schema: GraphQLSchema): string => {
  const { query, types, ...config } = schema.toConfig();
  if (!query) throw new TypeError('A schema without queries has no clients.');
  const { fields, ...queryConfig } = query.toConfig();
  const asked = new GraphQLObjectType({
    ...queryConfig,
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !isOfRouters(name))),
  });
  return printSchema(
    new GraphQLSchema({
      ...config,
      query: asked,
      types: types.filter((type) => type !== query && !isOfRouters(type.name)),
      directives: specifiedDirectives,
    }),
  );
};
