import type { Plugin } from 'graphql-yoga';
import type { MutationRecord } from '../graph/context.ts';
import type { OperationEvent, OperationObserver } from '../telemetry/operation-event.ts';
import { recordOf } from './request-record.ts';

const MAX_REQUEST_IDS = 100;
const MAX_CODES = 10;

/** The parts of an answer that are told of. */
interface Outcome {
  readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[] | undefined;
  readonly extensions?: { readonly cost?: OperationEvent['cost'] } | undefined;
}

const NONE: readonly never[] = [];

const codesOf = ({ errors = NONE }: Outcome, mutations: readonly MutationRecord[]): readonly string[] => {
  if (errors.length === 0 && mutations.length === 0) return NONE;
  const ofProblems = mutations.flatMap(({ code }) => (code === undefined ? [] : [code]));
  return [...new Set([...errors.map(({ extensions }) => String(extensions?.code)), ...ofProblems])].slice(0, MAX_CODES);
};

export interface OperationsOptions {
  readonly observers: readonly OperationObserver[];
}

/**
 * Tells observers of every operation when its answer is ready. Put it after useErrors, so that it sees what the caller sees, and before
 * all that may refuse.
 */
export const useOperations = ({ observers }: OperationsOptions): Plugin => ({
  onRequestParse: ({ request }) => {
    const startedAt = performance.now();
    recordOf(request).operation = { startedAt, watches: observers.map((observer) => observer.start(request)) };
  },
  onResultProcess: ({ request, result }) => {
    const record = recordOf(request);
    const running = record.endOperation();
    if (running === undefined) return;
    const outcome = result as Outcome;
    const cost = outcome.extensions?.cost;
    const mutations = running.context?.mutations ?? NONE;
    const event: OperationEvent = {
      requestId: record.requestId,
      type: running.type,
      name: running.name,
      durationMs: performance.now() - running.startedAt,
      cost: cost && { estimated: cost.estimated, actual: cost.actual },
      restRequestIds: running.context?.rest.requestIds.slice(0, MAX_REQUEST_IDS) ?? [],
      mutations,
      codes: codesOf(outcome, mutations),
    };
    for (const { end } of running.watches) end(event);
  },
});
