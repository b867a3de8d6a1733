import { type DocumentNode, getOperationAST } from 'graphql';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import type { Context, MutationRecord } from '../graph/context.ts';
import type { CallEvent } from '../stripe/call.ts';
import { scrub } from '../stripe/scrub.ts';
import type { OperationEvent, OperationObserver, OperationWatch } from '../telemetry/operation-event.ts';
import type { RequestIds } from './use-request-id.ts';

const MAX_NAME = 64;
const MAX_REQUEST_IDS = 100;
const MAX_CODES = 10;

/** What is known of an operation while it runs. */
interface Running {
  readonly startedAt: number;
  readonly watches: readonly OperationWatch[];
  type?: OperationEvent['type'];
  name?: string | undefined;
  context?: Context;
}

/** The operations in hand, by their HTTP request: there is one in each. */
export class Operations {
  readonly #running = new WeakMap<Request, Running>();

  start(request: Request, observers: readonly OperationObserver[]): void {
    const watches = observers.map((observer) => observer.start(request));
    this.#running.set(request, { startedAt: performance.now(), watches });
  }

  of(request: Request): Running | undefined {
    return this.#running.get(request);
  }

  /** Tells of one attempt of a REST call. */
  call(request: Request, event: CallEvent): void {
    for (const { call } of this.#running.get(request)?.watches ?? []) call?.(event);
  }

  /** The operation, which is not in hand any more. */
  end(request: Request): Running | undefined {
    const running = this.#running.get(request);
    this.#running.delete(request);
    return running;
  }
}

/** The parts of an answer that are told of. */
interface Outcome {
  readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[] | undefined;
  readonly extensions?: { readonly cost?: OperationEvent['cost'] } | undefined;
}

const codesOf = ({ errors = [] }: Outcome, mutations: readonly MutationRecord[]): string[] => {
  const ofProblems = mutations.flatMap(({ code }) => (code === undefined ? [] : [code]));
  return [...new Set([...errors.map(({ extensions }) => String(extensions?.code)), ...ofProblems])].slice(0, MAX_CODES);
};

export interface OperationsOptions {
  readonly operations: Operations;
  readonly requestIds: RequestIds;
  readonly observers: readonly OperationObserver[];
}

/** Tells observers of every operation when its answer is ready. Put it after useErrors, so that it sees what
 * the caller sees, and before all that may refuse. */
export const useOperations = ({ operations, requestIds, observers }: OperationsOptions): Plugin<Context> => ({
  onRequestParse: ({ request }) => operations.start(request, observers),
  onParse:
    () =>
    ({ result, context }) => {
      const running = operations.of(context.request);
      if (running === undefined || result === null || result instanceof Error) return;
      const definition = getOperationAST(result as DocumentNode, context.params?.operationName);
      running.type = definition?.operation;
      // It goes to logs and spans, and anyone may call a query by a key.
      running.name = scrub(definition?.name?.value ?? '').slice(0, MAX_NAME) || undefined;
    },
  onExecute: ({ args }) => {
    const context = args.contextValue as Context & YogaInitialContext;
    const running = operations.of(context.request);
    if (running) running.context = context;
  },
  onResultProcess: ({ request, result }) => {
    const running = operations.end(request);
    if (running === undefined) return;
    const outcome = result as Outcome;
    const cost = outcome.extensions?.cost;
    const mutations = running.context?.mutations ?? [];
    const event: OperationEvent = {
      requestId: requestIds.of(request),
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
