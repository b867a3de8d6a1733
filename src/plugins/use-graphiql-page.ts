import type { GraphiQLOptions, Plugin } from 'graphql-yoga';
import { choosePageEncoding, GraphiQLPage } from './graphiql-page.ts';

export interface GraphiQLPageOptions extends GraphiQLOptions {
  /** Where the graph answers; a browser that comes there is sent on to the page. */
  readonly endpoint: string;
}

/** Where the page is. Not where the graph answers: each operation is a POST, and drops what the browser keeps of its address. */
const PAGE = '/graphiql';

const isBrowser = ({ method, headers }: Request): boolean =>
  method === 'GET' && (headers.get('accept') ?? '').includes('text/html');

/** Shows GraphiQL to browsers: packed, and once only, since a browser that has it asks whether it is still the same. */
export const useGraphiQLPage = (options: GraphiQLPageOptions): Plugin => {
  const graphiql = new GraphiQLPage(options);
  return {
    onRequest: async ({ request, url, fetchAPI, endResponse }) => {
      if (!isBrowser(request)) return;
      if (url.pathname === options.endpoint) {
        const location = `${PAGE}${url.search}`;
        endResponse(new fetchAPI.Response(null, { status: 302, headers: { location, vary: 'accept' } }));
        return;
      }
      if (url.pathname !== PAGE) return;
      const encoding = choosePageEncoding(request.headers.get('accept-encoding'));
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
