import { type GraphQLSchema, isObjectType } from 'graphql';
import { annotationOf } from '../annotations.ts';
import type { Resource } from '../resource.ts';
import type { Inputs } from './inputs.ts';
import { ownCall, type Place } from './place.ts';
import type { Selection } from './selection.ts';
import { walkSelection } from './walk.ts';
import { type Charge, startWalk } from './walk-state.ts';

/** REST calls of one field, as far as they differ in nothing but ids and pages. */
export interface PlannedCall {
  /** The field that they are made for, such as `Transfer.reversals`. */
  readonly coordinate: string;
  readonly method: 'GET' | 'POST';
  /** Such as `/v1/transfers/{id}`; undefined where it shows when the object is known. */
  readonly endpoint: string | undefined;
  /** How many at worst; 0 where what is asked for comes with the call above. */
  readonly count: number;
  /** What they expand, such as `data.transfer`. */
  readonly expand: readonly string[];
  /** Those that are made for what these bring. */
  readonly below: readonly PlannedCall[];
}

/** Calls that a walk has charged for. What they expand is complete only when the walk has ended. */
interface Charged {
  readonly coordinate: string;
  readonly resource: Resource | undefined;
  readonly made: Place | undefined;
  readonly from: Place | undefined;
  count: number;
}

/** A call is known by its set of expansions, which all places in its answer share. */
type Call = Place['expand'];

/** Ids that are looked up by one field are charged one by one, and are one line. */
const joined = (charges: readonly Charged[]): readonly Charged[] => {
  const byCall = new Map<Call | undefined, Map<string, Charged>>();
  const lines: Charged[] = [];
  for (const charged of charges) {
    const call = charged.made?.expand;
    const ofCall = byCall.get(call) ?? new Map<string, Charged>();
    byCall.set(call, ofCall);
    const known = ofCall.get(charged.coordinate);
    if (known) known.count += charged.count;
    else {
      ofCall.set(charged.coordinate, charged);
      lines.push(charged);
    }
  }
  return lines;
};

const requestOf = (
  schema: GraphQLSchema,
  { coordinate, resource }: Charged,
): Pick<PlannedCall, 'method' | 'endpoint'> => {
  const [typename = '', name = ''] = coordinate.split('.');
  const type = schema.getType(typename);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  const rest = field && annotationOf(field);
  if (rest?.kind === 'mutation') return { method: 'POST', endpoint: rest.endpoint };
  if (rest?.kind === 'list') return { method: 'GET', endpoint: rest.endpoint };
  const own = rest?.kind === 'lookup' ? rest.endpoint : undefined;
  return { method: 'GET', endpoint: own ?? resource?.path?.(resource.exampleId).endpoint };
};

/**
 * The REST calls that an operation can make at worst, as a tree. It is the walk that estimates their number and plans
 * their expansions, so the counts add up to the estimate.
 */
export const plannedCalls = (
  schema: GraphQLSchema,
  root: Selection | undefined,
  inputs: Inputs,
): readonly PlannedCall[] => {
  const charges: Charged[] = [];
  const charge: Charge = (count, coordinate, made, from, resource) =>
    charges.push({ count, coordinate, made, from, resource });
  const start = ownCall(1);
  if (root) walkSelection(startWalk(inputs, charge), root, start);
  const lines = joined(charges).filter(({ count, made }) => count > 0 || made !== undefined);
  const drawn = new Set(lines.flatMap(({ made }) => (made ? [made.expand] : [])));
  // What stands in an object that is known by its id alone has no call above it.
  const above = ({ from }: Charged): Call => (from && drawn.has(from.expand) ? from.expand : start.expand);
  // Indexed, because searching all lines for each line is quadratic in the fields of a document.
  const linesBelow = new Map<Call, Charged[]>();
  for (const line of lines) {
    const call = above(line);
    const others = linesBelow.get(call);
    if (others) others.push(line);
    else linesBelow.set(call, [line]);
  }
  const below = (call: Call): PlannedCall[] =>
    (linesBelow.get(call) ?? []).map((line) => ({
      coordinate: line.coordinate,
      ...requestOf(schema, line),
      count: line.count,
      expand: [...(line.made?.expand ?? [])],
      below: line.made === undefined ? [] : below(line.made.expand),
    }));
  return below(start.expand);
};
