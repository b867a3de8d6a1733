import type { Cancellation } from '../../stripe/cancellation.ts';
import type { Caller } from '../caller.ts';
import type { Planner } from '../plan/planner.ts';
import type { Loaders } from '../read/loaders.ts';
import type { RestSession } from '../read/rest-session.ts';
import type { Resources } from '../resources.ts';
import type { Warn, Warning } from '../warning.ts';

/** What became of one mutation, for the log. */
export interface MutationRecord {
  readonly mutation: string;
  /** Of the problem; undefined where it was applied. */
  readonly code?: string;
  readonly outcome?: string;
  readonly replayed?: boolean;
  readonly restRequestId: string | undefined;
}

/** What one operation knows. Nothing of it outlives the operation or is seen by another. */
export interface Context {
  /** Identifies the HTTP request in logs and in masked errors. */
  readonly requestId: string;
  readonly rest: RestSession;
  /** Who asks, and what they may. */
  readonly caller: Caller;
  /** Aborts when the caller has left. */
  readonly signal: Cancellation | undefined;
  readonly loaders: Loaders;
  readonly planner: Planner;
  readonly resources: Resources;
  /** The largest `first` or `last`. */
  readonly maxPageSize: number;
  /** Shown to the caller in `extensions.warnings`. */
  readonly warnings: readonly Warning[];
  readonly warn: Warn;
  /** Tells the log what the caller is not told, or not in full. */
  readonly tellLog: (what: Readonly<Record<string, unknown>>, message: string) => void;
  /** Its mutations so far, in the order in which they ended. */
  readonly mutations: MutationRecord[];
}
