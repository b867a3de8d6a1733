import type { Logger } from 'pino';
import type { KeyScope } from './idempotency.ts';
import type { Loaders } from './loaders.ts';
import type { Planner } from './planner.ts';
import type { Resources } from './resources.ts';
import type { RestSession } from './rest-session.ts';

/** Something odd that did not fail the operation; all of them are listed in `extensions.warnings`. */
export interface Warning {
  readonly code: 'PAGINATION_INCONSISTENT' | 'UNRECOGNIZED_VALUE' | 'EXPANSION_REFUSED';
  readonly message: string;
}

export type Warn = (warning: Warning) => void;

/** What one operation knows. Nothing of it outlives the operation or is seen by another. */
export interface Context {
  /** Identifies the HTTP request in logs and in masked errors. */
  readonly requestId: string;
  readonly rest: RestSession;
  /** Whose idempotency keys the operation's mutations use. */
  readonly keyScope: Pick<KeyScope, 'tenant' | 'account'>;
  /** Aborts when the caller has left. */
  readonly signal: AbortSignal | undefined;
  readonly loaders: Loaders;
  readonly planner: Planner;
  readonly resources: Resources;
  /** The largest `first` or `last`. */
  readonly maxPageSize: number;
  readonly log: Logger;
  /** Shown to the caller in `extensions.warnings`. */
  readonly warnings: readonly Warning[];
  readonly warn: Warn;
}
