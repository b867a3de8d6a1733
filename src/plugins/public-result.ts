import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { RequestLimits } from '../config/request-limits.ts';
import type { HttpRequest } from './http-request.ts';
import { toPublic } from './public-errors.ts';
import { recordOf } from './request-record.ts';

export interface ErrorsOptions extends Pick<RequestLimits, 'maxErrors'> {
  /** Whether messages may suggest names of the schema. */
  readonly hideHints: boolean;
  readonly log: Logger;
}

/** A result whose errors have their codes, and nothing in them that nobody outside should read. */
export const publicResult = (
  result: ExecutionResult,
  request: HttpRequest,
  { log, hideHints, maxErrors }: ErrorsOptions,
): ExecutionResult => {
  if (!result.errors) return result;
  const record = recordOf(request);
  const executed = 'data' in result;
  // What was not executed has made no REST call, and its caller may not be known.
  const mayKnow = executed && record.caller.scopes === 'all';
  const judgement = { requestId: record.requestId, log, executed, mayKnow, hideHints };
  const errors = result.errors.slice(0, maxErrors).map((error) => toPublic(error, judgement)) as GraphQLError[];
  const left = result.errors.length - errors.length;
  // Ten thousand items that fail alike are told by a hundred.
  const extensions = left === 0 ? {} : { extensions: { ...result.extensions, errorsLeftOut: left } };
  return { ...result, errors, ...extensions };
};
