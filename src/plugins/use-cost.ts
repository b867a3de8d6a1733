import type { Plugin } from 'graphql-yoga';
import type { Context, Warning } from '../graph/context.ts';
import { estimateCost, refuseCost } from '../graph/cost.ts';
import { prepare } from './operation.ts';

export interface CostOptions {
  /** The most REST calls that an operation may cost at worst. */
  readonly maxRestCalls: number;
}

/**
 * Refuses an operation that can cost too much, or asks for a page that cannot be, before its first REST call, and tells on every answer
 * what it could have cost and did: `extensions.cost { estimated, actual, max }`.
 */
export const useCost = ({ maxRestCalls }: CostOptions): Plugin<Context> => ({
  onExecute: ({ args, setResultAndStopExecution }) => {
    const context = args.contextValue as Context;
    const prepared = prepare(args, context.maxPageSize);
    if (prepared === undefined) return undefined;
    const estimate = estimateCost(prepared.operation, prepared.definition);
    const cost = () => ({ estimated: estimate.calls, actual: context.rest.calls, max: maxRestCalls });
    const refusal = refuseCost(estimate, maxRestCalls);
    const errors = refusal ? [...estimate.wrong, refusal] : estimate.wrong;
    if (errors.length > 0) {
      setResultAndStopExecution({ errors, extensions: { cost: cost() } });
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
