import {
  type IncludeAnnotation,
  type ListAnnotation,
  type LookupAnnotation,
  type ReferenceAnnotation,
  resourceOf,
  type Variants,
} from '../annotations.ts';
import { restPages } from '../rest-limits.ts';
import { isFree, isKnownById, mayRead } from './inputs.ts';
import { isMetaField } from './meta-fields.ts';
import { below, embeddedPlace, isLegal, ownCall, type Place } from './place.ts';
import type { SelectedField, Selection } from './selection.ts';
import { walkMembers } from './walk-members.ts';
import { askedPage, chargeLookup, introspectionOf, isTooLong, targetsOf, type Walk } from './walk-state.ts';

/**
 * How many values a field counts as that takes work of its own and is not just read from its parent: its arguments are
 * checked, a page or an object is asked for, and a promise is awaited, even if the object is there already.
 */
const ASKING_VALUES = 5;

/** A field that a walk has arrived at. */
interface Visit {
  readonly walk: Walk;
  readonly selected: SelectedField;
  /** Where its parent stands. */
  readonly place: Place;
}

/**
 * Walks what a connection selects on its items: `edges { node }` and `nodes`, each perhaps under several aliases. They
 * are kept apart, for one response key can mean different fields in two of them.
 */
export const walkItems = (walk: Walk, connection: Selection, items: Place): void => {
  for (const { field, selection } of connection.fields) {
    if (field.name === 'nodes') walkSelection(walk, selection, items);
    if (field.name !== 'edges') continue;
    walk.values += items.count * selection.values;
    for (const { selection: node } of selection.fields) walkSelection(walk, node, items);
  }
};

const countConnection = (walk: Walk, { values, fields }: Selection, count: number): void => {
  walk.values += count * (ASKING_VALUES + values);
  for (const { field, selection } of fields) if (field.name === 'pageInfo') walk.values += count * selection.values;
};

const walkList = ({ walk, selected, place }: Visit, rest: ListAnnotation): void => {
  const { selection, coordinate } = selected;
  const page = askedPage(walk, selected, rest.prefixes);
  if (page === undefined) return;
  countConnection(walk, selection, place.count);
  if (page.size === 0) return;
  const list = ownCall(place.count * page.size, 'data');
  walkItems(walk, selection, list);
  const embedded = rest.embedded && page.cursor === undefined ? embeddedPlace(rest.embedded, place) : undefined;
  const wanted = embedded && [...list.expand].map((path) => [...embedded.items, ...path.split('.').slice(1)]);
  if (rest.embedded && embedded && wanted?.every((path) => isLegal(place, path))) {
    if (embedded.expansion !== undefined) place.expand.add(embedded.expansion);
    for (const path of wanted) place.expand.add(path.join('.'));
    walk.charge(place.count * restPages(Math.max(0, page.size - rest.embedded.size)), coordinate, list, place);
  } else {
    walk.charge(place.count * restPages(page.size), coordinate, list, place);
  }
};

const walkLookup = ({ walk, selected, place }: Visit, rest: LookupAnnotation): void => {
  const { coordinate } = selected;
  const args = selected.arguments.read(walk.inputs.variableValues);
  if (isTooLong(walk, args, selected)) return;
  const { wrong, types } = targetsOf(walk, rest, args);
  // A wrong id causes no call, but its error takes as long as a call to make.
  walk.charge(wrong, coordinate, undefined, place);
  walk.values += wrong * ASKING_VALUES;
  for (const { typename, ids } of types) {
    walk.values += ids.length * ASKING_VALUES;
    const selection = selected.selectionOn(typename);
    const made = ownCall(ids.length);
    if (selection === undefined || !isKnownById(walk.inputs, selection, rest.areKnown)) {
      const lookedUp = { resource: selection && resourceOf(selection.type), coordinate, made, from: place };
      for (const id of ids) chargeLookup(walk, id, lookedUp);
    }
    if (selection) walkSelection(walk, selection, made);
  }
};

const walkReference = ({ walk, selected, place }: Visit, rest: ReferenceAnnotation): void => {
  const { selection, coordinate } = selected;
  const path = below(place, rest.key);
  const free = isFree(walk.inputs, selection);
  if (!free && rest.expandable && isLegal(place, path)) {
    place.expand.add(path.join('.'));
    walkSelection(walk, selection, { ...place, path }, rest.variants);
    return;
  }
  const made = ownCall(place.count);
  if (!free) walk.charge(place.count, coordinate, made, place, resourceOf(selection.type));
  walkSelection(walk, selection, made);
};

const walkInclusion = ({ walk, selected, place }: Visit, rest: IncludeAnnotation): void => {
  const { selection, parent, coordinate } = selected;
  const path = below(place, rest.key);
  const count = place.count * selected.length;
  walk.values += place.count * ASKING_VALUES;
  if (isLegal(place, path)) {
    place.expand.add(path.join('.'));
    walkSelection(walk, selection, { ...place, path, count }, rest.variants);
    return;
  }
  // Only an object that REST can fetch alone can be asked for again, now with the expansion.
  if (resourceOf(parent)?.path === undefined) return;
  const made = { ...ownCall(count, rest.key), expand: new Set([rest.key]) };
  walk.charge(place.count, coordinate, made, place, resourceOf(parent));
  walkSelection(walk, selection, made, rest.variants);
};

const walkField = (visit: Visit): void => {
  const { walk, selected, place } = visit;
  const { rest } = selected;
  if (isMetaField(selected.field)) {
    walk.values += introspectionOf(walk, selected).of(selected);
    return;
  }
  if (!mayRead(walk.inputs, selected.domain)) return;
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
    case 'mutation': {
      const expand = new Set(rest.expand);
      const made = { ...ownCall(1), expand, only: expand };
      walk.charge(1, selected.coordinate, made, place);
      walkSelection(walk, selected.selection, made);
      break;
    }
    case 'payload':
      walkSelection(walk, selected.selection, place);
      break;
    default: {
      const path = rest?.isClosed ? undefined : below(place, rest?.key ?? selected.restKey);
      const count = place.count * selected.length;
      walkSelection(walk, selected.selection, { ...place, path, count }, rest?.variants);
    }
  }
};

/**
 * Walks a selection on objects at a place: adds expansions to the call that brings them, charges every further call,
 * and counts the values that they answer. Planner and cost analysis are this one walk, so they cannot disagree.
 */
export const walkSelection = (walk: Walk, selection: Selection, place: Place, variants: Variants = {}): void => {
  if (selection.members) {
    walkMembers(walk, selection.members, place, variants, walkSelection);
    return;
  }
  walk.values += place.count * selection.values;
  for (const selected of selection.fields) walkField({ walk, selected, place });
};
