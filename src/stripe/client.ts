import type { Access } from '../access.ts';
import type { Attempt } from './attempt.ts';
import type { CallEvent, RestAnswer, RestCall } from './call.ts';
import { allowManyListeners, pause } from './cancellation.ts';
import { CLIENT_DEFAULTS, type StripeClientOptions } from './client-options.ts';
import { isKeyInUse, settleEffect } from './effect.ts';
import type { Effect, RestError } from './errors.ts';
import { toRestError } from './failure.ts';
import { encodeForm } from './form.ts';
import { Gate, type Outgoing, type Passage } from './gate.ts';
import { RequestHeaders } from './headers.ts';
import { JoinedReads } from './joined-reads.ts';
import { isPlainRateLimit, retryDelay, shouldRetry } from './retry.ts';
import { RetryBudget } from './retry-budget.ts';
import { Transport } from './transport.ts';

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
   * @throws RestError when there is none; InvalidParameterError, one of its kind, when the call cannot be made as it is.
   */
  request<T extends object>(call: RestCall): Promise<RestAnswer<T>> {
    const isRead = call.method === 'GET';
    const { restReadDeadlineMs, restWriteDeadlineMs } = this.#options;
    const longest = performance.now() + (isRead ? restReadDeadlineMs : restWriteDeadlineMs);
    const deadline = Math.min(longest, call.deadline ?? longest);
    const { onJoined } = call;
    let exchange: Outgoing;
    try {
      exchange = this.#prepare(call);
    } catch (error) {
      return Promise.reject(error);
    }
    if (!isRead || onJoined === undefined) return this.#run<T>(call, exchange, deadline);
    const { headers, path, signal } = exchange;
    const { authorization, 'stripe-account': account = '', 'stripe-context': context = '' } = headers;
    const key = `${authorization} ${account} ${context} ${path}`;
    // Whoever asks for it knows what it is: the same for all who ask for the same.
    return this.#joined.request(key, { signal, deadline, onJoined }, (shared, onLeaving) =>
      this.#run(call, { ...exchange, signal: shared, onLeaving }, deadline),
    ) as Promise<RestAnswer<T>>;
  }

  async #run<T extends object>(call: RestCall, exchange: Outgoing, deadline: number): Promise<RestAnswer<T>> {
    const access = call.method === 'GET' ? 'read' : 'write';
    const now = performance.now();
    const progress: Progress = {
      attempts: 0,
      keyInUse: 0,
      plainRateLimits: 0,
      effect: 'none',
      requestId: undefined,
      sent: false,
    };
    this.#retryBudget.earn();
    const { method, path, credentials } = call;
    const endpoint = `${method} ${path.endpoint}`;
    for (let started = now; ; started = performance.now()) {
      const passage = await this.#gate.attempt(
        {
          credentials,
          caller: call.caller,
          access,
          endpoint,
          deadline,
          mustGo: access === 'write' && progress.attempts > 0,
        },
        exchange,
      );
      const { attempt } = passage;
      const error = this.#note(call, passage, progress, started);
      if (error === undefined && 'body' in attempt) {
        const { status, replayed, requestId } = attempt.head;
        return { body: attempt.body as T, status, requestId, replayed, attempts: progress.attempts };
      }
      const delay = this.#delayAfter(attempt, access, progress, deadline);
      if (delay === undefined || exchange.signal?.aborted) throw error;
      if (isPlainRateLimit(attempt)) progress.plainRateLimits += 1;
      const goesOn = await pause(delay, exchange.signal);
      if (!goesOn) throw toRestError({ fault: 'aborted', sent: false }, progress);
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

  #prepare(call: RestCall): Outgoing {
    const { method, path, params, credentials, idempotencyKey, signal, expect } = call;
    const form = params === undefined ? '' : encodeForm(params);
    allowManyListeners(signal);
    const isRead = method === 'GET';
    const { restReadTimeoutMs, restWriteTimeoutMs } = this.#options;
    return {
      method,
      path: isRead && form !== '' ? `${path.text}?${form}` : path.text,
      headers: this.#headers.of(method, credentials, idempotencyKey),
      body: isRead ? undefined : form,
      timeoutMs: isRead ? restReadTimeoutMs : restWriteTimeoutMs,
      signal,
      expected: {
        answer: expect,
        idempotencyKey: isRead ? undefined : idempotencyKey,
        account: credentials.account,
      },
    };
  }

  /** Takes in how an attempt ended, and tells those who watch. The error that it is when it was the last. */
  #note(call: RestCall, { attempt, waitedMs }: Passage, progress: Progress, started: number): RestError | undefined {
    const { method, path } = call;
    const { head } = attempt;
    const fault = 'fault' in attempt ? attempt : undefined;
    progress.attempts += 1;
    progress.requestId = head?.requestId ?? progress.requestId;
    if (isKeyInUse(attempt)) progress.keyInUse += 1;
    if (fault === undefined || fault.sent) progress.sent = true;
    if (method === 'POST') progress.effect = settleEffect(progress.effect, attempt);
    const error = toRestError(attempt, progress, `${method} ${path.text}`);
    const event: { -readonly [Key in keyof CallEvent]: CallEvent[Key] } = {
      method,
      path: path.text,
      endpoint: path.endpoint,
      attempt: progress.attempts,
      durationMs: performance.now() - started - waitedMs,
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
  #delayAfter(outcome: Attempt, access: Access, progress: Progress, deadline: number): number | undefined {
    const { maxAttempts, retryBaseMs, random } = this.#options;
    const now = performance.now();
    const again = shouldRetry({
      attempt: progress.attempts - progress.keyInUse,
      maxAttempts: maxAttempts[access],
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
    return delay !== undefined && (access === 'write' || this.#retryBudget.spend(now)) ? delay : undefined;
  }
}
