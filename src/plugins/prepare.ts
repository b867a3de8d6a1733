import type { GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Inputs } from '../graph/plan/inputs.ts';
import type { Plan } from '../graph/plan/plan.ts';
import type { KnownDocument } from './known-document.ts';

/**
 * The most errors of variables that are told: enough to mend. graphql-js would tell fifty, with a copy of all variables
 * in each.
 */
const MAX_VARIABLE_ERRORS = 20;

/** An operation that is about to be executed, with its variables as the executor will read them. */
export interface Prepared {
  readonly plan: Plan;
  readonly inputs: Inputs;
}

/** Variables that cannot be read. */
interface Unreadable {
  readonly errors: readonly GraphQLError[];
}

/** An operation of a caller. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly known: KnownDocument;
  readonly definition: OperationDefinitionNode;
  /** As they came. */
  readonly variableValues: Readonly<Record<string, unknown>>;
  readonly context: Pick<Inputs, 'caller' | 'maxPageSize'>;
}

export const prepare = (
  { schema, known, definition, variableValues, context }: Asked,
  maxValues: number,
): Prepared | Unreadable => {
  const plan = known.planOf(definition, schema);
  const { errors, coerced } = plan.readVariables(variableValues, MAX_VARIABLE_ERRORS);
  if (!coerced) return { errors };
  const { caller, maxPageSize } = context;
  return {
    plan,
    inputs: { variableValues: coerced, maxPageSize, maxValues, caller },
  };
};
