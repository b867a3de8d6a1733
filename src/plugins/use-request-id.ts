import type { Plugin } from 'graphql-yoga';
import { REQUEST_ID_HEADER } from '../http/answer-headers.ts';
import { recordOf } from './request-record.ts';

/** Answers every request with its id in `x-request-id`. */
export const useRequestId = (): Plugin => ({
  onResponse: ({ request, response }) => response.headers.set(REQUEST_ID_HEADER, recordOf(request).requestId),
});
