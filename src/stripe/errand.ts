import type { Access } from '../access.ts';
import type { RestCall } from './call.ts';
import type { Want } from './call-budget.ts';
import type { Cancellation } from './cancellation.ts';
import type { Effect } from './errors.ts';
import type { Expected } from './expectation.ts';
import type { Headers } from './headers.ts';

/** What one call sends, and what its answer is compared with: the same with each attempt. */
export interface Outgoing extends Expected {
  /** Path and query as they go on the wire. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  /** Milliseconds that each attempt may take. */
  readonly timeoutMs: number;
  /** `performance.now()` at which the whole call must be over. */
  readonly deadline: number;
}

/**
 * The state of one call over all its attempts. It is the one object that is allocated for a call, and every layer is
 * given it: a smaller object for each layer took longer to make than the layer's own work.
 */
export class Errand implements Want {
  readonly call: RestCall;
  readonly access: Access;
  /** Method and path template: limits count by it. */
  readonly endpoint: string;
  readonly caller: string | undefined;
  readonly outgoing: Outgoing;
  /** Ends a GET at any time, and a POST only before it is sent. */
  signal: Cancellation | undefined;
  /** Told when an attempt is about to be sent. */
  onLeaving: (() => void) | undefined = undefined;
  /** How long the attempt in hand may wait for its turn, in milliseconds. */
  waitMs = 0;
  /** `performance.now()` at which the attempt in hand was begun. */
  startedAt = 0;

  attempts = 0;
  /** Attempts that met the same key at work elsewhere. */
  keyInUse = 0;
  plainRateLimits = 0;
  effect: Effect = 'none';
  requestId: string | undefined = undefined;
  /** Whether any byte of it may have left. */
  sent = false;
  /**
   * It repeats a write that may have been applied. Only an answer can tell, so no budget and no circuit breaker refuses
   * it.
   */
  mustGo = false;

  constructor(call: RestCall, endpoint: string, outgoing: Outgoing) {
    this.call = call;
    this.access = call.method === 'GET' ? 'read' : 'write';
    this.endpoint = endpoint;
    this.caller = call.caller;
    this.outgoing = outgoing;
    this.signal = call.signal;
  }
}
