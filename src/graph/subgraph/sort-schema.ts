import {
  GraphQLDirective,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { naturalCompare } from 'graphql/jsutils/naturalCompare.js';

interface Named {
  readonly name: string;
}

const byName = (one: Named, other: Named): number => naturalCompare(one.name, other.name);

const sortKeys = (map: Record<string, unknown>): void => {
  for (const key of Object.keys(map).sort(naturalCompare)) {
    const value = map[key];
    delete map[key];
    map[key] = value;
  }
};

/** graphql-js types what it holds as readonly; what was built a moment ago is ours to order. */
const sortList = (list: readonly Named[]): void => {
  (list as Named[]).sort(byName);
};

const sortMembers = (type: GraphQLNamedType): void => {
  if (isUnionType(type)) sortList(type.getTypes());
  if (isEnumType(type)) sortList(type.getValues());
  if (isInputObjectType(type)) sortKeys(type.getFields());
  if (!isObjectType(type) && !isInterfaceType(type)) return;
  sortList(type.getInterfaces());
  sortKeys(type.getFields());
  for (const { args } of Object.values(type.getFields())) sortList(args);
};

/** Those of graphql-js are shared by all schemas, so these are copies. */
export const sortedDirectives = (directives: readonly GraphQLDirective[]): GraphQLDirective[] =>
  directives.toSorted(byName).map((directive) => {
    const { args, locations, ...config } = directive.toConfig();
    sortKeys(args);
    return new GraphQLDirective({ ...config, args, locations: locations.toSorted(naturalCompare) });
  });

/**
 * Puts all that the schema holds, but for its directives, in the order of its names, as graphql-js'
 * `lexicographicSortSchema` does: where it stands and not in a copy, whose types would all be built anew at each start.
 */
export const sortSchema = (schema: GraphQLSchema): void => {
  const types = schema.getTypeMap();
  sortKeys(types);
  for (const type of Object.values(types)) {
    if (isIntrospectionType(type)) continue;
    sortMembers(type);
    if (!isInterfaceType(type)) continue;
    const { interfaces, objects } = schema.getImplementations(type);
    sortList(interfaces);
    sortList(objects);
  }
};
