import { type DocumentNode, type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { type Answer, stringifyAnswer } from '../../src/execute/answer.ts';
import type { CompiledDocument } from '../../src/execute/compiled-document.ts';

export interface Given {
  readonly rootValue?: unknown;
  readonly contextValue?: unknown;
  readonly variableValues: Record<string, unknown>;
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 6; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** What nobody handled of the promises that `work` left behind. The test runner would end the run. */
export const unhandledBy = async <T>(work: () => T | PromiseLike<T>): Promise<{ result: T; unhandled: unknown[] }> => {
  const others = process.listeners('unhandledRejection');
  const unhandled: unknown[] = [];
  const note = (reason: unknown): number => unhandled.push(reason);
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', note);
  try {
    const result = await work();
    await turns();
    return { result, unhandled };
  } finally {
    process.removeListener('unhandledRejection', note);
    for (const other of others) process.on('unhandledRejection', other);
  }
};

/** All of an error that somebody could look at. */
const shown = (error: GraphQLError) => ({
  ...error.toJSON(),
  kind: error.constructor.name,
  nodes: error.nodes?.map(({ loc }) => loc?.start),
  cause: error.originalError && [error.originalError.constructor.name, error.originalError.message],
});

const compared = ({ errors }: Pick<ExecutionResult, 'errors'>, text: string, isAtOnce: boolean) => ({
  text,
  errors: errors?.map(shown),
  isAtOnce,
});

export const NO_BOUND = {
  maxBytes: Number.POSITIVE_INFINITY,
  tooLarge: () => new GraphQLError('too large'),
  notBegun: () => new GraphQLError('not begun'),
};

/** Executes the document both ways; `given` makes what each is given, from the same seed. */
export const executeBothWays = async (
  schema: GraphQLSchema,
  document: DocumentNode,
  compiled: CompiledDocument,
  given: () => Given,
) => {
  const isPromise = (value: unknown): boolean => value instanceof Promise;
  const theirs = await unhandledBy(async () => {
    const started = execute({ schema, document, ...given() });
    const result = await started;
    return compared(result, JSON.stringify(result), !isPromise(started));
  });
  const ours = await unhandledBy(async () => {
    const started = compiled.execute({ ...given(), ...NO_BOUND });
    const result = (await started) as Answer;
    return compared(result, stringifyAnswer(result), !isPromise(started));
  });
  return { theirs, ours };
};
