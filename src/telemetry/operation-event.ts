import type { MutationRecord } from '../graph/operation/context.ts';
import type { CallEvent } from '../stripe/call.ts';

/**
 * What is told of one operation once its answer is ready. It names no variable, and nothing of the document but a name.
 */
export interface OperationEvent {
  /** As in `x-request-id`. */
  readonly requestId: string;
  /** Undefined where there was no document to read. */
  readonly type: 'query' | 'mutation' | 'subscription' | undefined;
  /** As the caller named it, cut to a length: for logs and spans, never for a label. */
  readonly name: string | undefined;
  readonly durationMs: number;
  /** In REST calls; undefined where none could be made. */
  readonly cost: { readonly estimated: number; readonly actual: number } | undefined;
  /** `Request-Id` of REST's answers, the first of them. */
  readonly restRequestIds: readonly string[];
  /** What became of each mutation; problems among them are no errors in GraphQL. */
  readonly mutations: readonly MutationRecord[];
  /** `extensions.code` of each error and `code` of each problem, once. */
  readonly codes: readonly string[];
}

/** A request, as far as observers read it. */
export interface Observed {
  readonly headers: {
    get(name: string): string | null;
    keys(): Iterable<string>;
  };
}

/** Told of operations and of each attempt of a REST call they make. */
export interface OperationObserver {
  /** An operation begins; what is returned hears the rest of it. */
  readonly start: (request: Observed) => OperationWatch;
}

export interface OperationWatch {
  readonly call?: (event: CallEvent) => void;
  readonly end: (event: OperationEvent) => void;
}
