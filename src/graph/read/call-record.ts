import { type ResponsePath, responsePathAsArray } from 'graphql';
import type { CallEvent, RestAnswer } from '../../stripe/call.ts';
import { RestError } from '../../stripe/errors.ts';
import { encodeForm, type RestParams } from '../../stripe/form.ts';
import type { RestPath } from '../../stripe/path.ts';
import { scrub } from '../../stripe/scrub.ts';
import { describeRestError, type ErrorCode } from '../errors.ts';

/** A REST call that an operation has made, as its caller is shown it. */
export interface RecordedCall {
  readonly method: 'GET' | 'POST';
  /** With the query of a GET; what a POST holds in its body is not told. */
  readonly path: string;
  /** When it was wanted, in milliseconds after the operation began. */
  readonly startMs: number;
  /** From then to its answer, with all waits and attempts; null while there is none. */
  durationMs: number | null;
  /** HTTP status of the last attempt; null where it brought no answer of REST's. */
  status: number | null;
  /** Why it failed, as errors have it in `extensions.code`; null where it did not. */
  code: ErrorCode | null;
  /** `Request-Id` of the last attempt that was answered with one. */
  requestId: string | null;
  /** How often it was tried; 0 where it was turned away before that. */
  attempts: number;
  /** It was another operation's: equal, and not sent yet when this one asked. */
  shared: boolean;
  /** Where in the answer it was first wanted, such as `transfers.nodes.0.destination`. */
  readonly field: string;
}

/** A call that is about to be made. */
export interface WantedCall {
  readonly method: 'GET' | 'POST';
  readonly path: RestPath;
  readonly params: RestParams;
  /** The field that wants it. */
  readonly place: ResponsePath | undefined;
}

type Observe = (event: CallEvent) => void;

const tenths = (ms: number): number => Math.round(ms * 10) / 10;

/** Without a key, though none can have got there but as what the caller gave for something else. */
const pathOf = ({ method, path, params }: WantedCall): string => {
  const query = method === 'GET' ? encodeForm(params) : '';
  return scrub(query === '' ? path.text : `${path.text}?${query}`);
};

/** The REST calls of one operation whose caller wants to see them. */
export class CallRecord {
  readonly calls: RecordedCall[] = [];
  readonly #max: number;
  readonly #startedAt = performance.now();

  /** @param max how many are kept, so that no fault makes an answer grow */
  constructor(max: number) {
    this.#max = max;
  }

  /** How long the operation has taken, in milliseconds. */
  get durationMs(): number {
    return tenths(performance.now() - this.#startedAt);
  }

  /** Notes a call as it begins. Throws where it cannot be written, as sending it would. */
  begin(wanted: WantedCall): RecordedCall {
    const call: RecordedCall = {
      method: wanted.method,
      path: pathOf(wanted),
      startMs: this.durationMs,
      durationMs: null,
      status: null,
      code: null,
      requestId: null,
      attempts: 0,
      shared: false,
      field: responsePathAsArray(wanted.place).join('.'),
    };
    if (this.calls.length < this.#max) this.calls.push(call);
    return call;
  }

  /** Counts the attempts of a call for its record, and hands them on. */
  watch(call: RecordedCall, observe: Observe | undefined): Observe {
    return (event) => {
      call.attempts = event.attempt;
      observe?.(event);
    };
  }

  end(call: RecordedCall, { status, requestId, attempts }: RestAnswer<object>, shared: boolean): void {
    call.durationMs = tenths(this.durationMs - call.startMs);
    Object.assign(call, { status, requestId: requestId ?? null, attempts, shared });
  }

  fail(call: RecordedCall, error: unknown, shared: boolean): void {
    call.durationMs = tenths(this.durationMs - call.startMs);
    call.shared = shared;
    if (!(error instanceof RestError)) return;
    call.status = error.status ?? null;
    call.requestId = error.requestId ?? null;
    call.code = describeRestError(error).code;
  }
}
