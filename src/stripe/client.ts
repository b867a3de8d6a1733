import { setTimeout as sleep } from 'node:timers/promises';
import type { BudgetOptions } from './accounts.ts';
import type { Attempt, Fault } from './attempt.ts';
import { isKeyInUse, settleEffect } from './effect.ts';
import { endpointOf } from './endpoint.ts';
import type { Effect, RestErrorKind } from './errors.ts';
import { toRestError } from './failure.ts';
import { encodeForm, type RestParams } from './form.ts';
import { Gate } from './gate.ts';
import { type Credentials, requestHeaders } from './headers.ts';
import type { RestPath } from './path.ts';
import { isPlainRateLimit, retryDelay, shouldRetry } from './retry.ts';
import { RetryBudget } from './retry-budget.ts';
import { type Exchange, Transport } from './transport.ts';

export type { Credentials } from './headers.ts';

export interface RestCall {
  readonly method: 'GET' | 'POST';
  readonly path: RestPath;
  /** Sent in the query of a GET and in the body of a POST. */
  readonly params?: RestParams;
  readonly credentials: Credentials;
  /** Required for a POST: every attempt carries it. Not sent with a GET, where REST ignores it. */
  readonly idempotencyKey?: string;
  /** Ends a GET, or the wait before an attempt. A POST that has been sent is not called back. */
  readonly signal?: AbortSignal;
  /** `performance.now()` at which it must be over, where that is sooner than the client's own deadline. */
  readonly deadline?: number;
  /** Told of each attempt of this call, beside the client's own `observe`. Must not throw. */
  readonly observe?: (event: CallEvent) => void;
}

export interface RestAnswer<T> {
  readonly body: T;
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
  /** The path without its ids, such as `/v1/transfers/{id}`: there are as many as the sources name. */
  readonly endpoint: string;
  /** From 1. */
  readonly attempt: number;
  readonly status?: number;
  readonly requestId?: string;
  readonly durationMs: number;
  /** How long it waited before that for its turn in the budget. */
  readonly waitedMs: number;
  readonly error?: RestErrorKind;
  /** Why there was no answer of REST's: `over_budget`, `shed` and `open` were never sent. */
  readonly fault?: Fault;
}

/** A value for reads and one for writes. */
export interface PerMethod {
  readonly read: number;
  readonly write: number;
}

/** Times are milliseconds. */
export interface StripeClientOptions {
  /** Scheme, host and port of the REST API. */
  readonly apiBase: string;
  /** `Stripe-Version`. */
  readonly apiVersion: string;
  /** Connections, and calls in flight, at most. Default 64. */
  readonly connections?: number;
  /** Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** For one attempt of a GET, from waiting for its turn to the end of the body. Default 8,000. */
  readonly readTimeoutMs?: number;
  /** The same for a POST. Default 15,000. */
  readonly writeTimeoutMs?: number;
  /** For a whole call with all its attempts. Default 20,000 and 25,000. */
  readonly deadlineMs?: PerMethod;
  /** Bytes of an answer's body at most. Default 16 MiB. */
  readonly maxResponseBytes?: number;
  /** Attempts of one call at most. Default 3 and 6. */
  readonly maxAttempts?: PerMethod;
  /** The shortest wait between two attempts. Default 500. */
  readonly retryBaseMs?: number;
  /** Calls per second and account; without it there is no such limit. */
  readonly budget?: BudgetOptions | undefined;
  /** Attempts of one account that fail in a row before its calls are refused for a moment. Default 20. */
  readonly breakAfter?: number;
  /** Told of every attempt as it ends. Must not throw. */
  readonly observe?: (event: CallEvent) => void;
  /** From 0 up to 1, as `Math.random`, which is the default. */
  readonly random?: () => number;
}

const DEFAULTS = {
  connections: 64,
  connectTimeoutMs: 5_000,
  readTimeoutMs: 8_000,
  writeTimeoutMs: 15_000,
  deadlineMs: { read: 20_000, write: 25_000 },
  maxResponseBytes: 16 * 1024 * 1024,
  // When a fifth of all attempts fails, 1.6 of 1,000 writes would still be open after four of them; after six, 0.06.
  maxAttempts: { read: 3, write: 6 },
  retryBaseMs: 500,
  budget: undefined,
  breakAfter: 20,
  observe: () => {},
  random: Math.random,
} satisfies Partial<StripeClientOptions>;

/** What a call knows after some attempts. */
interface Progress {
  attempts: number;
  /** Attempts that met the same key at work elsewhere. */
  keyInUse: number;
  plainRateLimits: number;
  effect: Effect;
  requestId: string | undefined;
  /** Whether any byte of it may have left. */
  sent: boolean;
}

/** Calls the REST API, and repeats a call with the same key where that is safe and may help. */
export class StripeClient {
  readonly #options: Required<StripeClientOptions>;
  readonly #transport: Transport;
  readonly #gate: Gate;
  readonly #retryBudget = new RetryBudget(performance.now());

