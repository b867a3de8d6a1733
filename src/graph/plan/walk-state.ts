import { GraphQLError } from 'graphql';
import type { LookupAnnotation } from '../annotations.ts';
import { publicError } from '../errors.ts';
import type { PageRequest } from '../page.ts';
import type { Resource } from '../resource.ts';
import { type Inputs, requestedPage } from './inputs.ts';
import { IntrospectionCount } from './introspection-count.ts';
import type { Place } from './place.ts';
import type { SelectedField } from './selection.ts';

/**
 * Called with the number of REST calls that a field can cost, and its schema coordinate such as `Transfer.reversals`.
 * For drawing the calls also with the place that they bring, the place that they are made from, and the resource that
 * is asked for where the field does not tell.
 */
export type Charge = (calls: number, coordinate: string, made?: Place, from?: Place, resource?: Resource) => void;

/** Objects that are looked up, and where that is asked. */
interface LookedUp {
  readonly resource: Resource | undefined;
  readonly coordinate: string;
  readonly made: Place;
  readonly from: Place;
}

/** What a look-up asks for of one type. */
interface TypeTargets {
  readonly typename: string;
  readonly ids: string[];
}

/** What a look-up asks for. */
interface Targets {
  readonly rest: LookupAnnotation;
  /** How many ids are the id of nothing. */
  readonly wrong: number;
  readonly types: readonly TypeTargets[];
}

/** What all parts of one walk have come to, each kept from its first on: most walks come to one of these or none. */
class Seen {
  #targets: Map<unknown, Targets> | undefined;
  #lookedUp: Set<string> | undefined;
  #siblings: Map<string, number> | undefined;

  /** Lists of ids that have been read: one variable can stand under many names. */
  get targets(): Map<unknown, Targets> {
    this.#targets ??= new Map();
    return this.#targets;
  }

  /** Objects already looked up by id: a second look-up is the same call (deduplication). */
  get lookedUp(): Set<string> {
    this.#lookedUp ??= new Set();
    return this.#lookedUp;
  }

  /** How many objects were looked up of each list that they stand in. */
  get siblings(): Map<string, number> {
    this.#siblings ??= new Map();
    return this.#siblings;
  }
}

/** One walk over a selection, with what it has counted and found so far. */
export interface Walk {
  readonly inputs: Inputs;
  readonly charge: Charge;
  /** How many values the answer can hold. */
  values: number;
  readonly seen: Seen;
  /** What introspection answers; few operations ask. */
  introspection: IntrospectionCount | undefined;
  /** Arguments that no list can be asked with; the operation is refused before its first call. */
  readonly wrong: GraphQLError[];
}

export const startWalk = (inputs: Inputs, charge: Charge = () => {}): Walk => ({
  inputs,
  charge,
  values: 0,
  seen: new Seen(),
  introspection: undefined,
  wrong: [],
});

/** One for all of an operation: the same parts of the schema under many names are too many together. */
export const introspectionOf = (walk: Walk, { schema }: SelectedField): IntrospectionCount => {
  const { variableValues, maxValues = Number.POSITIVE_INFINITY } = walk.inputs;
  walk.introspection ??= new IntrospectionCount(schema, variableValues, maxValues);
  return walk.introspection;
};

/** The page that is asked of a connection; undefined, and noted, when no list can be asked for it. */
export const askedPage = (
  walk: Walk,
  selected: SelectedField,
  prefixes: readonly string[],
): PageRequest | undefined => {
  try {
    return requestedPage(walk.inputs, selected, prefixes);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    walk.wrong.push(new GraphQLError(error.message, { nodes: selected.nodes, extensions: error.extensions }));
    return undefined;
  }
};

/** Whether a list of ids is longer than a page may be, which is noted. */
export const isTooLong = (walk: Walk, args: Readonly<Record<string, unknown>>, { nodes }: SelectedField): boolean => {
  const max = walk.inputs.maxPageSize;
  const long = Object.entries(args).find(([, value]) => Array.isArray(value) && value.length > max);
  if (long === undefined) return false;
  const [name, { length }] = long as [string, readonly unknown[]];
  const message = `\`${name}\` can hold ${max} at most, not ${length}. Ask in several operations.`;
  walk.wrong.push(publicError('BAD_USER_INPUT', message, { nodes }));
  return true;
};

const readTargets = (rest: LookupAnnotation, args: Record<string, unknown>): Targets => {
  const types: TypeTargets[] = [];
  let wrong = 0;
  for (const target of rest.targets(args)) {
    // There are as many types as resources at most, and mostly one.
    const known = target && types.find(({ typename }) => typename === target.typename);
    if (target === undefined) wrong += 1;
    else if (known) known.ids.push(target.id);
    else types.push({ typename: target.typename, ids: [target.id] });
  }
  return { rest, wrong, types };
};

/** The objects that a look-up asks for. A list of ids is read once, under however many names it stands. */
export const targetsOf = (walk: Walk, rest: LookupAnnotation, args: Record<string, unknown>): Targets => {
  const list = Object.values(args).find(Array.isArray);
  const known = list && walk.seen.targets.get(list);
  if (known?.rest === rest) return known;
  const targets = readTargets(rest, args);
  if (list) walk.seen.targets.set(list, targets);
  return targets;
};

/**
 * From two siblings on, the loader reads the list that they stand in: one call more, which may bring neither of them.
 */
const chargeSiblings = (walk: Walk, id: string, { resource, coordinate, made, from }: LookedUp): void => {
  if (!resource?.siblings || !resource.pathPattern.test(id)) return;
  const list = resource.siblings(id).text;
  const count = (walk.seen.siblings.get(list) ?? 0) + 1;
  walk.seen.siblings.set(list, count);
  if (count === 2) walk.charge(1, coordinate, made, from, resource);
};

/** Charges for an object that is looked up by its id, once for each id. */
export const chargeLookup = (walk: Walk, id: string, lookedUp: LookedUp): void => {
  if (walk.seen.lookedUp.has(id)) return;
  walk.seen.lookedUp.add(id);
  const { resource, coordinate, made, from } = lookedUp;
  walk.charge(1, coordinate, made, from, resource);
  chargeSiblings(walk, id, lookedUp);
};
