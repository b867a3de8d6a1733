import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../graph/context.ts';
import { fromRestError, publicError } from '../graph/errors.ts';
import { RestError } from '../stripe/errors.ts';

/** What the caller may see of an error: REST's refusals in our words, nothing at all of a fault of ours. */
const toPublic = (error: GraphQLError, context: Context): GraphQLError => {
  const { originalError: cause, nodes, path } = error;
  const at = { ...(nodes ? { nodes } : {}), ...(path ? { path } : {}) };
  if (cause instanceof RestError) {
    const { message, extensions } = fromRestError(cause);
    return new GraphQLError(message, { ...at, extensions });
  }
  if (cause !== undefined && !(cause instanceof GraphQLError)) {
    context.log.error({ err: cause, path }, 'unexpected error');
    const message = `Something went wrong here. Quote the request ${context.requestId}.`;
    return publicError('INTERNAL_SERVER_ERROR', message, { ...at, extensions: { requestId: context.requestId } });
  }
  if (error.extensions.code !== undefined) return error;
  // graphql-js itself gives no code: what it refuses during execution is a value that it cannot read.
  return new GraphQLError(error.message, { ...at, extensions: { ...error.extensions, code: 'BAD_USER_INPUT', retryable: false } });
};

/** Gives every error of an executed operation its code, and masks what nobody outside should read. */
export const useErrors = (): Plugin<Context> => ({
  onExecute: ({ args }) => ({
    onExecuteDone: ({ result, setResult }) => {
      if (Symbol.asyncIterator in result || !result.errors) return;
      setResult({ ...result, errors: result.errors.map((error) => toPublic(error, args.contextValue)) });
    },
  }),
});
