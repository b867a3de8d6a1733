import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { EventHub } from '../events/hub.ts';
import type { Signal } from '../events/signal.ts';
import type { Caller } from '../graph/caller.ts';
import { publicError } from '../graph/errors.ts';
import type { Context } from '../graph/operation/context.ts';
import type { Estimate } from '../graph/plan/cost.ts';
import type { CallEvent } from '../stripe/call.ts';
import type { OperationObserver } from '../telemetry/operation-event.ts';
import { type EventArguments, interestOf } from './event-interest.ts';
import type { EventStreams } from './event-streams.ts';
import type { Execute } from './execute-operation.ts';
import type { HttpRequest } from './http-request.ts';
import type { KnownDocument, KnownOperation } from './known-document.ts';
import { takesEvents } from './media-type.ts';
import type { OperationSlots } from './operation-slots.ts';
import { toPublic } from './public-errors.ts';
import { recordOf } from './request-record.ts';
import { StreamResults } from './stream-results.ts';
import { StreamSignals } from './stream-signals.ts';
import { tellOperation } from './tell-operation.ts';
import { withCost } from './with-cost.ts';

export interface SubscribeOptions {
  /** Undefined where there are no events. */
  readonly hub: EventHub | undefined;
  readonly streams: EventStreams;
  readonly schema: GraphQLSchema;
  readonly slots: OperationSlots;
  /** A context for one event, which knows nothing of the event before. */
  readonly contextOf: (request: HttpRequest, caller: Caller, observe?: (event: CallEvent) => void) => Context;
  readonly execute: Execute;
  readonly observers: readonly OperationObserver[];
  readonly log: Logger;
  readonly hideHints: boolean;
  readonly maxErrors: number;
  readonly maxRestCalls: number;
  /** Told of each result of an event that is handed on. */
  readonly onDelivered?: (() => void) | undefined;
}

/** A subscription that has been found valid, and within its limits for each event. */
export interface Subscription {
  readonly known: KnownDocument;
  readonly asked: KnownOperation;
  readonly coerced: Record<string, unknown>;
  readonly context: Context;
  readonly estimate: Estimate | undefined;
  readonly request: HttpRequest;
}

const off = () =>
  publicError(
    'FORBIDDEN',
    'There are no subscriptions here. Whoever runs this gateway turns them on with EVENTS; with AUTH=passthrough, and under a key of an organisation, there are none.',
  );

const notAcceptable = () =>
  publicError('BAD_REQUEST', 'A subscription is answered as a stream: send `accept: text/event-stream`.', {
    extensions: { http: { status: 406 } },
  });

const nothingSelected = () => publicError('BAD_USER_INPUT', 'This subscription selects no field: nothing would come.');

/** Answers a subscription: each event is an execution of its own. */
export const createSubscribe = (options: SubscribeOptions) => {
  const { streams, schema, slots, contextOf, execute, observers, log, hideHints, maxErrors, maxRestCalls } = options;

  /** As it leaves. A stream has no status of its own for what goes wrong in it. */
  const told = (result: ExecutionResult, request: HttpRequest, caller: Caller): ExecutionResult => {
    const { requestId } = recordOf(request);
    const judgement = { requestId, log, executed: true, mayKnow: caller.scopes === 'all', hideHints };
    const errors = result.errors?.slice(0, maxErrors).map((error) => toPublic(error, judgement));
    return errors === undefined ? result : { ...result, errors: errors as GraphQLError[] };
  };

  /** What is selected on one event; undefined when the subscriber leaves before it has a place to execute in. */
  const executeFor = async (
    signal: Signal,
    { known, asked, coerced, estimate, request }: Subscription,
    caller: Caller,
  ): Promise<ExecutionResult | undefined> => {
    const release = await slots.takeForEvent(request.signal);
    if (release === undefined) return undefined;
    const { type, name } = asked;
    const startedAt = performance.now();
    const watches = observers.map((observer) => observer.start(request));
    const context = contextOf(request, caller, (event) => {
      for (const { call } of watches) call?.(event);
    });
    context.planner.follow(known.planOf(asked.definition, schema));
    try {
      const executed = await execute({ schema, known, asked, context, coerced, rootValue: signal });
      const result = told(withCost(executed, context, estimate, maxRestCalls), request, caller);
      tellOperation({ startedAt, watches, type, name, context }, context.requestId, result);
      return result;
    } finally {
      release();
    }
  };

  return (subscription: Subscription): AsyncIterable<ExecutionResult> => {
    const { hub } = options;
    const { known, asked: operation, coerced, context, request } = subscription;
    // What happens on an account of an organisation is told in another way.
    if (hub === undefined || context.caller.context !== undefined) throw off();
    if (!takesEvents(request.headers.get('accept'))) throw notAcceptable();
    const [field] = known.planOf(operation.definition, schema).rootFields(coerced);
    if (field === undefined) throw nothingSelected();
    const asked = interestOf(field.arguments.read(coerced) as EventArguments, context);
    const { stream, close } = streams.open(context.caller, request.headers);
    const session = () => contextOf(request, stream.caller).rest;
    const run = new StreamResults({
      signals: new StreamSignals({ hub, asked, stream, session }),
      stream,
      execute: (signal) => executeFor(signal, subscription, stream.caller),
      told: (result) => told(result, request, stream.caller),
      left: request.signal,
      onDelivered: options.onDelivered ?? (() => {}),
    })[Symbol.asyncIterator]();
    const finish = (): void => {
      request.signal.removeEventListener('abort', leave);
      stream.queue.end();
      close();
    };
    const iterator = {
      next: async () => {
        const next = await run.next();
        if (next.done) finish();
        return next;
      },
      return: async () => {
        // Else it would wait for the next event before it ends.
        finish();
        await run.return();
        return { done: true, value: undefined } as const;
      },
    };
    // Nobody asks for more when a client leaves that has not read what it has.
    const leave = (): void => void iterator.return();
    if (request.signal.aborted) leave();
    else request.signal.addEventListener('abort', leave);
    return { [Symbol.asyncIterator]: () => iterator };
  };
};
