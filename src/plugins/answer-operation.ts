import type { ServerResponse } from 'node:http';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { publicError } from '../graph/errors.ts';
import type { Context } from '../graph/operation/context.ts';
import type { DocumentCache } from './document-cache.ts';
import type { DocumentLimits } from './document-limits.ts';
import type { Execute } from './execute-operation.ts';
import { type Explained, explanationOf } from './explanation.ts';
import type { HttpRequest } from './http-request.ts';
import type { KnownOperation } from './known-document.ts';
import { judgeOperation, type OperationLimits } from './operation-limits.ts';
import type { OperationSlots } from './operation-slots.ts';
import type { PersistedDocuments } from './persisted-documents.ts';
import { readDocument, type Validate } from './read-document.ts';
import { recordOf } from './request-record.ts';
import type { Subscription } from './subscribe-operation.ts';
import { withCost } from './with-cost.ts';

export interface AnswerOptions {
  readonly schema: GraphQLSchema;
  /** Where valid documents are remembered. */
  readonly cache: DocumentCache;
  /** Those that are known beforehand, if there are any. */
  readonly documents: PersistedDocuments | undefined;
  readonly limits: DocumentLimits & OperationLimits;
  readonly validate: Validate;
  readonly slots: OperationSlots;
  readonly contextOf: (request: HttpRequest) => Context;
  readonly execute: Execute;
  readonly subscribe: (subscription: Subscription) => AsyncIterable<ExecutionResult>;
  /** Whether callers may see the REST calls of their operations. */
  readonly explain: boolean;
}

/** One result, or one after the other. */
export type Answer = ExecutionResult | AsyncIterable<ExecutionResult>;

export interface Asking {
  readonly params: GraphQLParams;
  readonly request: HttpRequest;
  /** Where the answer goes; undefined where the gateway is called without a server. */
  readonly response: ServerResponse | undefined;
}

/** Once an answer has been delivered or given up; at once where that is the case already, or nobody can tell. */
const whenDelivered = (response: ServerResponse | undefined, then: () => void): void => {
  if (response === undefined || response.closed || response.destroyed) then();
  else response.once('close', then);
};

/** What was refused, in the form of a result without data. */
const refused = (errors: readonly GraphQLError[]): ExecutionResult => ({ errors });

const notClear = () =>
  publicError('OPERATION_RESOLUTION_FAILURE', 'Could not determine what operation to execute.', {
    extensions: { http: { status: 400 } },
  });

const notByGet = () =>
  publicError('BAD_REQUEST', 'Can only perform a mutation operation from a POST request.', {
    extensions: { http: { status: 405, headers: { Allow: 'POST' } } },
  });

const noRoot = ({ definition, type }: KnownOperation) =>
  new GraphQLError(`Schema is not configured to execute ${type} operation.`, { nodes: definition });

/**
 * Answers one operation, or throws what refuses it. A document that has been valid before is neither parsed, measured
 * nor validated again; from there on nothing differs between one that is known and one that is new.
 */
export const createAnswer = (options: AnswerOptions) => {
  const { schema, cache, documents, limits, validate, slots, contextOf, execute, subscribe, explain } = options;

  return async ({ params, request, response }: Asking): Promise<Answer> => {
    // The document.
    const explanation = explanationOf(request, explain);
    const text = params.query ?? '';
    const record = recordOf(request);
    const persisted = documents?.get(text);
    if (persisted === undefined) documents?.checkText(record.caller);
    const cached = persisted ?? cache.get(text);
    const known = cached ?? readDocument(text, limits);
    const asked = known.operation(params.operationName);
    record.name(asked);
    if (asked === undefined) throw notClear();
    if (persisted === undefined) documents?.checkText(record.caller, asked.type);
    if (asked.type === 'mutation' && request.method === 'GET') throw notByGet();
    if (cached === undefined) {
      const errors = validate(known.document);
      if (errors.length > 0) return refused(errors);
      cache.set(text, known);
    }

    // What it may be and cost.
    const context = contextOf(request);
    record.executes(context);
    const { definition } = asked;
    if (!schema.getRootType(definition.operation)) throw noRoot(asked);
    const variableValues = params.variables ?? {};
    context.planner.follow(known.planOf(definition, schema));
    const { errors, estimate, coerced } = judgeOperation(
      { schema, known, definition, variableValues, context },
      limits,
    );
    record.isWithoutData = estimate?.calls === 0 && asked.type === 'query';
    const told = (result: ExecutionResult) => withCost(result, context, estimate, limits.maxRestCalls);
    if (explanation === 'plan') {
      const { caller, maxPageSize } = context;
      const inputs = coerced && { variableValues: coerced, maxPageSize, maxValues: limits.maxValues, caller };
      const isCounted = inputs !== undefined && estimate !== undefined && estimate.wrong.length === 0;
      const rest: Explained = { plan: isCounted ? known.planOf(definition, schema).calls(inputs) : [] };
      return told({ ...(errors.length > 0 ? refused(errors) : { data: null }), extensions: { rest } });
    }
    if (errors.length > 0) return told(refused(errors));
    if (asked.type === 'subscription') {
      return subscribe({ known, asked, coerced: coerced ?? {}, context, estimate, request });
    }

    // Its turn.
    const turn = slots.take(asked.type === 'mutation' ? 'write' : 'read', context.caller, request.signal);
    const release = turn instanceof Promise ? await turn : turn;
    if (release instanceof GraphQLError) return told(refused([release]));
    try {
      return told(await execute({ schema, known, asked, context, coerced }));
    } finally {
      whenDelivered(response, release);
    }
  };
};
