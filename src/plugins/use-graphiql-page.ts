import type { GraphiQLOptions, Plugin } from 'graphql-yoga';
import { choosePageEncoding, GraphiQLPage } from './graphiql-page.ts';

export interface GraphiQLPageOptions extends GraphiQLOptions {
  /** Where the graph answers, and the page with it. */
  readonly endpoint: string;
}

const isBrowser = ({ method, headers }: Request): boolean =>
  method === 'GET' && (headers.get('accept') ?? '').includes('text/html');

/** Shows GraphiQL to browsers: packed, and once only, since a browser that has it asks whether it is still the same. */
export const useGraphiQLPage = ({ endpoint, ...options }: GraphiQLPageOptions): Plugin => {
  const graphiql = new GraphiQLPage(options);
  return {
    onRequest: async ({ request, url, fetchAPI, endResponse }) => {
      if (!isBrowser(request) || url.pathname !== endpoint) return;
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
