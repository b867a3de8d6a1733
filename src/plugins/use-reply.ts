import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { jsonTypeOf } from './media-type.ts';
import { resultReply } from './result-reply.ts';

/** Answers a whole result as JSON. What is a stream, and whoever takes no JSON, is left to others. */
export const useReply = (): Plugin => ({
  onResultProcess: ({ request, result, setResultProcessor }) => {
    const type = jsonTypeOf(request.headers.get('accept'));
    if (type === undefined || Array.isArray(result) || Symbol.asyncIterator in result) return;
    setResultProcessor((whole, fetchAPI) => {
      const { body, ...init } = resultReply(whole as ExecutionResult, type);
      return new fetchAPI.Response(body, { ...init, headers: { ...init.headers } });
    }, type);
  },
});
