import { scrub } from './scrub.ts';

/**
 * What went wrong with a call.
 * - `refused`: REST answered with a 4xx error object, or the call was refused here before it was made
 * - `rate_limited`: 429
 * - `shed`: not taken here, because too many calls wait or the account's budget is used up
 * - `unavailable`: no connection, 5xx, or not asked because it has been so too often
 * - `timeout`: no whole answer within the time allowed
 * - `protocol`: an answer that is not one of the REST API's
 * - `aborted`: the caller's signal
 */
export type RestErrorKind = 'refused' | 'rate_limited' | 'shed' | 'unavailable' | 'timeout' | 'protocol' | 'aborted';

/**
 * What a failed POST did, over all attempts of this call.
 * - `none`: this call did nothing. It was decided before REST looked at the idempotency key, so what an earlier call
 *   with that key did is as open as before.
 * - `refused`: REST decided against it behind its idempotency layer. Neither this call nor an earlier one with the key
 *   and these parameters did anything, and the same request would be refused again. Of a key used for another request
 *   (`idempotency_error`) it says only that this request was not done.
 * - `unknown`: it may have been applied; only asking again with the same idempotency key tells
 *
 * A GET has no effect: always `none`.
 */
export type Effect = 'none' | 'refused' | 'unknown';

/** REST's error object, each field checked, bounded and scrubbed. */
export interface StripeErrorBody {
  readonly type: string;
  readonly code?: string | undefined;
  readonly declineCode?: string | undefined;
  readonly param?: string | undefined;
  readonly message?: string | undefined;
  readonly docUrl?: string | undefined;
}

export interface RestErrorDetails {
  readonly kind: RestErrorKind;
  readonly effect: Effect;
  readonly sent: boolean;
  readonly retryable: boolean;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly rateLimitedReason?: string | undefined;
  readonly stripe?: StripeErrorBody | undefined;
  readonly asked?: string | undefined;
}

/** A call that failed. Its message and fields hold no key, body, header or query, and it has no `cause` that could. */
export class RestError extends Error {
  readonly kind: RestErrorKind;
  readonly effect: Effect;
  /** Whether any byte of any attempt may have left; the API has seen nothing of the call where not. */
  readonly sent: boolean;
  /** Whether asking again later makes sense; a write then with the same idempotency key. */
  readonly retryable: boolean;
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** `Request-Id` of the last attempt that was answered with one. */
  readonly requestId: string | undefined;
  /** How long to wait, in milliseconds: as REST asked, or as this client sees it. */
  readonly retryAfterMs: number | undefined;
  /** `Stripe-Rate-Limited-Reason`, such as `endpoint-rate`; a 429 without it is no limiter's. */
  readonly rateLimitedReason: string | undefined;
  readonly stripe: StripeErrorBody | undefined;
  /** Method and path of the request, where what came was the answer to another. */
  readonly asked: string | undefined;

  constructor(message: string, details: RestErrorDetails) {
    super(message);
    this.name = 'RestError';
    this.kind = details.kind;
    this.effect = details.effect;
    this.sent = details.sent;
    this.retryable = details.retryable;
    this.status = details.status;
    this.requestId = details.requestId;
    this.retryAfterMs = details.retryAfterMs;
    this.rateLimitedReason = details.rateLimitedReason;
    this.stripe = details.stripe;
    this.asked = details.asked;
  }
}

/** A value that cannot be sent as it is. No call was made. */
export class InvalidParameterError extends RestError {
  /**
   * Where the value stands: REST parameter names and array indices, or `idempotencyKey`, `account`, `key`. Not called
   * `path`: graphql-js takes an error with one for an error of its own, and would hand it on without its field.
   */
  readonly place: readonly string[];

  constructor(place: readonly string[], message: string) {
    super(message, { kind: 'refused', effect: 'none', sent: false, retryable: false });
    this.name = 'InvalidParameterError';
    this.place = place;
  }
}

const text = (value: unknown, maxLength: number): string | undefined =>
  typeof value === 'string' ? scrub(value.slice(0, maxLength)) : undefined;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * The error object in a REST body; undefined when there is none. REST allows messages of 40,000 characters: 2,000 are
 * kept.
 */
export const parseStripeError = (body: unknown): StripeErrorBody | undefined => {
  const error = isObject(body) ? body.error : undefined;
  const type = isObject(error) ? text(error.type, 64) : undefined;
  if (!isObject(error) || type === undefined) return undefined;
  const docUrl = text(error.doc_url, 500);
  return {
    type,
    code: text(error.code, 128),
    declineCode: text(error.decline_code, 128),
    param: text(error.param, 500),
    message: text(error.message, 2_000),
    // It is shown as a link, so nothing but a web address may stand in it.
    docUrl: docUrl?.startsWith('https://') ? docUrl : undefined,
  };
};
