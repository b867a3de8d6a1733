import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { annotationOf, resourceOf } from '../../src/graph/annotations.ts';
import { schema } from '../../src/schema.ts';
import { fieldsOf, typeOfObject } from '../rest-types/fields.ts';
import type { Shape } from '../rest-types/shape.ts';

/** One resource: where its REST fields are in the graph. */
export interface Compared {
  readonly typename: string;
  /**
   * REST's keys, with those of the objects that stand in it, such as `reversal.original_transaction`. Of an object that
   * the graph shows by its id alone, what else it holds is `key.*`.
   */
  readonly shown: readonly string[];
  readonly missing: readonly string[];
}

const camel = (key: string): string => key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The REST key that a field reads, where that is not its own name. */
const keysOf = (field: GraphQLField<unknown, unknown>): readonly (string | undefined)[] => {
  const rest = annotationOf(field);
  if (rest?.kind === 'list') return [rest.embedded?.keys[0]];
  return rest && 'key' in rest ? [rest.key] : [];
};

const fieldOf = (type: GraphQLObjectType, key: string): GraphQLField<unknown, unknown> | undefined => {
  const fields = type.getFields();
  return fields[camel(key)] ?? Object.values(fields).find((field) => keysOf(field).includes(key));
};

const isConnection = (type: GraphQLNamedType): type is GraphQLObjectType => type.name.endsWith('Connection');

/** The REST type that stands below a field as an object or as the items of a list; undefined for leaves and ids. */
const innerOf = (shape: Shape): string | undefined => {
  if (shape.kind === 'part') return shape.name;
  if (shape.kind === 'resource') return shape.names.length === 1 ? shape.names[0] : undefined;
  return shape.kind === 'list' || shape.kind === 'page' ? innerOf(shape.of) : undefined;
};

/** Every key of `stripeType` and of what stands in it, sorted into what `type` shows and what it does not. */
const walk = (
  type: GraphQLObjectType,
  stripeType: string,
  path: string,
  result: { readonly shown: string[]; readonly missing: string[] },
  items: Map<string, string>,
): void => {
  for (const { key, shape } of fieldsOf(stripeType)) {
    // What REST has `object` for, GraphQL has `__typename` for.
    if (key === 'object') continue;
    const place = `${path}${key}`;
    const field = fieldOf(type, key);
    (field === undefined ? result.missing : result.shown).push(place);
    if (field === undefined) continue;
    const named = getNamedType(field.type);
    if (shape.kind === 'resource' && isLeafType(named)) result.missing.push(`${place}.*`);
    const inner = innerOf(shape);
    if (inner === undefined) continue;
    if (isConnection(named)) {
      const item = getNamedType(named.getFields().nodes?.type);
      if (item && resourceOf(item) === undefined) items.set(item.name, inner);
    } else if (isObjectType(named) && resourceOf(named) === undefined) {
      walk(named, inner, `${place}.`, result, items);
    }
  }
};

const compare = (typename: string, stripeType: string, items: Map<string, string>): Compared => {
  const result = { typename, shown: [], missing: [] };
  walk(schema.getType(typename) as GraphQLObjectType, stripeType, '', result, items);
  return result;
};

/** Every resource of the graph, and the items of lists that are none, by name. */
export const compareAll = (): readonly Compared[] => {
  const items = new Map<string, string>();
  const nodes = Object.values(schema.getTypeMap()).flatMap((type) => {
    const resource = resourceOf(type);
    if (resource?.path === undefined) return [];
    return [compare(resource.typename, typeOfObject(resource.object) ?? resource.object, items)];
  });
  const others = [...items].map(([typename, stripeType]) => compare(typename, stripeType, new Map()));
  return [...nodes, ...others].sort((one, other) => (one.typename < other.typename ? -1 : 1));
};
