import {
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { annotationOf, type RestAnnotation, resourceOf } from './annotations.ts';
import { type PageRequest, restPages } from './page.ts';
import { below, embeddedPlace, isLegal, ownCall, type Place } from './place.ts';
import {
  argumentsOf,
  fieldOf,
  isFree,
  itemSelections,
  mayRead,
  type Nodes,
  type Operation,
  requestedPage,
  subFields,
} from './selection.ts';

/** Told of the REST calls that a field can cost, with its schema coordinate such as `Transfer.reversals`. */
export type Charge = (calls: number, coordinate: string) => void;

/** One walk over a selection. */
export interface Walk {
  readonly operation: Operation;
  readonly charge: Charge;
  /** Objects already looked up by id: asking again is the same call. */
  readonly lookedUp: Set<string>;
  /** Arguments that no list can be asked with; the operation is refused before its first call. */
  readonly wrong: GraphQLError[];
  /** How many were looked up of each list that they stand in. */
  readonly siblings: Map<string, number>;
}

export const startWalk = (operation: Operation, charge: Charge = () => {}): Walk => ({
  operation,
  charge,
  lookedUp: new Set(),
  siblings: new Map(),
  wrong: [],
});

type Field = GraphQLField<unknown, unknown>;
type Variants = Readonly<Record<string, string>>;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const readPageArguments = (walk: Walk, prefix: string, field: Field, nodes: Nodes): PageRequest | undefined => {
  try {
    return requestedPage(walk.operation, field, prefix, nodes);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    walk.wrong.push(new GraphQLError(error.message, { nodes, extensions: error.extensions }));
    return undefined;
  }
};

const walkList = (
  walk: Walk,
  rest: Extract<RestAnnotation, { kind: 'list' }>,
  coordinate: string,
  field: Field,
  nodes: Nodes,
  place: Place,
): void => {
  const page = readPageArguments(walk, rest.prefix, field, nodes);
  if (page === undefined || page.size === 0) return;
  const items = itemSelections(walk.operation, getNamedType(field.type), nodes);
  const list = ownCall(place.count * page.size, 'data');
  for (const item of items) walkType(walk, item.type, item.nodes, list);
  const embedded = rest.embedded && page.cursor === undefined ? embeddedPlace(rest.embedded, place) : undefined;
  const wanted = embedded && [...list.expand].map((path) => [...embedded.items, ...path.split('.').slice(1)]);
  if (rest.embedded && embedded && wanted?.every((path) => isLegal(place, path))) {
    if (embedded.expansion !== undefined) place.expand.add(embedded.expansion);
    for (const path of wanted) place.expand.add(path.join('.'));
    walk.charge(place.count * restPages(Math.max(0, page.size - rest.embedded.size)), coordinate);
  } else {
    walk.charge(place.count * restPages(page.size), coordinate);
  }
};

/** The second of several siblings lets the loader read the list they stand in, which may bring neither. */
const chargeSiblings = (walk: Walk, typename: string, id: string, coordinate: string): void => {
  const type = walk.operation.schema.getType(typename);
  const resource = type && resourceOf(type);
  if (!resource?.idPattern.test(id)) return;
  const list = resource.siblings?.(id);
  if (list === undefined) return;
  const count = (walk.siblings.get(list) ?? 0) + 1;
  walk.siblings.set(list, count);
  if (count === 2) walk.charge(1, coordinate);
};

const walkLookup = (
  walk: Walk,
  rest: Extract<RestAnnotation, { kind: 'lookup' }>,
  coordinate: string,
  field: Field,
  nodes: Nodes,
): void => {
  const counts = new Map<string, number>();
  for (const { typename, id } of rest.targets(argumentsOf(walk.operation, field, nodes))) {
    counts.set(typename, (counts.get(typename) ?? 0) + 1);
    if (walk.lookedUp.has(id)) continue;
    walk.lookedUp.add(id);
    walk.charge(1, coordinate);
    chargeSiblings(walk, typename, id, coordinate);
  }
  for (const [typename, count] of counts) {
    const type = walk.operation.schema.getType(typename);
    if (type) walkType(walk, type, nodes, ownCall(count));
  }
};

const walkReference = (
  walk: Walk,
  rest: Extract<RestAnnotation, { kind: 'reference' }>,
  coordinate: string,
  type: GraphQLNamedType,
  nodes: Nodes,
  place: Place,
): void => {
  const path = below(place, rest.key);
  const free = isFree(walk.operation, type, nodes);
  if (!free && rest.expandable && isLegal(place, path)) {
    place.expand.add(path.join('.'));
    walkType(walk, type, nodes, { ...place, path }, rest.variants);
    return;
  }
  if (!free) walk.charge(place.count, coordinate);
  walkType(walk, type, nodes, ownCall(place.count));
};

const walkInclusion = (
  walk: Walk,
  rest: Extract<RestAnnotation, { kind: 'include' }>,
  parent: GraphQLObjectType,
  field: Field,
  nodes: Nodes,
  place: Place,
): void => {
  const type = getNamedType(field.type);
  const path = below(place, rest.key);
  if (isLegal(place, path)) {
    place.expand.add(path.join('.'));
    walkType(walk, type, nodes, { ...place, path }, rest.variants);
    return;
  }
  // Only an object that REST can fetch alone can be asked for again, now with the expansion.
  if (resourceOf(parent)?.path === undefined) return;
  walk.charge(place.count, `${parent.name}.${field.name}`);
  walkType(walk, type, nodes, ownCall(place.count, rest.key), rest.variants);
};

const walkField = (walk: Walk, parent: GraphQLObjectType, field: Field, nodes: Nodes, place: Place): void => {
  const rest = annotationOf(field);
  const type = getNamedType(field.type);
  if (!mayRead(walk.operation, type)) return;
  const coordinate = `${parent.name}.${field.name}`;
  switch (rest?.kind) {
    case 'derived':
      break;
    case 'lookup':
      walkLookup(walk, rest, coordinate, field, nodes);
      break;
    case 'list':
      walkList(walk, rest, coordinate, field, nodes, place);
      break;
    case 'reference':
      walkReference(walk, rest, coordinate, type, nodes, place);
      break;
    case 'include':
      walkInclusion(walk, rest, parent, field, nodes, place);
      break;
    case 'mutation':
      walk.charge(1, coordinate);
      walkType(walk, type, nodes, { ...ownCall(1), only: new Set(rest.expand) });
      break;
    case 'payload':
      walkType(walk, type, nodes, place);
      break;
    default: {
      const path = below(place, rest?.key ?? snakeCase(field.name));
      walkType(walk, type, nodes, { ...place, path }, rest?.variants);
    }
  }
};

/** An object is one of the types: what they expand adds up, what they cost does not. */
const walkAbstractType = (
  walk: Walk,
  types: readonly GraphQLObjectType[],
  nodes: Nodes,
  place: Place,
  variants: Variants,
): void => {
  let dearest: { calls: number; charges: Parameters<Charge>[] } = { calls: 0, charges: [] };
  for (const type of types) {
    const charges: Parameters<Charge>[] = [];
    const key = variants[type.name];
    const path = key === undefined ? place.path : below(place, key);
    walkType({ ...walk, charge: (...charge) => charges.push(charge) }, type, nodes, { ...place, path });
    const calls = charges.reduce((sum, [each]) => sum + each, 0);
    if (calls > dearest.calls) dearest = { calls, charges };
  }
  for (const charge of dearest.charges) walk.charge(...charge);
};

/** Walks what is selected on `type`: adds expansions to the call that brings it and charges every further call. */
export const walkType = (
  walk: Walk,
  type: GraphQLNamedType,
  nodes: Nodes,
  place: Place,
  variants: Variants = {},
): void => {
  if (isAbstractType(type)) {
    walkAbstractType(walk, walk.operation.schema.getPossibleTypes(type), nodes, place, variants);
    return;
  }
  if (!isObjectType(type)) return;
  for (const nodesOfField of subFields(walk.operation, type, nodes).values()) {
    const field = fieldOf(type, nodesOfField);
    if (field) walkField(walk, type, field, nodesOfField, place);
  }
};
