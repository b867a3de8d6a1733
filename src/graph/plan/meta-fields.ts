import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

const META_FIELDS: readonly Field[] = [SchemaMetaFieldDef, TypeMetaFieldDef];

/** `__schema` and `__type`, which every query type has and none declares. */
export const metaField = (schema: GraphQLSchema, parent: GraphQLObjectType, name: string): Field | undefined =>
  parent === schema.getQueryType() ? META_FIELDS.find((field) => field.name === name) : undefined;

export const isMetaField = (field: Field): boolean => META_FIELDS.includes(field);
