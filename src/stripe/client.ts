import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '../access.ts';
import type { Attempt } from './attempt.ts';
import type { CallEvent, RestAnswer, RestCall } from './call.ts';
import { CLIENT_DEFAULTS, type StripeClientOptions } from './client-options.ts';
import { isKeyInUse, settleEffect } from './effect.ts';
import type { Effect } from './errors.ts';
import { toRestError } from './failure.ts';
import { encodeForm } from './form.ts';
import { Gate, type Outgoing } from './gate.ts';
import { requestHeaders } from './headers.ts';
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
  readonly #retryBudget = new RetryBudget(performance.now());

  constructor(options: StripeClientOptions) {
    this.#options = { ...CLIENT_DEFAULTS, ...options };
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
    const access = call.method === 'GET' ? 'read' : 'write';
    const { restReadDeadlineMs, restWriteDeadlineMs } = this.#options;
    const longest = performance.now() + (access === 'read' ? restReadDeadlineMs : restWriteDeadlineMs);
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
      const delay = this.#delayAfter(attempt, access, progress, deadline);
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

  #prepare(call: RestCall): Outgoing {
    const { method, path, params = {}, credentials, idempotencyKey, signal } = call;
    const form = encodeForm(params);
    // Many calls share their caller's, each with listeners of its own; Node takes more than ten for a leak.
    if (signal !== undefined) setMaxListeners(0, signal);
    const isRead = method === 'GET';
    const { apiVersion, restReadTimeoutMs, restWriteTimeoutMs } = this.#options;
    return {
      method,
      path: isRead && form !== '' ? `${path.text}?${form}` : path.text,
      headers: requestHeaders(method, credentials, apiVersion, idempotencyKey),
      body: isRead ? undefined : form,
      timeoutMs: isRead ? restReadTimeoutMs : restWriteTimeoutMs,
      signal,
    };
  }

  async #attempt(call: RestCall, exchange: Outgoing, deadline: number, progress: Progress) {
    const { method, path, credentials } = call;
    const isRead = method === 'GET';
    const started = performance.now();
    const { attempt, waitedMs } = await this.#gate.attempt(
      {
        credentials,
        access: isRead ? 'read' : 'write',
        endpoint: `${method} ${path.endpoint}`,
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
      path: path.text,
      endpoint: path.endpoint,
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
