import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  isWrappingType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/**
 * What a value of introspection counts as: none of them stands ready, and each takes several times as long as one of
 * REST.
 */
const INTROSPECTION_VALUES = 5;

/** `__schema` and `__type`, which every query type has and none declares. */
export const metaField = (schema: GraphQLSchema, parent: GraphQLObjectType, name: string): Field | undefined => {
  if (parent !== schema.getQueryType()) return undefined;
  return [SchemaMetaFieldDef, TypeMetaFieldDef].find((field) => field.name === name);
};

const wrappersOf = (type: GraphQLType): number => (isWrappingType(type) ? 1 + wrappersOf(type.ofType) : 0);

/**
 * The share of types that have one within: tools ask for nine levels of `ofType`, and most types end after one. Each
 * level has no more of them than this share of the level before would leave.
 */
const unwrapped = (...kinds: readonly (readonly { readonly type: GraphQLType }[])[]): number =>
  Math.max(
    ...kinds.flatMap((places) =>
      // `[[T!]!]!` has five wrappers; none of ours has more than three.
      [1, 2, 3, 4, 5].map(
        (level) =>
          (places.filter(({ type }) => wrappersOf(type) >= level).length / Math.max(1, places.length)) ** (1 / level),
      ),
    ),
  );

/**
 * How long the lists of introspection are, by schema coordinate: of those below a type or a field, the average. Whoever
 * asks for them on all types gets as many as there are, so the average times the parents is what there is.
 */
const measure = (schema: GraphQLSchema): ReadonlyMap<string, number> => {
  const types = Object.values(schema.getTypeMap());
  const directives = schema.getDirectives();
  const fields = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  );
  const args = fields.flatMap((field) => field.args);
  const inputFields = types.flatMap((type) => (isInputObjectType(type) ? Object.values(type.getFields()) : []));
  const sum = (counts: readonly number[]): number => counts.reduce((total, each) => total + each, 0);
  const perType = (count: (type: (typeof types)[number]) => number): number => sum(types.map(count)) / types.length;
  return new Map([
    ['__Schema.types', types.length],
    ['__Schema.directives', directives.length],
    ['__Directive.args', sum(directives.map(({ args }) => args.length)) / Math.max(1, directives.length)],
    ['__Field.args', sum(fields.map(({ args }) => args.length)) / Math.max(1, fields.length)],
    ['__Type.ofType', unwrapped(fields, args, inputFields)],
    ['__Type.fields', fields.length / types.length],
    ['__Type.inputFields', perType((type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0))],
    ['__Type.enumValues', perType((type) => (isEnumType(type) ? type.getValues().length : 0))],
    ['__Type.interfaces', perType((type) => (isObjectType(type) ? type.getInterfaces().length : 0))],
    [
      '__Type.possibleTypes',
      perType((type) => (isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type).length : 0)),
    ],
  ]);
};

const measured = new WeakMap<GraphQLSchema, ReadonlyMap<string, number>>();

/** How many values a field of introspection has for one parent; undefined for every other field. */
export const introspectionLength = (
  schema: GraphQLSchema,
  { name: parent }: GraphQLObjectType,
  field: Field,
): number | undefined => {
  if (field === SchemaMetaFieldDef || field === TypeMetaFieldDef) return INTROSPECTION_VALUES;
  if (!parent.startsWith('__')) return undefined;
  const lengths = measured.get(schema) ?? measure(schema);
  measured.set(schema, lengths);
  return lengths.get(`${parent}.${field.name}`);
};
