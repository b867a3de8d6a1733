import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { jsonTypeOf } from './media-type.ts';
import { resultReply } from './result-reply.ts';

/**
 * Answers a whole result as JSON. What is a stream, and whoever takes no JSON, is left to others; where none of them
 * has an answer it is JSON all the same, and never nothing: what was refused, or done, is to be told.
 */
export const useReply = (): Plugin => ({
  onResultProcess: ({ request, result, resultProcessor, setResultProcessor }) => {
    const known = jsonTypeOf(request.headers.get('accept'));
    const type = known ?? (resultProcessor === undefined ? 'application/json' : undefined);
    if (type === undefined || Array.isArray(result) || Symbol.asyncIterator in result) return;
    setResultProcessor((whole, fetchAPI) => {
      const { body, status, contentType, headers } = resultReply(whole as ExecutionResult, type);
      return new fetchAPI.Response(body, { status, headers: { 'content-type': contentType, ...headers } });
    }, type);
  },
});
