import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { RequestLimits } from '../config/request-limits.ts';
import type { Context } from '../graph/context.ts';
import { publicError } from '../graph/errors.ts';
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

const notBegun = (): GraphQLError =>
  publicError('REQUEST_ABORTED', 'The caller left before this mutation was begun: it did nothing.', {
    retryable: true,
  });

export interface ExecuteOptions extends Pick<RequestLimits, 'maxAnswerBytes'> {
  /** Where the document is kept, and with it what it is compiled into. */
  readonly cache: DocumentCache;
}

/** Executes an operation by the compiled form of its document. Its data is JSON already, which nothing behind this looks into. */
export const createExecute =
  ({ maxAnswerBytes, cache }: ExecuteOptions): Execute =>
  async ({ schema, known, asked, context, coerced, rootValue }) => {
    const before = known.compiledFields;
    const answer = await known.compiledFor(schema).execute({
      operationName: asked.definition.name?.value,
      coerced,
      contextValue: context,
      rootValue,
      signal: context.signal,
      maxBytes: maxAnswerBytes,
      tooLarge: () => tooLarge(maxAnswerBytes, asked.type === 'mutation'),
      notBegun,
    });
    const text = known.document.loc?.source.body;
    if (text !== undefined && known.compiledFields > before) cache.reweigh(text);
    return answer as ExecutionResult;
  };
