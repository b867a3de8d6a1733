import type { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { RequestLimits } from '../config/request-limits.ts';
import { withoutStacks } from '../graph/errors.ts';
import { toPublic } from './public-errors.ts';
import { recordOf } from './request-record.ts';

export interface ErrorsOptions extends Pick<RequestLimits, 'maxErrors'> {
  /** Whether messages may suggest names of the schema. */
  readonly hideHints: boolean;
  readonly log: Logger;
}

/**
 * Gives every error that leaves its code, and masks what nobody outside should read. It looks at the result as it
 * leaves, since what fails before the execution is seen by no hook of the execution.
 */
export const useErrors = ({ log, hideHints, maxErrors }: ErrorsOptions): Plugin => ({
  // What is made of a refusal, here and by graphql-yoga, which makes each error once more, leaves for the caller.
  instrumentation: { resultProcess: (_, makeAnswer) => withoutStacks(makeAnswer) },
  onResultProcess: ({ request, result, setResult }) => {
    if (Array.isArray(result) || !('errors' in result) || !result.errors) return;
    const record = recordOf(request);
    const executed = 'data' in result;
    // What was not executed has made no REST call, and its caller may not be known.
    const mayKnow = executed && record.caller.scopes === 'all';
    const judgement = { requestId: record.requestId, log, executed, mayKnow, hideHints };
    const errors = result.errors.slice(0, maxErrors).map((error) => toPublic(error as GraphQLError, judgement));
    const left = result.errors.length - errors.length;
    // Ten thousand items that fail alike are told by a hundred.
    const extensions = left === 0 ? {} : { extensions: { ...result.extensions, errorsLeftOut: left } };
    setResult({ ...result, errors: errors as GraphQLError[], ...extensions });
  },
});
