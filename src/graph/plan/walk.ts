import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import {
  annotationOf,
  type IncludeAnnotation,
  type ListAnnotation,
  type LookupAnnotation,
  type ReferenceAnnotation,
  resourceOf,
  type Variants,
} from '../annotations.ts';
import { restPages } from '../rest-limits.ts';
import { below, embeddedPlace, isLegal, ownCall, type Place } from './place.ts';
import { argumentsOf, fieldOf, isFree, itemSelections, mayRead, type Nodes, subFields } from './selection.ts';
import { askedPage, type Charge, chargeLookup, isTooLong, type Walk } from './walk-state.ts';

/** A field that a walk has come to. */
interface Visit {
  readonly walk: Walk;
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: Nodes;
  /** Where its parent stands. */
  readonly place: Place;
  /** The type that the field is of, or is a list of. */
  readonly type: GraphQLNamedType;
  /** Such as `Transfer.reversals`. */
  readonly coordinate: string;
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const walkList = ({ walk, field, nodes, place, type, coordinate }: Visit, rest: ListAnnotation): void => {
  const page = askedPage(walk, field, rest.prefix, nodes);
  if (page === undefined || page.size === 0) return;
  const items = itemSelections(walk.operation, type, nodes);
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

const walkLookup = ({ walk, field, nodes, coordinate }: Visit, rest: LookupAnnotation): void => {
  const args = argumentsOf(walk.operation, field, nodes);
  if (isTooLong(walk, args, nodes)) return;
  const counts = new Map<string, number>();
  for (const target of rest.targets(args)) {
    if (target === undefined) {
      // No call, but to find it wrong and say so takes as long as one does.
      walk.charge(1, coordinate);
      continue;
    }
    const { typename, id } = target;
    counts.set(typename, (counts.get(typename) ?? 0) + 1);
    chargeLookup(walk, typename, id, coordinate);
  }
  for (const [typename, count] of counts) {
    const target = walk.operation.schema.getType(typename);
    if (target) walkType(walk, target, nodes, ownCall(count));
  }
};

const walkReference = ({ walk, nodes, place, type, coordinate }: Visit, rest: ReferenceAnnotation): void => {
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

const walkInclusion = ({ walk, parent, nodes, place, type, coordinate }: Visit, rest: IncludeAnnotation): void => {
  const path = below(place, rest.key);
  if (isLegal(place, path)) {
    place.expand.add(path.join('.'));
    walkType(walk, type, nodes, { ...place, path }, rest.variants);
    return;
  }
  // Only an object that REST can fetch alone can be asked for again, now with the expansion.
  if (resourceOf(parent)?.path === undefined) return;
  walk.charge(place.count, coordinate);
  walkType(walk, type, nodes, ownCall(place.count, rest.key), rest.variants);
};

const walkField = (visit: Visit): void => {
  const { walk, field, nodes, place, type, coordinate } = visit;
  if (!mayRead(walk.operation, type)) return;
  const rest = annotationOf(field);
  switch (rest?.kind) {
    case 'derived':
      break;
    case 'lookup':
      walkLookup(visit, rest);
      break;
    case 'list':
      walkList(visit, rest);
      break;
    case 'reference':
      walkReference(visit, rest);
      break;
    case 'include':
      walkInclusion(visit, rest);
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
    if (!field) continue;
    const coordinate = `${type.name}.${field.name}`;
    walkField({ walk, parent: type, field, nodes: nodesOfField, place, type: getNamedType(field.type), coordinate });
  }
};
