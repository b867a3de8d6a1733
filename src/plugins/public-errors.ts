import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { type ErrorCode, fromRestError, missingPermission } from '../graph/errors.ts';
import { RestError } from '../stripe/errors.ts';
import { scrubbedHead } from '../stripe/scrub.ts';

/** What an error is judged with. */
export interface Judgement {
  readonly requestId: string;
  readonly log: Logger;
  /** Whether there is `data` beside the errors: the operation was executed. */
  readonly executed: boolean;
  /** Whether the caller may learn what the key in use lacks: they hold it, or may use all of it. */
  readonly mayKnow: boolean;
  /** Leaves out of messages what they tell of the schema. */
  readonly hideHints: boolean;
}

/** HTTP status where there is no `data`: `spec` keeps it 200 for clients that accept `application/json` alone. */
const REFUSED = { http: { spec: true, status: 400 } };
/** A refused attack must show in the status, which is all that some count. */
const LIMITED = { http: { status: 400 } };
const FAILED = { http: { status: 500 } };

const LIMIT_CODES: ReadonlySet<unknown> = new Set<ErrorCode>([
  'DOCUMENT_LIMIT_EXCEEDED',
  'COST_LIMIT_EXCEEDED',
  'TOO_MANY_MUTATIONS',
]);

/** Messages quote the caller, who can have written a megabyte. */
const MAX_MESSAGE = 1_000;

/** graphql-js ends a message with the names that come close to a wrong one. */
const HINT = /\s*Did you mean [\s\S]*$/;

/** What is told of an error beside its place. */
interface Told {
  readonly message: string;
  readonly extensions: GraphQLErrorExtensions;
}

/** A fault of ours: the log has all of it, the caller an id to quote. */
const mask = (error: GraphQLError, { log, requestId, executed }: Judgement): Told => {
  log.error({ requestId, err: error.originalError ?? error, path: error.path }, 'unexpected error');
  return {
    message: `Something went wrong here. Quote the request ${requestId}.`,
    extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, requestId, ...(executed ? {} : FAILED) },
  };
};

/** What is quoted here goes to logs of routers and of clients. */
const shorten = (message: string, { hideHints }: Judgement): string =>
  scrubbedHead(hideHints ? message.replace(HINT, '') : message, MAX_MESSAGE);

/** What the caller may see of an error: REST's refusals in our words, nothing at all of a fault of ours. */
const tell = (error: GraphQLError, judgement: Judgement): Told => {
  const { originalError: cause, path } = error;
  const refused = judgement.executed ? {} : REFUSED;
  if (cause instanceof RestError) {
    const permission = missingPermission(cause);
    if (permission !== undefined) {
      judgement.log.warn({ requestId: judgement.requestId, permission }, 'the key in use lacks a permission');
    }
    const { message, extensions } = fromRestError(cause, judgement.mayKnow);
    return { message, extensions: { ...refused, ...extensions } };
  }
  const { code } = error.extensions;
  if (code !== undefined) {
    const limited = judgement.executed || !LIMIT_CODES.has(code) ? {} : LIMITED;
    const extensions = { code, retryable: false, ...refused, ...error.extensions, ...limited };
    return { message: shorten(error.message, judgement), extensions };
  }
  // Without a path nothing was executed yet: graphql-js could not read a variable, and gives no code for that.
  if (path === undefined && (cause === undefined || cause instanceof GraphQLError)) {
    const extensions = { code: 'BAD_USER_INPUT', retryable: false, ...refused };
    return { message: shorten(error.message, judgement), extensions };
  }
  return mask(error, judgement);
};

/** An error as it leaves: with its code, and nothing in it that nobody outside should read. */
export const toPublic = (error: GraphQLError, judgement: Judgement): GraphQLError | GraphQLFormattedError => {
  const { nodes, source, positions, path, locations } = error;
  const { message, extensions } = tell(error, judgement);
  // A plain object, as it goes over the wire: of a GraphQLError graphql-yoga would make another one, which is needed
  // only where the errors decide the status.
  if (judgement.executed) return { message, ...(locations && { locations }), ...(path && { path }), extensions };
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions,
  });
};
