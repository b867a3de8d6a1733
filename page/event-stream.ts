import type { Result } from './graphiql.ts';

/** What one message of the stream holds; undefined for comments and for the end. */
const resultOf = (message: string): Result | undefined => {
  if (!/^event: next$/m.test(message)) return undefined;
  return JSON.parse(/^data: (.*)$/m.exec(message)?.[1] ?? 'null') as Result;
};

async function* read(body: ReadableStream<Uint8Array>, left: AbortSignal): AsyncGenerator<Result> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      text += decoder.decode(next.value, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) {
        const result = resultOf(message);
        if (result !== undefined) yield result;
      }
    }
  } catch (error) {
    if (!left.aborted) throw error;
  }
}

/** The results of a subscription, as GraphQL over SSE sends them (distinct connections mode). It ends at once when GraphiQL leaves. */
export const resultsOf = (body: ReadableStream<Uint8Array>, leave: AbortController): AsyncIterableIterator<Result> => {
  const results = read(body, leave.signal);
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => results.next(),
    // The generator itself would wait for the next event before it ends.
    return: () => {
      leave.abort();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
};
