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
  /** The field that costs most, as a schema coordinate, and what it costs. */
  readonly dearest: { readonly coordinate: string; readonly calls: number } | undefined;
}

/** The worst case of an operation, known from its text and variables alone. */
export const estimateCost = (operation: Operation, definition: OperationDefinitionNode): Estimate => {
  const root = operation.schema.getRootType(definition.operation);
  if (!root) return { wrong: [], calls: 0, dearest: undefined };
  const perField = new Map<string, number>();
  const charge = (calls: number, coordinate: string): void => {
    if (calls > 0) perField.set(coordinate, (perField.get(coordinate) ?? 0) + calls);
  };
  const walk = startWalk(operation, charge);
  walkType(walk, root, rootNodes(definition), ownCall(1));
  const byCost = [...perField].sort(([, one], [, other]) => other - one);
  const calls = byCost.reduce((sum, [, each]) => sum + each, 0);
  return { wrong: walk.wrong, calls, dearest: byCost[0] && { coordinate: byCost[0][0], calls: byCost[0][1] } };
};

/** COST_LIMIT_EXCEEDED, with both numbers and the field to look at, when the worst case is over `max`. */
export const refuseCost = ({ calls, dearest }: Estimate, max: number): GraphQLError | undefined => {
  if (calls <= max) return undefined;
  const hint = dearest ? ` \`${dearest.coordinate}\` costs most (${dearest.calls}): ask for fewer items there.` : '';
  return publicError(
    'COST_LIMIT_EXCEEDED',
    `This operation can need ${calls} REST calls; the limit is ${max}.${hint}`,
    {
      extensions: { estimated: calls, max, dearest: dearest ?? null },
    },
  );
};
