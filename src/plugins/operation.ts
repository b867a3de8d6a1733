import { type ExecutionArgs, getOperationAST, getVariableValues, Kind, type OperationDefinitionNode } from 'graphql';
import type { Context } from '../graph/context.ts';
import type { Operation } from '../graph/selection.ts';

const fragmentsOf = ({ document }: ExecutionArgs): Operation['fragments'] =>
  Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );

/** An operation that is about to be executed, with its variables as the executor will read them. */
export interface Prepared {
  readonly operation: Operation;
  readonly definition: OperationDefinitionNode;
}

/** Nothing when it cannot be executed anyway, which the executor explains better. */
export const prepare = (args: ExecutionArgs, maxPageSize: number): Prepared | undefined => {
  const { schema, document, operationName, variableValues } = args;
  const definition = getOperationAST(document, operationName);
  if (!definition) return undefined;
  // One thing wrong is enough to know, and there can be half a million.
  const limit = { maxErrors: 1 };
  const { caller } = args.contextValue as Context;
  const { coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variableValues ?? {}, limit);
  if (!coerced) return undefined;
  return {
    operation: { schema, fragments: fragmentsOf(args), variableValues: coerced, maxPageSize, caller },
    definition,
  };
};
