import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../graph/context.ts';
import { fromRestError, publicError } from '../graph/errors.ts';
import { RestError } from '../stripe/errors.ts';

/** A fault of ours: the log has all of it, the caller an id to quote. */
const mask = (error: GraphQLError, at: GraphQLErrorOptions, { log, requestId }: Context): GraphQLError => {
  log.error({ err: error.originalError ?? error, path: error.path }, 'unexpected error');
  const message = `Something went wrong here. Quote the request ${requestId}.`;
  return publicError('INTERNAL_SERVER_ERROR', message, { ...at, extensions: { requestId } });
};

/** What the caller may see of an error: REST's refusals in our words, nothing at all of a fault of ours. */
const toPublic = (error: GraphQLError, context: Context): GraphQLError => {
  const { originalError: cause, nodes, path } = error;
  const at = { ...(nodes ? { nodes } : {}), ...(path ? { path } : {}) };
  if (cause instanceof RestError) {
    const { message, extensions } = fromRestError(cause);
    return new GraphQLError(message, { ...at, extensions });
  }
  if (error.extensions.code !== undefined) return error;
  // Without a path nothing was executed yet: graphql-js could not read a variable, and gives no code for that.
  if (path === undefined) return publicError('BAD_USER_INPUT', error.message, at);
  return mask(error, at, context);
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
