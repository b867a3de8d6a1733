import type { Attempt } from './attempt.ts';
import type { CallEvent, RestAnswer, RestCall } from './call.ts';
import { allowManyListeners, pause } from './cancellation.ts';
import { CLIENT_DEFAULTS, type StripeClientOptions } from './client-options.ts';
import { isKeyInUse, settleEffect } from './effect.ts';
import { Errand } from './errand.ts';
import type { RestError } from './errors.ts';
import { toRestError } from './failure.ts';
import { encodeForm } from './form.ts';
import { Gate } from './gate.ts';
import { RequestHeaders } from './headers.ts';
import { JoinedReads } from './joined-reads.ts';
import { isPlainRateLimit, retryDelay, shouldRetry } from './retry.ts';
import { RetryBudget } from './retry-budget.ts';
import { Transport } from './transport.ts';

/** Calls the REST API, and repeats a call with the same key where that is safe and may help. */
export class StripeClient {
  readonly #options: Required<StripeClientOptions>;
  readonly #transport: Transport;
  readonly #gate: Gate;
  readonly #headers: RequestHeaders;
  readonly #joined = new JoinedReads();
  readonly #retryBudget = new RetryBudget(performance.now());

  constructor(options: StripeClientOptions) {
    this.#options = { ...CLIENT_DEFAULTS, ...options };
    this.#transport = new Transport(this.#options);
    this.#gate = new Gate(this.#transport, this.#options);
    this.#headers = new RequestHeaders(this.#options.apiVersion);
  }

  /**
   * The answer of one call, however many attempts it takes. `T` is what the caller knows of the body; here it
   * is only known to be a JSON object.
   *
   * @throws RestError when there is none; InvalidParameterError, one of its kind, when the call cannot be made as it
   * is.
   */
  request<T extends object>(call: RestCall): Promise<RestAnswer<T>> {
    let errand: Errand;
    try {
      errand = this.#prepare(call);
    } catch (error) {
      return Promise.reject(error);
    }
    // Each call adds a part of a retry to the budget.
    this.#retryBudget.earn();
    const { onJoined, signal } = call;
    // The body's type is what the caller says it is; calls that are joined ask for the same and so agree on it.
    if (errand.access === 'write' || onJoined === undefined) return this.#attempt(errand) as Promise<RestAnswer<T>>;
    const key = `${this.#headers.whoseAre(call.credentials)} ${errand.outgoing.path}`;
    const reader = { signal, deadline: errand.outgoing.deadline, onJoined };
    return this.#joined.request(key, reader, (shared, onLeaving) => {
      errand.signal = shared;
      errand.onLeaving = onLeaving;
      return this.#attempt(errand);
    }) as Promise<RestAnswer<T>>;
  }

  /** More than a hundred calls were turned away in the last five seconds: it is better to ask elsewhere. */
  get isShedding(): boolean {
    return this.#gate.isShedding;
  }

  /** Waits for calls in flight, then closes every connection. Calls made afterwards are turned away. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  #prepare(call: RestCall): Errand {
    const { method, path, params, credentials, idempotencyKey, expect } = call;
    const isRead = method === 'GET';
    const form = params === undefined ? '' : encodeForm(params);
    const { restReadTimeoutMs, restWriteTimeoutMs, restReadDeadlineMs, restWriteDeadlineMs } = this.#options;
    const longest = performance.now() + (isRead ? restReadDeadlineMs : restWriteDeadlineMs);
    allowManyListeners(call.signal);
    return new Errand(call, `${method} ${path.endpoint}`, {
      path: isRead && form !== '' ? `${path.text}?${form}` : path.text,
      headers: this.#headers.of(method, credentials, idempotencyKey),
      body: isRead ? undefined : form,
      timeoutMs: isRead ? restReadTimeoutMs : restWriteTimeoutMs,
      deadline: Math.min(longest, call.deadline ?? longest),
      answer: expect,
      idempotencyKey: isRead ? undefined : idempotencyKey,
      account: credentials.account,
    });
  }

  #attempt(errand: Errand): Promise<RestAnswer<object>> {
    errand.startedAt = performance.now();
    return this.#gate.attempt(errand, (attempt, waitedMs) => {
      const error = this.#note(errand, attempt, waitedMs);
      if (error !== undefined || 'fault' in attempt) return this.#again(errand, attempt, error);
      const { status, replayed, requestId } = attempt.head;
      return { body: attempt.body, bytes: attempt.bytes, status, requestId, replayed, attempts: errand.attempts };
    });
  }

  /** Another attempt, after a while; throws that error where there is to be none. */
  async #again(errand: Errand, attempt: Attempt, error: RestError | undefined): Promise<RestAnswer<object>> {
    const delay = this.#delayAfter(attempt, errand);
    if (delay === undefined || errand.signal?.aborted) throw error;
    if (isPlainRateLimit(attempt)) errand.plainRateLimits += 1;
    errand.mustGo = errand.access === 'write';
    const goesOn = await pause(delay, errand.signal);
    if (!goesOn) throw toRestError({ fault: 'aborted', sent: false }, errand);
    return this.#attempt(errand);
  }

  /**
   * Records how an attempt ended and tells the observers. Returns the error that the call fails with if this was the
   * last attempt.
   */
  #note(errand: Errand, attempt: Attempt, waitedMs: number): RestError | undefined {
    const { call } = errand;
    const { method, path } = call;
    const { head } = attempt;
    const fault = 'fault' in attempt ? attempt : undefined;
    errand.attempts += 1;
    errand.requestId = head?.requestId ?? errand.requestId;
    if (isKeyInUse(attempt)) errand.keyInUse += 1;
    if (fault === undefined || fault.sent) errand.sent = true;
    if (method === 'POST') errand.effect = settleEffect(errand.effect, attempt);
    const error = toRestError(attempt, errand, call);
    const event: { -readonly [Key in keyof CallEvent]: CallEvent[Key] } = {
      method,
      path: path.text,
      endpoint: path.endpoint,
      attempt: errand.attempts,
      durationMs: performance.now() - errand.startedAt - waitedMs,
      waitedMs,
    };
    if (head !== undefined) event.status = head.status;
    if (head?.requestId !== undefined) event.requestId = head.requestId;
    if (error !== undefined) event.error = error.kind;
    if (fault !== undefined) event.fault = fault.fault;
    this.#options.observe(event);
    call.observe?.(event);
    return error;
  }

  /** How long to wait before asking again; undefined when this was the last attempt. */
  #delayAfter(outcome: Attempt, { access, attempts, keyInUse, plainRateLimits, outgoing }: Errand): number | undefined {
    const { maxAttempts, retryBaseMs, random } = this.#options;
    const now = performance.now();
    const again = shouldRetry({
      attempt: attempts - keyInUse,
      maxAttempts: maxAttempts[access],
      rateLimitedBefore: plainRateLimits,
      outcome,
    });
    if (!again) return undefined;
    const delay = retryDelay({
      attempt: attempts,
      baseMs: retryBaseMs,
      random: random(),
      retryAfter: outcome.head?.retryAfter,
      leftMs: outgoing.deadline - now,
    });
    return delay !== undefined && (access === 'write' || this.#retryBudget.spend(now)) ? delay : undefined;
  }
}
