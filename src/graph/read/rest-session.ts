import type { ResponsePath } from 'graphql';
import type { Access } from '../../access.ts';
import type { CallEvent, RestAnswer, RestCall } from '../../stripe/call.ts';
import { type Cancellation, forMany } from '../../stripe/cancellation.ts';
import type { StripeClient } from '../../stripe/client.ts';
import { RestError } from '../../stripe/errors.ts';
import type { Expectation } from '../../stripe/expectation.ts';
import type { RestParams } from '../../stripe/form.ts';
import type { RestPath } from '../../stripe/path.ts';
import type { Caller } from '../caller.ts';
import type { CallRecord, RecordedCall } from './call-record.ts';
import { refusalOf } from './call-refusal.ts';
import { takeCallerTurn } from './caller-turn.ts';
import { ReadBytes, type ReadMemory } from './read-bytes.ts';

export interface RestSessionOptions {
  readonly client: StripeClient;
  readonly caller: Pick<Caller, 'tenant' | 'scopes' | 'credentials' | 'budget'>;
  /** Which scopes an endpoint needs: one of these. */
  readonly domainsOf: (endpoint: string) => readonly string[];
  /** How many REST calls this operation may make. */
  readonly maxCalls: number;
  /** How many bytes of REST’s answers it may read; as many as come unless told otherwise. */
  readonly maxReadBytes?: number;
  /** Aborts when the caller has left; reads stop then, a write in flight does not. */
  readonly signal?: Cancellation | undefined;
  /** `performance.now()` at which the operation must be over. */
  readonly deadline: number;
  /** Told of each attempt of each call. */
  readonly observe?: ((event: CallEvent) => void) | undefined;
  /** Where calls are noted, for a caller who wants to see them. */
  readonly record?: CallRecord | undefined;
}

/** The REST API as one operation sees it: for one caller, with every call counted. */
export class RestSession {
  readonly #options: RestSessionOptions;
  readonly #requestIds: string[] = [];
  #calls = 0;
  #shared = 0;
  readonly #read: ReadBytes;
  #cancellation: Cancellation | undefined;

  constructor(options: RestSessionOptions) {
    this.#options = options;
    this.#read = new ReadBytes(options.maxReadBytes ?? Infinity);
  }

  /**
   * To be called when the operation is executed: from then on, until the memory is given back, what was read counts as
   * held.
   */
  holdIn(memory: ReadMemory): void {
    this.#read.holdIn(memory);
  }

  /** REST calls so far. A call that the client had to repeat after a fault counts once. */
  get calls(): number {
    return this.#calls;
  }

  /** Answers that came by a call of another operation: equal, and not sent yet when this one asked. */
  get shared(): number {
    return this.#shared;
  }

  get maxCalls(): number {
    return this.#options.maxCalls;
  }

  /** `Request-Id` of every answer so far, in the order of arrival. */
  get requestIds(): readonly string[] {
    return this.#requestIds;
  }

  /** What its calls were; undefined unless the caller wants to see them. */
  get record(): CallRecord | undefined {
    return this.#options.record;
  }

  /**
   * @param expect what its answer must be, or it is taken for another request's
   * @param place the field that wants it
   */
  get<T extends object>(
    path: RestPath,
    params: RestParams,
    expect: Expectation,
    place?: ResponsePath,
  ): Promise<RestAnswer<T>> {
    return this.#call<T>('GET', path, params, expect, place);
  }

  post<T extends object>(
    path: RestPath,
    params: RestParams,
    expect: Expectation,
    place: ResponsePath | undefined,
    idempotencyKey: string,
  ): Promise<RestAnswer<T>> {
    return this.#call<T>('POST', path, params, expect, place, idempotencyKey);
  }

  #call<T extends object>(
    method: 'GET' | 'POST',
    path: RestPath,
    params: RestParams,
    expect: Expectation,
    place: ResponsePath | undefined,
    idempotencyKey?: string,
  ): Promise<RestAnswer<T>> {
    const { client, caller, deadline, observe, record } = this.#options;
    const access: Access = method === 'GET' ? 'read' : 'write';
    const credentials = caller.credentials[access];
    const refusal = refusalOf(this.#options, { access, endpoint: path.endpoint, calls: this.#calls, read: this.#read });
    if (credentials === undefined || refusal !== undefined) return Promise.reject(refusal);
    const signal = method === 'POST' ? undefined : this.#left();
    let noted: RecordedCall | undefined;
    try {
      noted = record?.begin({ method, path, params, place });
    } catch (error) {
      return Promise.reject(error);
    }
    this.#calls += 1;
    let isJoined = false;
    const call: RestCall = {
      method,
      path,
      params,
      expect,
      credentials,
      caller: caller.tenant,
      idempotencyKey,
      observe: record && noted ? record.watch(noted, observe) : observe,
      // A write goes on to its end when the caller leaves or the time is up: half a retry would leave it unsettled.
      deadline: method === 'POST' ? undefined : deadline,
      signal,
      onJoined: (now) => {
        isJoined = now;
      },
    };
    const answer = caller.budget
      ? takeCallerTurn(caller.budget, { access, endpoint: path.endpoint, deadline, signal }).then(() =>
          client.request<T>(call),
        )
      : client.request<T>(call);
    return answer.then(
      (answered) => {
        if (isJoined) {
          // It was another operation's.
          this.#calls -= 1;
          this.#shared += 1;
        }
        this.#note(answered.requestId);
        if (noted) record?.end(noted, answered, isJoined);
        const surplus = this.#read.add(answered.bytes);
        // What a write has made is never thrown away.
        if (surplus !== undefined && access === 'read') throw surplus;
        return answered;
      },
      (error: unknown) => {
        if (error instanceof RestError && !error.sent) this.#calls -= 1; // it was never made
        this.#note(error instanceof RestError ? error.requestId : undefined);
        if (noted) record?.fail(noted, error, isJoined);
        throw error;
      },
    );
  }

  /** Who has called for all this has left. */
  #left(): Cancellation | undefined {
    const { signal } = this.#options;
    if (signal !== undefined) this.#cancellation ??= forMany(signal);
    return this.#cancellation;
  }

  #note(requestId: string | undefined): void {
    if (requestId !== undefined) this.#requestIds.push(requestId);
  }
}
