import type { Fault } from './attempt.ts';
import type { Cancellation } from './cancellation.ts';
import type { RestErrorKind } from './errors.ts';
import type { Expectation } from './expectation.ts';
import type { RestParams } from './form.ts';
import type { Credentials } from './headers.ts';
import type { RestPath } from './path.ts';

export interface RestCall {
  readonly method: 'GET' | 'POST';
  readonly path: RestPath;
  /** Sent in the query of a GET and in the body of a POST. */
  readonly params?: RestParams;
  readonly credentials: Credentials;
  /** Who asks: callers take turns in an account's budget. */
  readonly caller?: string | undefined;
  /** Required for a POST: every attempt carries it. Not sent with a GET, where REST ignores it. */
  readonly idempotencyKey?: string | undefined;
  /** What its answer must be, or it is taken for another request's. */
  readonly expect?: Expectation | undefined;
  /**
   * Allows request coalescing (single flight): an equal GET that is not sent yet may bring the answer of this one too,
   * and both share one body. Told whether it was so.
   */
  readonly onJoined?: ((isJoined: boolean) => void) | undefined;
  /** Ends a GET, or the wait before an attempt. A POST that has been sent is not called back. */
  readonly signal?: Cancellation | undefined;
  /** `performance.now()` at which it must be over, where that is sooner than the client's own deadline. */
  readonly deadline?: number | undefined;
  /** Told of each attempt of this call, beside the client's own `observe`. Must not throw. */
  readonly observe?: ((event: CallEvent) => void) | undefined;
}

export interface RestAnswer<T> {
  readonly body: T;
  /** Of the body, as it came. */
  readonly bytes: number;
  readonly status: number;
  readonly requestId: string | undefined;
  /** REST answered what it had stored under the idempotency key: this call itself did nothing new. */
  readonly replayed: boolean;
  /** HTTP requests made for it, from 1. */
  readonly attempts: number;
}

/** One attempt, for logs and metrics. It names no parameter, header or body. */
export interface CallEvent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** The template of the path, such as `/v1/transfers/{id}`: there are as many as the sources name. */
  readonly endpoint: string;
  /** From 1. */
  readonly attempt: number;
  readonly status?: number;
  readonly requestId?: string;
  readonly durationMs: number;
  /** How many milliseconds it waited for its turn in the budget; they are no part of `durationMs`. */
  readonly waitedMs: number;
  readonly error?: RestErrorKind;
  /** Why there was no answer of REST's: `over_budget`, `shed` and `open` were never sent. */
  readonly fault?: Fault;
}
