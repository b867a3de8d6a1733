import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { InvalidParameterError, RestError } from '../stripe/errors.ts';

/** Every `extensions.code` of this gateway; docs/errors.md explains each, and a test holds the two together. */
export const ERROR_CODES = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'REQUEST_ENTITY_TOO_LARGE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'DOCUMENT_LIMIT_EXCEEDED',
  'ORIGIN_NOT_ALLOWED',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'OVERLOADED',
  'COST_LIMIT_EXCEEDED',
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
  'INTERNAL_SERVER_ERROR',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Lets errors take no stack meanwhile: to take one costs more than all else about a refusal, one request can be refused in a hundred
 * places, and nobody reads them in errors that leave for the caller.
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

/** What the caller wrote cannot be asked of REST; the message says what to write instead. */
export const badUserInput = (message: string): GraphQLError => publicError('BAD_USER_INPUT', message);

/** Code and own words for a refusal. REST's texts for 401 and 403 name keys and accounts, so they are not passed on. */
const describeRefusal = (error: RestError): { code: ErrorCode; message: string } => {
  if (error instanceof InvalidParameterError) return { code: 'BAD_USER_INPUT', message: error.message };
  const said = error.stripe?.message ?? 'The REST API refused the request.';
  switch (error.status) {
    case 401:
      return { code: 'UNAUTHENTICATED', message: 'The REST API did not accept the key in use.' };
    case 403:
      return { code: 'FORBIDDEN', message: 'The key in use is not allowed to read or do this.' };
    case 404:
      return { code: 'NOT_FOUND', message: said };
    case 400:
      return { code: 'BAD_USER_INPUT', message: said };
    default:
      return { code: 'REQUEST_REFUSED', message: said };
  }
};

/** Code and own words for a failed REST call. */
export const describeRestError = (error: RestError): { code: ErrorCode; message: string } => {
  switch (error.kind) {
    case 'refused':
      return describeRefusal(error);
    case 'rate_limited':
      return { code: 'RATE_LIMITED', message: 'The REST API asks for fewer requests. Try again later.' };
    case 'shed':
      return { code: 'OVERLOADED', message: 'Too many calls wait for the REST API. Try again later, or ask for less.' };
    case 'timeout':
      return { code: 'UPSTREAM_TIMEOUT', message: 'The REST API did not answer in time.' };
    case 'protocol':
      return { code: 'UPSTREAM_PROTOCOL_ERROR', message: 'The REST API answered something that is not an answer.' };
    case 'aborted':
      return { code: 'REQUEST_ABORTED', message: 'The request was given up before the REST API answered.' };
    case 'unavailable':
      return { code: 'UPSTREAM_UNAVAILABLE', message: 'The REST API cannot be reached or is failing.' };
  }
};

/** A failed REST call as a caller may see it: a code, REST's own reason, and the request id to quote. No body, key or stack. */
export const fromRestError = (error: RestError): GraphQLError => {
  const { code, message } = describeRestError(error);
  const { stripe, status } = error;
  return publicError(code, message, {
    retryable: error.retryable,
    extensions: {
      requestId: error.requestId ?? null,
      ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
      ...(error.rateLimitedReason === undefined ? {} : { reason: error.rateLimitedReason }),
      ...(stripe === undefined
        ? {}
        : {
            stripe: {
              type: stripe.type,
              code: stripe.code ?? null,
              param: stripe.param ?? null,
              statusCode: status ?? null,
              docUrl: stripe.docUrl ?? null,
            },
          }),
    },
  });
};

/** REST says that there is no such object. */
export const isMissing = (error: unknown): boolean =>
  error instanceof RestError && error.kind === 'refused' && error.status === 404;
