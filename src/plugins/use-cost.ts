import { type ExecutionArgs, getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context, Warning } from '../graph/context.ts';
import { type Estimate, estimateCost, refuseCost } from '../graph/cost.ts';

const fragmentsOf = ({ document }: ExecutionArgs) =>
  Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [[each.name.value, each]] : [])),
  );

/** The worst case of an operation; nothing when it cannot be executed anyway, which the executor explains better. */
const estimateOf = (args: ExecutionArgs, maxPageSize: number): Estimate | undefined => {
  const { schema, document, operationName, variableValues } = args;
  const definition = getOperationAST(document, operationName);
  if (!definition) return undefined;
  const { coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variableValues ?? {});
  if (!coerced) return undefined;
  return estimateCost({ schema, fragments: fragmentsOf(args), variableValues: coerced, maxPageSize }, definition);
};

export interface CostOptions {
  /** The most REST calls that an operation may cost at worst. */
  readonly maxRestCalls: number;
}

/**
 * Refuses an operation that can cost too much before its first REST call, and tells on every answer
 * what it could have cost and did: `extensions.cost { estimated, actual, max }`.
 */
export const useCost = ({ maxRestCalls }: CostOptions): Plugin<Context> => ({
  onExecute: ({ args, setResultAndStopExecution }) => {
    const context = args.contextValue as Context;
    const estimate = estimateOf(args, context.maxPageSize);
    if (estimate === undefined) return undefined;
    const cost = () => ({ estimated: estimate.calls, actual: context.rest.calls, max: maxRestCalls });
    const refusal = refuseCost(estimate, maxRestCalls);
    if (refusal) {
      setResultAndStopExecution({ errors: [refusal], extensions: { cost: cost() } });
      return undefined;
    }
    return {
      onExecuteDone: ({ result, setResult }) => {
        if (Symbol.asyncIterator in result) return;
        const warnings: readonly Warning[] = context.warnings;
        setResult({
          ...result,
          extensions: { ...result.extensions, cost: cost(), ...(warnings.length > 0 ? { warnings } : {}) },
        });
      },
    };
  },
});
