import type { GraphQLError } from 'graphql';
import { publicError } from '../errors.ts';
import type { Inputs } from './inputs.ts';
import { ownCall } from './place.ts';
import type { Selection } from './selection.ts';
import { walkSelection } from './walk.ts';
import { startWalk } from './walk-state.ts';

/** What an operation can cost at worst. */
export interface Estimate {
  /** Page arguments that cannot be asked for; BAD_USER_INPUT each. */
  readonly wrong: readonly GraphQLError[];
  /** REST calls. */
  readonly calls: number;
  /** The same by field, each as a schema coordinate such as `Transfer.reversals`. */
  readonly callsByField: ReadonlyMap<string, number>;
  /** Objects and leaves of the answer. */
  readonly values: number;
}

export interface CostLimits {
  /** The most REST calls that one operation may need. */
  readonly maxRestCalls: number;
  /** The most values that one answer may hold. */
  readonly maxValues: number;
}

/** Static cost analysis: the worst case of an operation, of which `root` is what it selects on its root type. */
export const estimateCost = (root: Selection | undefined, inputs: Inputs): Estimate => {
  const callsByField = new Map<string, number>();
  let calls = 0;
  const charge = (more: number, coordinate: string): void => {
    if (more === 0) return;
    calls += more;
    callsByField.set(coordinate, (callsByField.get(coordinate) ?? 0) + more);
  };
  const walk = startWalk(inputs, charge);
  if (root) walkSelection(walk, root, ownCall(1));
  return { wrong: walk.wrong, calls, callsByField, values: Math.round(walk.values) };
};

const mostExpensiveOf = ({ callsByField }: Estimate): { coordinate: string; calls: number } | undefined => {
  let most: { coordinate: string; calls: number } | undefined;
  for (const [coordinate, calls] of callsByField) if (calls > (most?.calls ?? 0)) most = { coordinate, calls };
  return most;
};

const refuseCalls = (estimate: Estimate, max: number): GraphQLError => {
  const { calls: estimated } = estimate;
  const mostExpensive = mostExpensiveOf(estimate);
  const hint = mostExpensive
    ? ` \`${mostExpensive.coordinate}\` costs most (${mostExpensive.calls}): ask for fewer items there.`
    : '';
  return publicError(
    'COST_LIMIT_EXCEEDED',
    `This operation can need ${estimated} REST calls; the limit is ${max}.${hint}`,
    { extensions: { limit: 'calls', estimated, max, mostExpensive: mostExpensive ?? null } },
  );
};

const refuseValues = ({ values: estimated }: Estimate, max: number): GraphQLError =>
  publicError(
    'COST_LIMIT_EXCEEDED',
    `This operation can answer ${estimated} values; the limit is ${max}. Ask for smaller pages, or for fewer fields of each item.`,
    { extensions: { limit: 'values', estimated, max } },
  );

/** COST_LIMIT_EXCEEDED, with both numbers, when the worst case is over a limit. */
export const refuseCost = (estimate: Estimate, { maxRestCalls, maxValues }: CostLimits): GraphQLError | undefined => {
  if (estimate.calls > maxRestCalls) return refuseCalls(estimate, maxRestCalls);
  return estimate.values > maxValues ? refuseValues(estimate, maxValues) : undefined;
};
