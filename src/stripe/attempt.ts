import { joinedChunks } from '../bytes/joined-chunks.ts';
import { parseStripeError } from './errors.ts';
import { type Expected, echoesAnother, isAnother } from './expectation.ts';
import type { ResponseHeaders } from './headers.ts';
import { scrub } from './scrub.ts';

/** The head of an answer: its status and the headers that steer what follows. */
export interface Head {
  readonly status: number;
  readonly requestId: string | undefined;
  /** `Stripe-Should-Retry`; undefined when absent or neither `true` nor `false`. */
  readonly shouldRetry: boolean | undefined;
  /** `Retry-After` in whole seconds. */
  readonly retryAfter: number | undefined;
  readonly rateLimitedReason: string | undefined;
  /** `Idempotent-Replayed`: this is the stored answer of an earlier attempt. */
  readonly replayed: boolean;
}

/**
 * Why an attempt brought no answer of the REST API's.
 * - `connect`: no connection
 * - `proxy`: the proxy in between made no tunnel
 * - `tls`: the other side is not who it must be, or does not speak TLS
 * - `over_budget`: not taken, because the account's budget leaves it no turn in time
 * - `shed`: not taken, because too many wait
 * - `open`: not taken, because the API has failed too often of late
 * - `closed`: not taken, because the client is closing
 * - `reset`: the connection broke
 * - `timeout`, `aborted`: ended from this side
 * - `redirect`: 3xx, which is never followed
 * - `too_large`: head or body over its bound
 * - `malformed`: not HTTP, or not a REST body
 * - `foreign`: the answer to another request: a surplus one on a kept connection, which must not be used any more
 */
export type Fault =
  | 'connect'
  | 'proxy'
  | 'tls'
  | 'over_budget'
  | 'shed'
  | 'open'
  | 'closed'
  | 'reset'
  | 'timeout'
  | 'aborted'
  | 'redirect'
  | 'too_large'
  | 'malformed'
  | 'foreign';

/** A whole answer of the REST API's: a 2xx object, or an error object under 4xx or 5xx. */
export interface Answered {
  readonly head: Head;
  readonly body: object;
  /** Of the body, as it came. */
  readonly bytes: number;
}

export interface Broken {
  readonly fault: Fault;
  /** Whether any byte of the request may have left. */
  readonly sent: boolean;
  /** Present when at least the head of an answer arrived. */
  readonly head?: Head | undefined;
  /** When it makes sense to ask again, where that was decided on this side. */
  readonly retryAfterMs?: number | undefined;
}

/** How one attempt ended. */
export type Attempt = Answered | Broken;

const one = (value: string | string[] | undefined, pattern: RegExp): string | undefined => {
  if (value === undefined) return undefined;
  // A server that echoes the request's API key in this header would have it shown and logged as an id.
  return typeof value === 'string' && pattern.test(value) && scrub(value) === value ? value : undefined;
};

export const readHead = (status: number, headers: ResponseHeaders): Head => {
  const shouldRetry = one(headers['stripe-should-retry'], /^(true|false)$/);
  const retryAfter = one(headers['retry-after'], /^\d{1,4}$/);
  return {
    status,
    requestId: one(headers['request-id'], /^[\w-]{1,128}$/),
    shouldRetry: shouldRetry === undefined ? undefined : shouldRetry === 'true',
    retryAfter: retryAfter === undefined ? undefined : Number(retryAfter),
    rateLimitedReason: one(headers['stripe-rate-limited-reason'], /^[\w-]{1,64}$/),
    replayed: headers['idempotent-replayed'] === 'true',
  };
};

const JSON_TYPE = /^application\/json\s*(;|$)/i;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

const lengthOf = (chunks: readonly Buffer[]): number => {
  let bytes = 0;
  for (const { length } of chunks) bytes += length;
  return bytes;
};

/** The JSON object in an answer; undefined when it is cut short, encoded, of another type, or no object. */
const readObject = (headers: ResponseHeaders, chunks: readonly Buffer[]): object | undefined => {
  const bytes = joinedChunks(chunks);
  // The HTTP client hands over a body that ended early as if it were whole.
  const length = headers['content-length'];
  if (length !== undefined && Number(length) !== bytes.length) return undefined;
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return undefined;
  if (one(headers['content-type'], JSON_TYPE) === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(UTF8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const PARTIAL_CONTENT = 206;

/** The answer to another request: nothing in its head is about this one. */
const FOREIGN: Broken = { fault: 'foreign', sent: true };

/** Judges an answer that has arrived to its end. Pure. */
export const readAnswer = (
  head: Head,
  headers: ResponseHeaders,
  chunks: readonly Buffer[],
  expected: Expected,
): Attempt => {
  if (echoesAnother(headers, expected)) return FOREIGN;
  if (head.status >= 300 && head.status < 400) return { fault: 'redirect', sent: true, head };
  // 206 Partial Content: a part of an answer is no answer, even if it is whole JSON.
  const body = head.status === PARTIAL_CONTENT ? undefined : readObject(headers, chunks);
  // An error object belongs under an error status and nowhere else.
  const consistent = body !== undefined && 'error' in body === head.status >= 400;
  if (!consistent || (head.status >= 400 && parseStripeError(body) === undefined)) {
    return { fault: 'malformed', sent: true, head };
  }
  if (expected.answer !== undefined && head.status < 300 && isAnother(body, expected.answer)) return FOREIGN;
  return { head, body, bytes: lengthOf(chunks) };
};
