import {
  type ExecutionArgs,
  type GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { Context } from '../graph/context.ts';
import type { Operation } from '../graph/plan/selection.ts';

/** Whoever reads them has enough to mend; the executor would tell fifty, with a copy of all variables for each. */
const MAX_VARIABLE_ERRORS = 20;

const fragmentsOf = ({ document }: ExecutionArgs): Operation['fragments'] =>
  Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );

/** An operation that is about to be executed, with its variables as the executor will read them. */
export interface Prepared {
  readonly operation: Operation;
  readonly definition: OperationDefinitionNode;
}

/** Variables that cannot be read. */
interface Unreadable {
  readonly errors: readonly GraphQLError[];
}

/** Nothing when there is no such operation, which the executor explains. */
export const prepare = (args: ExecutionArgs, maxPageSize: number): Prepared | Unreadable | undefined => {
  const { schema, document, operationName, variableValues } = args;
  const definition = getOperationAST(document, operationName);
  if (!definition) return undefined;
  const { caller } = args.contextValue as Context;
  const { errors, coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variableValues ?? {}, {
    maxErrors: MAX_VARIABLE_ERRORS,
  });
  if (!coerced) return { errors };
  return {
    operation: { schema, fragments: fragmentsOf(args), variableValues: coerced, maxPageSize, caller },
    definition,
  };
};
