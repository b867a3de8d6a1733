import { randomUUID } from 'node:crypto';
import type { Caller } from '../graph/caller.ts';
import type { Context } from '../graph/operation/context.ts';
import { REQUEST_ID_HEADER } from '../http/answer-headers.ts';
import type { CallEvent } from '../stripe/call.ts';
import { scrub } from '../stripe/scrub.ts';
import type { OperationEvent, OperationWatch } from '../telemetry/operation-event.ts';
import type { HttpRequest } from './http-request.ts';
import type { KnownOperation } from './known-document.ts';

const ACCEPTED = /^[A-Za-z0-9_.:-]{1,128}$/;

/**
 * The id that was sent, unless it would do harm: it comes back in answers, logs and spans, where a key would be shown.
 */
export const requestIdOf = (sent: string): string =>
  ACCEPTED.test(sent) && scrub(sent) === sent ? sent : randomUUID();

/** What is known of an operation while it runs. */
export interface Running {
  readonly startedAt: number;
  readonly watches: readonly OperationWatch[];
  type?: OperationEvent['type'];
  name?: string | undefined;
  context?: Context;
}

/** What the gateway knows of one HTTP request. There is at most one operation in each. */
export class RequestRecord {
  /** For answers, logs and spans. */
  readonly requestId: string;
  /** The operation in hand; undefined before it begins and once its answer has been told of. */
  operation: Running | undefined;
  /** No REST call could be made for its answer, which holds nothing but the schema and what the caller wrote. */
  isWithoutData = false;
  #caller: Caller | undefined;

  constructor(headers: Pick<HttpRequest['headers'], 'get'>) {
    this.requestId = requestIdOf(headers.get(REQUEST_ID_HEADER) ?? '');
  }

  /** Throws for a request whose caller was not identified: nothing may be done for it. */
  get caller(): Caller {
    if (this.#caller === undefined) throw new TypeError('Nobody has said who sends this request.');
    return this.#caller;
  }

  identify(caller: Caller): void {
    this.#caller = caller;
  }

  /** It is known which operation is meant, or that it is not clear. */
  name(operation: Pick<KnownOperation, 'type' | 'name'> | undefined): void {
    if (this.operation === undefined) return;
    this.operation.type = operation?.type;
    this.operation.name = operation?.name;
  }

  /** The operation is executed in that context, unless it is refused. */
  executes(context: Context): void {
    if (this.operation !== undefined) this.operation.context = context;
  }

  /** Tells those who watch the operation of one attempt of a REST call. */
  tell(event: CallEvent): void {
    for (const { call } of this.operation?.watches ?? []) call?.(event);
  }

  /** The operation, which is not in hand any more: the request may live on, what its operation has read must not. */
  endOperation(): Running | undefined {
    const { operation } = this;
    this.operation = undefined;
    return operation;
  }
}

const RECORD = Symbol('request record');

interface Recorded {
  [RECORD]?: RequestRecord;
}

/**
 * The record of a request, which is kept on the request itself. A WeakMap would look better, but a minor garbage
 * collection takes all values of an old WeakMap for alive.
 */
export const recordOf = (request: Pick<HttpRequest, 'headers'>): RequestRecord => {
  const recorded = request as Recorded;
  recorded[RECORD] ??= new RequestRecord(request.headers);
  return recorded[RECORD];
};
