import type { RestSettings } from '../config/rest-settings.ts';
import type { BudgetOptions } from './accounts.ts';
import type { CallEvent } from './call.ts';

/** A value for reads and one for writes. */
export interface PerMethod {
  readonly read: number;
  readonly write: number;
}

/** The settings that are about the REST API, and what no variable sets. */
export interface StripeClientOptions
  extends Pick<
      RestSettings,
      | 'apiBase'
      | 'apiVersion'
      | 'restConnections'
      | 'restConnectTimeoutMs'
      | 'restReadTimeoutMs'
      | 'restWriteTimeoutMs'
      | 'restReadDeadlineMs'
      | 'restWriteDeadlineMs'
      | 'restMaxAnswerBytes'
      | 'restQueueWaitMs'
      | 'restBreakAfter'
    >,
    Partial<Pick<RestSettings, 'httpsProxy' | 'noProxy'>> {
  /** Attempts of one call at most. Default 3 and 6. */
  readonly maxAttempts?: PerMethod;
  /** The shortest wait between two attempts, in milliseconds. Default 500. */
  readonly retryBaseMs?: number;
  /** Calls per second and account; without it there is no such limit. */
  readonly budget?: BudgetOptions | undefined;
  /** Told of every attempt as it ends. Must not throw. */
  readonly observe?: (event: CallEvent) => void;
  /** From 0 up to 1, as `Math.random`, which is the default. */
  readonly random?: () => number;
}

export const CLIENT_DEFAULTS = {
  // When a fifth of all attempts fails, 1.6 of 1,000 writes would still be open after four of them; after six, 0.06.
  maxAttempts: { read: 3, write: 6 },
  retryBaseMs: 500,
  budget: undefined,
  httpsProxy: undefined,
  noProxy: undefined,
  observe: () => {},
  random: Math.random,
} satisfies Partial<StripeClientOptions>;
