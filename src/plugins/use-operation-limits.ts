import type { Plugin } from 'graphql-yoga';
import type { RequestLimits } from '../config/request-limits.ts';
import type { Context } from '../graph/context.ts';
import { estimateCost, refuseCost } from '../graph/plan/cost.ts';
import type { Warning } from '../graph/warning.ts';
import { refuseMutations } from './mutation-limit.ts';
import { prepare } from './operation.ts';

type OperationLimitsOptions = Pick<RequestLimits, 'maxMutations' | 'maxRestCalls'>;

/**
 * Refuses an operation before its first REST call: for its variables, for too many mutations, for a page that cannot be, and for what it
 * can cost. Tells on every answer what it could have cost and did: `extensions.cost { estimated, actual, max }`.
 */
export const useOperationLimits = ({ maxMutations, maxRestCalls }: OperationLimitsOptions): Plugin<Context> => ({
  onExecute: ({ args, setResultAndStopExecution }) => {
    const context = args.contextValue as Context;
    const prepared = prepare(args, context.maxPageSize);
    if (prepared === undefined) return undefined;
    if ('errors' in prepared) {
      setResultAndStopExecution({ errors: prepared.errors });
      return undefined;
    }
    const tooMany = refuseMutations(prepared, maxMutations);
    if (tooMany !== undefined) {
      setResultAndStopExecution({ errors: [tooMany] });
      return undefined;
    }
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
