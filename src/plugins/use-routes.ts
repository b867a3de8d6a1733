import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { badRequestBody, JSON_TYPE } from '../http/bad-request-answer.ts';
import { recordOf } from './request-record.ts';
import { createRoutes, pathOf } from './routes.ts';

export interface RoutesOptions {
  /** Where the graph answers. */
  readonly graphqlPath: string;
  /** Whether new requests are welcome. */
  readonly isReady: () => boolean;
  readonly log: Logger;
}

/**
 * Answers probes, and 404 where nothing is. In place of yoga's, which look at how the whole address ends:
 * `/graphql?query=…/health` was a probe to them, and `//any/graphql` the graph.
 */
export const useRoutes = ({ graphqlPath, isReady, log }: RoutesOptions): Plugin => {
  const routeOf = createRoutes(graphqlPath);
  const nothing = badRequestBody(`There is nothing at this path: the graph answers at ${graphqlPath}.`);
  return {
    // Every address ends with the empty text, so graphql-yoga's own check of the path always passes: whatever gets
    // there has a route.
    onYogaInit: ({ yoga }) => {
      yoga.graphqlEndpoint = '';
    },
    onRequest: ({ request, fetchAPI, endResponse }) => {
      const answer = (status: number) => endResponse(new fetchAPI.Response(null, { status }));
      switch (routeOf(pathOf(request.url))) {
        case 'health':
          return answer(200);
        case 'ready':
          return answer(isReady() ? 200 : 503);
        case undefined:
          log.warn({ requestId: recordOf(request).requestId, codes: ['BAD_REQUEST'] }, 'request refused');
          return endResponse(new fetchAPI.Response(nothing, { status: 404, headers: { 'content-type': JSON_TYPE } }));
        default:
          return undefined;
      }
    },
  };
};
