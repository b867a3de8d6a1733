import type { BudgetOptions } from './accounts.ts';
import type { CallEvent } from './call.ts';

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
  /** How long a call may wait for its turn in the budget, and an attempt for a connection. Default 2,000. */
  readonly queueWaitMs?: number;
  /** For one attempt of a GET, from waiting for a connection to the end of the body. Default 8,000. */
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

export const CLIENT_DEFAULTS = {
  connections: 64,
  connectTimeoutMs: 5_000,
  queueWaitMs: 2_000,
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
