import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { fromRestError, publicError } from '../graph/errors.ts';
import { RestError } from '../stripe/errors.ts';
import type { RequestIds } from './use-request-id.ts';

/** What an error is judged with. */
interface Judgement {
  readonly requestId: string;
  readonly log: Logger;
  /** Whether there is `data` beside the errors: the operation was executed. */
  readonly executed: boolean;
}

/** HTTP status where there is no `data`: `spec` keeps it 200 for clients that accept `application/json` alone. */
const REFUSED = { http: { spec: true, status: 400 } };
const FAILED = { http: { status: 500 } };

/** A fault of ours: the log has all of it, the caller an id to quote. */
const mask = (error: GraphQLError, at: GraphQLErrorOptions, { log, requestId, executed }: Judgement): GraphQLError => {
  log.error({ requestId, err: error.originalError ?? error, path: error.path }, 'unexpected error');
  const message = `Something went wrong here. Quote the request ${requestId}.`;
  return publicError('INTERNAL_SERVER_ERROR', message, {
    ...at,
    extensions: { requestId, ...(executed ? {} : FAILED) },
  });
};

/** What the caller may see of an error: REST's refusals in our words, nothing at all of a fault of ours. */
const toPublic = (error: GraphQLError, judgement: Judgement): GraphQLError => {
  const { originalError: cause, nodes, source, positions, path, message } = error;
  const at = {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
  };
  const refused = judgement.executed ? {} : REFUSED;
  if (cause instanceof RestError) {
    const { message: said, extensions } = fromRestError(cause);
    return new GraphQLError(said, { ...at, extensions: { ...refused, ...extensions } });
  }
  const { code } = error.extensions;
  if (code !== undefined) {
    const extensions = { code, retryable: false, ...refused, ...error.extensions };
    return new GraphQLError(message, { ...at, extensions });
  }
  // Without a path nothing was executed yet: graphql-js could not read a variable, and gives no code for that.
  if (path === undefined && (cause === undefined || cause instanceof GraphQLError)) {
    return publicError('BAD_USER_INPUT', message, { ...at, extensions: refused });
  }
  return mask(error, at, judgement);
};

export interface ErrorsOptions {
  readonly requestIds: RequestIds;
  readonly log: Logger;
}

/**
 * Gives every error that leaves its code, and masks what nobody outside should read. It looks at the result last
 * of all, since what fails before the execution is seen by no hook of the execution.
 */
export const useErrors = ({ requestIds, log }: ErrorsOptions): Plugin => ({
  onResultProcess: ({ request, result, setResult }) => {
    if (Array.isArray(result) || !('errors' in result) || !result.errors) return;
    const judgement = { requestId: requestIds.of(request), log, executed: 'data' in result };
    setResult({ ...result, errors: result.errors.map((error) => toPublic(error as GraphQLError, judgement)) });
  },
});
