import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { RequestLimits } from '../config/request-limits.ts';
import { noMemory, publicError } from '../graph/errors.ts';
import type { Context } from '../graph/operation/context.ts';
import { Memory, OperationMemory } from '../overload/memory.ts';
import type { DocumentCache } from './document-cache.ts';
import type { KnownDocument, KnownOperation } from './known-document.ts';

/** An operation that has been found valid, within its limits, and has its turn. */
export interface Execution {
  readonly schema: GraphQLSchema;
  readonly known: KnownDocument;
  readonly asked: KnownOperation;
  readonly context: Context;
  /** Its variables, as they were read. */
  readonly coerced: Record<string, unknown> | undefined;
  /** What the root fields read from: of a subscription the event. */
  readonly rootValue?: unknown;
}

export type Execute = (execution: Execution) => ExecutionResult | Promise<ExecutionResult>;

const tooLarge = (max: number, isMutation: boolean): GraphQLError => {
  const advice = isMutation
    ? 'What was done stands; read what it made with a query of its own.'
    : 'Ask for smaller pages, or for fewer fields.';
  const message = `The answer has become longer than ${max} bytes, and is cut off here. ${advice}`;
  return publicError('ANSWER_LIMIT_EXCEEDED', message, { extensions: { max } });
};

const noMemoryToShow = (): GraphQLError =>
  publicError(
    'ANSWER_LIMIT_EXCEEDED',
    'The answers that are being made here take all the memory there is for them. What was done stands; read what it made with a query of its own.',
  );

const notBegun = (): GraphQLError =>
  publicError('REQUEST_ABORTED', 'The caller left before this mutation was begun: it did nothing.', {
    retryable: true,
  });

export interface ExecuteOptions extends Pick<RequestLimits, 'maxAnswerBytes' | 'maxHeldBytes'> {
  /** Where the document is kept, and with it what it is compiled into. */
  readonly cache: DocumentCache;
}

/**
 * Executes an operation by the compiled form of its document. Its data is JSON already, which nothing behind this looks
 * into.
 */
export const createExecute = ({ maxAnswerBytes, maxHeldBytes, cache }: ExecuteOptions): Execute => {
  const all = new Memory(maxHeldBytes);
  return async ({ schema, known, asked, context, coerced, rootValue }) => {
    const before = known.compiledFields;
    const isMutation = asked.type === 'mutation';
    const memory = new OperationMemory(all, context.caller.tenant);
    context.rest.holdIn(memory);
    try {
      const answer = await known.compiledFor(schema).execute({
        operationName: asked.definition.name?.value,
        coerced,
        contextValue: context,
        rootValue,
        signal: context.signal,
        maxBytes: maxAnswerBytes,
        tooLarge: () => tooLarge(maxAnswerBytes, isMutation),
        hold: (bytes) => memory.take(bytes),
        noMemory: () => (isMutation ? noMemoryToShow() : noMemory()),
        notBegun,
      });
      const text = known.document.loc?.source.body;
      if (text !== undefined && known.compiledFields > before) cache.reweigh(text);
      return answer as ExecutionResult;
    } finally {
      memory.end();
    }
  };
};
