import type { Plugin } from 'graphql-yoga';
import { chooseEncoding } from './encoding.ts';
import { GraphiQLPage, type PageOptions } from './graphiql-page.ts';
import { createRoutes } from './routes.ts';

export interface GraphiQLPageOptions extends Omit<PageOptions, 'endpoint' | 'shouldPersistHeaders'> {
  /** Where the graph answers; a browser that comes there is sent on to the page. */
  readonly graphqlPath: string;
}

/**
 * The page's name, beside the graph's. Not the same: each operation is a POST, and drops what the browser keeps of its
 * address. All that the page and the browser are told of addresses is relative, so that it holds behind a proxy that
 * strips a part of the path.
 */
const PAGE = 'graphiql';

/** From an address of the graph to its folder. */
const up = (pathname: string): string => (pathname.endsWith('/') ? '../' : '');

const isBrowser = ({ method, headers }: Request): boolean =>
  method === 'GET' && (headers.get('accept') ?? '').includes('text/html');

/** Shows GraphiQL to browsers: packed, and once only, since a browser that has it asks whether it is still the same. */
export const useGraphiQLPage = ({ graphqlPath, ...options }: GraphiQLPageOptions): Plugin => {
  const graphiql = new GraphiQLPage({
    ...options,
    endpoint: graphqlPath.slice(graphqlPath.lastIndexOf('/') + 1),
    // A token that is typed in there would stay in the browser for ever.
    shouldPersistHeaders: false,
  });
  const routeOf = createRoutes(graphqlPath);
  const folder = graphqlPath.slice(1, graphqlPath.lastIndexOf('/') + 1);
  return {
    onRequest: async ({ request, url, fetchAPI, endResponse }) => {
      if (!isBrowser(request)) return;
      const route = routeOf(url.pathname);
      if (route === 'graph' || url.pathname === '/') {
        const location = `${url.pathname === '/' ? folder : up(url.pathname)}${PAGE}${url.search}`;
        endResponse(new fetchAPI.Response(null, { status: 302, headers: { location, vary: 'accept' } }));
        return;
      }
      if (route !== 'page') return;
      const encoding = chooseEncoding(request.headers.get('accept-encoding'));
      const { body, etag, contentSecurityPolicy } = await graphiql.in(encoding);
      const headers = {
        etag,
        'cache-control': 'no-cache',
        vary: 'accept, accept-encoding',
        'content-security-policy': contentSecurityPolicy,
      };
      const isKnown = request.headers.get('if-none-match')?.includes(etag) ?? false;
      if (isKnown) return endResponse(new fetchAPI.Response(null, { status: 304, headers }));
      endResponse(
        new fetchAPI.Response(body, {
          headers: {
            ...headers,
            'content-type': 'text/html; charset=utf-8',
            'content-length': String(body.length),
            ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
          },
        }),
      );
    },
  };
};
