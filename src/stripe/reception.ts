import type { Dispatcher } from 'undici';
import { type Attempt, type Fault, type Head, readAnswer, readHead } from './attempt.ts';
import type { Expected } from './expectation.ts';
import type { ResponseHeaders } from './headers.ts';
import type { Arriving, Intake } from './intake.ts';
import { PROXY_REFUSED } from './tunnel.ts';

const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH$)/;
const CLOSING_CODE = /^UND_ERR_(CLOSED|DESTROYED)$/;
const RESET_CODE = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/;
const SIZE_CODE = /^UND_ERR_(RES_EXCEEDED_MAX_SIZE|HEADERS_OVERFLOW)$/;

const faultBeforeSending = (code: string): Fault => {
  if (TLS_CODE.test(code)) return 'tls';
  if (code === PROXY_REFUSED) return 'proxy';
  return CLOSING_CODE.test(code) ? 'closed' : 'connect';
};

const faultAfterSending = (error: Error, code: string): Fault => {
  if (SIZE_CODE.test(code)) return 'too_large';
  // undici reports an unexpected `100 Continue` as a socket error, and what is not HTTP without a code of its own.
  return RESET_CODE.test(code) && error.message !== 'bad response' ? 'reset' : 'malformed';
};

/** Thrown where a request is not written because its turn is stale. The connection has not failed, and stays open. */
class StaleTurn extends Error {}

/** The sender of the request. */
export interface Departure {
  /** Asked right before it is written; false when its turn is stale, and it must not be. */
  mayLeave(): boolean;
  /** It was not written because its turn was stale, and may be dispatched again with another one. */
  onStale(): void;
  /** Told once, as it settles. */
  onEnd(): void;
}

const NO_HEADERS: ResponseHeaders = {};
const NOBODY_WAITS = (): void => {};
/** Shared by receptions without a chunk. Nothing is ever pushed to it. */
const NOTHING_YET: Buffer[] = [];
const NOTHING_EXPECTED: Expected = { answer: undefined, idempotencyKey: undefined, account: undefined };

/** One answer as it comes in. Settles once, and lets go of the connection when it settles early. */
export class Reception implements Dispatcher.DispatchHandler, Arriving {
  readonly attempt: Promise<Attempt>;
  #settle: (attempt: Attempt) => void = NOBODY_WAITS;
  #chunks: Buffer[] = NOTHING_YET;
  #controller: Dispatcher.DispatchController | undefined;
  #headers: ResponseHeaders = NO_HEADERS;
  #head: Head | undefined;
  #settled = false;
  readonly #intake: Intake;
  readonly #departure: Departure;
  readonly #expected: Expected;
  #isForeign = false;

  /**
   * @param intake bounds what a body may announce, and what all of them hold; the HTTP client counts those that announce
   * nothing
   */
  constructor(intake: Intake, departure: Departure, expected: Expected = NOTHING_EXPECTED) {
    this.#intake = intake;
    this.#departure = departure;
    this.#expected = expected;
    this.attempt = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Whether any byte of the request may have left. */
  get sent(): boolean {
    return this.#controller !== undefined;
  }

  /** Whether it has settled. */
  get isOver(): boolean {
    return this.#settled;
  }

  /** Whether another request's answer came on its connection. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  /** Ends it from this side. */
  end(fault: Fault): void {
    this.#fail(fault);
    this.#controller?.abort(new Error(fault));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Ended while the connection was being made: nothing may be written any more. Aborting would also end the
    // connection, which the next call may use.
    if (this.#settled) throw new Error('ended');
    if (!this.#departure.mayLeave()) throw new StaleTurn();
    this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (status < 200) return;
    this.#headers = headers;
    this.#head = readHead(status, headers);
    // Refused by the length that it announces: the HTTP client would first read up to the bound, for each of several
    // such answers at once.
    if (Number(headers['content-length']) > this.#intake.maxBytes) this.end('too_large');
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    // Most answers come in one chunk: an array literal has room for one.
    if (this.#chunks.length === 0) {
      this.#chunks = [chunk];
      return;
    }
    this.#chunks.push(chunk);
    this.#intake.take(this, chunk.length);
  }

  /** An answer to a POST tells what has become of money: it is never left unread. */
  pause(): void {
    if (this.#expected.idempotencyKey === undefined) this.#controller?.pause();
  }

  resume(): void {
    this.#controller?.resume();
  }

  onResponseEnd(): void {
    if (this.#head === undefined) this.#fail('malformed');
    else this.#finish(readAnswer(this.#head, this.#headers, this.#chunks, this.#expected));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error & { code?: string }): void {
    const code = error.code ?? '';
    if (error instanceof StaleTurn) this.#departure.onStale();
    else this.#fail(this.sent ? faultAfterSending(error, code) : faultBeforeSending(code));
  }

  #fail(fault: Fault): void {
    this.#finish({ fault, sent: this.sent, head: this.#head });
  }

  #finish(attempt: Attempt): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#isForeign = 'fault' in attempt && attempt.fault === 'foreign';
    if (this.#chunks.length > 1) this.#intake.end(this);
    // The HTTP client may keep this object for longer, and up to sixteen megabytes with it.
    this.#chunks = NOTHING_YET;
    this.#departure.onEnd();
    this.#settle(attempt);
  }
}
