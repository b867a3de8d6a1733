import type { Plugin } from 'graphql-yoga';
import { createRoutes, pathOf } from './routes.ts';

export interface RoutesOptions {
  /** Where the graph answers. */
  readonly graphqlPath: string;
  /** Whether new requests are welcome. */
  readonly isReady: () => boolean;
}

/**
 * Answers probes, and 404 where nothing is. In place of yoga's, which look at how the whole address ends: `/graphql?query=…/health` was a
 * probe to them, and `//any/graphql` the graph.
 */
export const useRoutes = ({ graphqlPath, isReady }: RoutesOptions): Plugin => {
  const routeOf = createRoutes(graphqlPath);
  return {
    // Every address ends with nothing: what gets as far as yoga's own look at it has a route.
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
          return answer(404);
        default:
          return undefined;
      }
    },
  };
};