  constructor(options: StripeClientOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#transport = new Transport(this.#options);
    this.#gate = new Gate(this.#transport, this.#options);
  }

  /**
   * The answer of one call, however many attempts it takes. `T` is what the caller knows of the body; here it
   * is only known to be a JSON object.
   *
   * @throws RestError when there is none; InvalidParameterError, one of its kind, when the call cannot be made as it is.
   */
  async request<T extends object>(call: RestCall): Promise<RestAnswer<T>> {
    const exchange = this.#prepare(call);
    const use = call.method === 'GET' ? 'read' : 'write';
    const longest = performance.now() + this.#options.deadlineMs[use];
    const deadline = Math.min(longest, call.deadline ?? longest);
    const progress: Progress = {
      attempts: 0,
      keyInUse: 0,
      plainRateLimits: 0,
      effect: 'none',
      requestId: undefined,
      sent: false,
    };
    this.#retryBudget.earn();
    for (;;) {
      const { attempt, error } = await this.#attempt(call, exchange, deadline, progress);
      if (error === undefined && 'body' in attempt) {
        const { status, replayed, requestId } = attempt.head;
        return { body: attempt.body as T, status, requestId, replayed, attempts: progress.attempts };
      }
      const delay = this.#delayAfter(attempt, use, progress, deadline);
      if (delay === undefined || exchange.signal?.aborted) throw error;
      if (isPlainRateLimit(attempt)) progress.plainRateLimits += 1;
      await sleep(delay, undefined, { signal: exchange.signal }).catch(() => {
        throw toRestError({ fault: 'aborted', sent: false }, progress);
      });
    }
  }

  /** More than a hundred calls were turned away in the last five seconds: it is better to ask elsewhere. */
  get isShedding(): boolean {
    return this.#gate.isShedding;
  }

  /** Waits for calls in flight, then closes every connection. Calls made afterwards are turned away. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  #prepare(call: RestCall): Omit<Exchange, 'onSent'> {
    const { method, path, params = {}, credentials, idempotencyKey, signal } = call;
    const form = encodeForm(params);
    const isRead = method === 'GET';
    const { apiVersion, readTimeoutMs, writeTimeoutMs } = this.#options;
    return {
      method,
      path: isRead && form !== '' ? `${path}?${form}` : path,
      headers: requestHeaders(method, credentials, apiVersion, idempotencyKey),
      body: isRead ? undefined : form,
      timeoutMs: isRead ? readTimeoutMs : writeTimeoutMs,
      // One of its own for each call: many calls share the caller's, and each listener there would be one too many.
      signal: signal === undefined ? undefined : AbortSignal.any([signal]),
    };
  }

  async #attempt(call: RestCall, exchange: Omit<Exchange, 'onSent'>, deadline: number, progress: Progress) {
    const { method, path, credentials } = call;
    const isRead = method === 'GET';
    const endpoint = endpointOf(path);
    const started = performance.now();
    const { attempt, waitedMs } = await this.#gate.attempt(
      {
        credentials,
        use: isRead ? 'read' : 'write',
        endpoint: `${method} ${endpoint}`,
        deadline,
        mustGo: !isRead && progress.attempts > 0,
      },
      exchange,
    );
    progress.attempts += 1;
    progress.requestId = attempt.head?.requestId ?? progress.requestId;
    if (isKeyInUse(attempt)) progress.keyInUse += 1;
    if (!('fault' in attempt) || attempt.sent) progress.sent = true;
    if (!isRead) progress.effect = settleEffect(progress.effect, attempt);
    const { head } = attempt;
    const error = toRestError(attempt, progress);
    const event: CallEvent = {
      method,
      path,
      endpoint,
      attempt: progress.attempts,
      durationMs: performance.now() - started - waitedMs,
      waitedMs,
      ...(head === undefined ? {} : { status: head.status }),
      ...(head?.requestId === undefined ? {} : { requestId: head.requestId }),
      ...(error === undefined ? {} : { error: error.kind }),
      ...('fault' in attempt ? { fault: attempt.fault } : {}),
    };
    this.#options.observe(event);
    call.observe?.(event);
    return { attempt, error };
  }

  /** How long to wait before asking again; undefined when this was the last attempt. */
  #delayAfter(outcome: Attempt, use: 'read' | 'write', progress: Progress, deadline: number): number | undefined {
    const { maxAttempts, retryBaseMs, random } = this.#options;
    const now = performance.now();
    const again = shouldRetry({
      attempt: progress.attempts - progress.keyInUse,
      maxAttempts: maxAttempts[use],
      rateLimitedBefore: progress.plainRateLimits,
      outcome,
    });
    if (!again) return undefined;
    const delay = retryDelay({
      attempt: progress.attempts,
      baseMs: retryBaseMs,
      random: random(),
      retryAfter: outcome.head?.retryAfter,
      leftMs: deadline - now,
    });
    return delay !== undefined && (use === 'write' || this.#retryBudget.spend(now)) ? delay : undefined;
  }
}
