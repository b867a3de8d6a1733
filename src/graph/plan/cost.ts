import type { GraphQLError, OperationDefinitionNode } from 'graphql';
import { publicError } from '../errors.ts';
import { ownCall } from './place.ts';
import { type Operation, rootNodes } from './selection.ts';
import { walkType } from './walk.ts';
import { startWalk } from './walk-state.ts';

/** What an operation can cost at worst, in REST calls. */
export interface Estimate {
  /** Page arguments that cannot be asked for; BAD_USER_INPUT each. */
  readonly wrong: readonly GraphQLError[];
  readonly calls: number;
  /** The same by field, each as a schema coordinate such as `Transfer.reversals`, the most expensive first. */
  readonly byField: readonly FieldCost[];
}

interface FieldCost {
  readonly coordinate: string;
  readonly calls: number;
}

/** The worst case of an operation, known from its text and variables alone. */
export const estimateCost = (operation: Operation, definition: OperationDefinitionNode): Estimate => {
  const root = operation.schema.getRootType(definition.operation);
  if (!root) return { wrong: [], calls: 0, byField: [] };
  const perField = new Map<string, number>();
  const charge = (calls: number, coordinate: string): void => {
    if (calls > 0) perField.set(coordinate, (perField.get(coordinate) ?? 0) + calls);
  };
  const walk = startWalk(operation, charge);
  walkType(walk, root, rootNodes(definition), ownCall(1));
  const byField = [...perField].map(([coordinate, calls]) => ({ coordinate, calls }));
  byField.sort((one, other) => other.calls - one.calls);
  return { wrong: walk.wrong, calls: byField.reduce((sum, { calls }) => sum + calls, 0), byField };
};

/** COST_LIMIT_EXCEEDED, with both numbers and the field to look at, when the worst case is over `max`. */
export const refuseCost = ({ calls, byField }: Estimate, max: number): GraphQLError | undefined => {
  if (calls <= max) return undefined;
  const [mostExpensive = null] = byField;
  const hint = mostExpensive
    ? ` \`${mostExpensive.coordinate}\` costs most (${mostExpensive.calls}): ask for fewer items there.`
    : '';
  return publicError(
    'COST_LIMIT_EXCEEDED',
    `This operation can need ${calls} REST calls; the limit is ${max}.${hint}`,
    {
      extensions: { estimated: calls, max, mostExpensive },
    },
  );
};
