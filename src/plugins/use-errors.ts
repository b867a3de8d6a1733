import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { withoutStacks } from '../graph/errors.ts';
import { type ErrorsOptions, publicResult } from './public-result.ts';

/**
 * Gives every error that leaves its code, and masks what nobody outside should read. It looks at the result as it
 * leaves, since what fails before the execution is seen by no hook of the execution.
 */
export const useErrors = (options: ErrorsOptions): Plugin => ({
  // Errors that are made here, and once more by graphql-yoga, leave for the caller, who is shown no stacks.
  instrumentation: { resultProcess: (_, makeAnswer) => withoutStacks(makeAnswer) },
  onResultProcess: ({ request, result, setResult }) => {
    if (Array.isArray(result) || !('errors' in result)) return;
    setResult(publicResult(result as ExecutionResult, request, options));
  },
});
