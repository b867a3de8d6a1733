import type { Plugin } from 'graphql-yoga';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  // An answer holds one caller's data, and is none that a page is made of. The page of GraphiQL has its own.
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** After these a client may still be sending a body that nobody reads. */
const UNREAD = new Set([403, 413, 415]);

/** Tells browsers, on every answer, to make nothing else of it than what it is. */
export const useSecurityHeaders = (): Plugin => ({
  onResponse: ({ response }) => {
    const { headers, status } = response;
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!headers.has(name)) headers.set(name, value);
    }
    if (UNREAD.has(status)) headers.set('connection', 'close');
  },
});
