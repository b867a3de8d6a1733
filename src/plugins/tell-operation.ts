import type { MutationRecord } from '../graph/operation/context.ts';
import type { OperationEvent } from '../telemetry/operation-event.ts';
import type { Running } from './request-record.ts';

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

/** Tells those who watch an operation what has become of it. */
export const tellOperation = (running: Running, requestId: string, result: object): void => {
  const outcome = result as Outcome;
  const cost = outcome.extensions?.cost;
  const mutations = running.context?.mutations ?? NONE;
  const event: OperationEvent = {
    requestId,
    type: running.type,
    name: running.name,
    durationMs: performance.now() - running.startedAt,
    cost: cost && { estimated: cost.estimated, actual: cost.actual },
    restRequestIds: running.context?.rest.requestIds.slice(0, MAX_REQUEST_IDS) ?? [],
    mutations,
    codes: codesOf(outcome, mutations),
  };
  for (const { end } of running.watches) end(event);
};
