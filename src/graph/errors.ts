import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { InvalidParameterError, RestError } from '../stripe/errors.ts';
import { preconditionOf } from './preconditions.ts';

/** Every `extensions.code` of this gateway; docs/errors.md explains each, and a test holds the two together. */
export const ERROR_CODES = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'REQUEST_ENTITY_TOO_LARGE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
  'DOCUMENT_LIMIT_EXCEEDED',
  'ORIGIN_NOT_ALLOWED',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'ENDPOINT_NOT_FOUND',
  'FAILED_PRECONDITION',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'OVERLOADED',
  'COST_LIMIT_EXCEEDED',
  'ANSWER_LIMIT_EXCEEDED',
  'REQUEST_REFUSED',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_PROTOCOL_ERROR',
  'REQUEST_ABORTED',
  'IDEMPOTENCY_MISMATCH',
  'IDEMPOTENCY_IN_PROGRESS',
  'IDEMPOTENCY_KEY_EXPIRED',
  'OUTCOME_UNKNOWN',
  'TOO_MANY_MUTATIONS',
  'EVENTS_MISSED',
  'SERVER_STOPPING',
  'INTERNAL_SERVER_ERROR',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Lets errors take no stack meanwhile: to take one costs more than all else about a refusal, one request can be refused
 * in a hundred places, and nobody reads them in errors that leave for the caller.
 */
export const withoutStacks = <T>(make: () => T): T => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

/** An error whose message is written for the caller. */
export const publicError = (
  code: ErrorCode,
  message: string,
  options: GraphQLErrorOptions & { retryable?: boolean } = {},
): GraphQLError => {
  const { retryable = false, extensions, ...rest } = options;
  return withoutStacks(() => new GraphQLError(message, { ...rest, extensions: { code, retryable, ...extensions } }));
};

/** Retryable: what others hold is given back when they are answered. */
export const noMemory = (): GraphQLError =>
  publicError(
    'OVERLOADED',
    'The answers that are being made here take all the memory there is for them. Ask again later.',
    {
      retryable: true,
      extensions: { retryAfterMs: 1_000 },
    },
  );

/** What the caller wrote cannot be asked of REST; the message says what to write instead. */
export const badUserInput = (message: string): GraphQLError => publicError('BAD_USER_INPUT', message);

/** A failed REST call in words for a caller. */
interface Described {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
}

const PAGE_PARAMS: ReadonlySet<string | undefined> = new Set(['starting_after', 'ending_before']);

/** Something that does not exist; a cursor that does not is a wrong argument. */
const isMissingObject = ({ stripe }: RestError): boolean =>
  stripe?.code === 'resource_missing' && !PAGE_PARAMS.has(stripe.param);

/**
 * REST tells a restricted key which of its permissions is missing. Of a name like this nothing of the key can be read.
 */
export const missingPermission = ({ stripe }: RestError): string | undefined =>
  /\brak_[a-z_]{1,64}\b/.exec(stripe?.message ?? '')?.[0];

const forbidden = (error: RestError, mayKnow: boolean): string => {
  const permission = mayKnow ? missingPermission(error) : undefined;
  const message = 'The key in use is not allowed to read or do this.';
  return permission === undefined ? message : `${message} It lacks the permission \`${permission}\`.`;
};

/** Code and own words for a refusal. REST's texts for 401 and 403 name keys and accounts, so they are not passed on. */
const describeRefusal = (error: RestError, mayKnow: boolean): Omit<Described, 'retryable'> => {
  if (error instanceof InvalidParameterError) return { code: 'BAD_USER_INPUT', message: error.message };
  const said = error.stripe?.message ?? 'The REST API refused the request.';
  if (error.status === 401) return { code: 'UNAUTHENTICATED', message: 'The REST API did not accept the key in use.' };
  if (error.status === 403) return { code: 'FORBIDDEN', message: forbidden(error, mayKnow) };
  if (isMissingObject(error)) return { code: 'NOT_FOUND', message: said };
  if (error.status === 404) return { code: 'ENDPOINT_NOT_FOUND', message: said };
  return { code: error.status === 400 ? 'BAD_USER_INPUT' : 'REQUEST_REFUSED', message: said };
};

/**
 * Code and own words for a failed REST call.
 * @param mayKnow whether the caller may learn what the key in use lacks: they hold it, or may use all of it
 */
export const describeRestError = (error: RestError, mayKnow = false): Described => {
  const { retryable, stripe } = error;
  switch (error.kind) {
    case 'refused': {
      const precondition = stripe && preconditionOf(stripe);
      if (precondition === undefined) return { ...describeRefusal(error, mayKnow), retryable };
      const message = stripe?.message ?? 'The REST API refused the request as things stand.';
      return { code: 'FAILED_PRECONDITION', message, ...precondition };
    }
    case 'rate_limited':
      return { code: 'RATE_LIMITED', message: 'The REST API asks for fewer requests. Try again later.', retryable };
    case 'shed': {
      const message = 'Too many calls wait for the REST API. Try again later, or ask for less.';
      return { code: 'OVERLOADED', message, retryable };
    }
    case 'timeout':
      return { code: 'UPSTREAM_TIMEOUT', message: 'The REST API did not answer in time.', retryable };
    case 'protocol': {
      const message =
        error.asked === undefined
          ? 'The REST API answered something that is not an answer.'
          : `What the REST API answered is not what \`${error.asked}\` asks for.`;
      return { code: 'UPSTREAM_PROTOCOL_ERROR', message, retryable };
    }
    case 'aborted': {
      const message = 'The request was given up before the REST API answered.';
      return { code: 'REQUEST_ABORTED', message, retryable };
    }
    case 'unavailable':
      return { code: 'UPSTREAM_UNAVAILABLE', message: 'The REST API cannot be reached or is failing.', retryable };
  }
};

/** REST's own error, as queries and problems show it. */
export const stripeError = ({ stripe, status }: RestError) =>
  stripe && {
    type: stripe.type,
    code: stripe.code ?? null,
    param: stripe.param ?? null,
    declineCode: stripe.declineCode ?? null,
    statusCode: status ?? null,
    docUrl: stripe.docUrl ?? null,
  };

/**
 * A failed REST call as a caller may see it: a code, REST's own reason, and the request id to quote. No body, key or
 * stack.
 */
export const fromRestError = (error: RestError, mayKnow = false): GraphQLError => {
  const { code, message, retryable } = describeRestError(error, mayKnow);
  const stripe = stripeError(error);
  return publicError(code, message, {
    retryable,
    extensions: {
      requestId: error.requestId ?? null,
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      ...(error.rateLimitedReason === undefined ? {} : { reason: error.rateLimitedReason }),
      ...(stripe === undefined ? {} : { stripe }),
    },
  });
};

/**
 * REST says that there is no such object. Any other 404 says something about the address, and nothing about the object.
 */
export const isMissing = (error: unknown): error is RestError =>
  error instanceof RestError &&
  error.kind === 'refused' &&
  error.status === 404 &&
  error.stripe?.code === 'resource_missing';
