import type { Plugin } from 'graphql-yoga';
import { SECURITY_HEADERS } from './security-headers.ts';

/** After these a client may still be sending a body that nobody reads. */
const UNREAD = new Set([403, 413, 415]);

/** Tells browsers, on every answer, to make nothing else of it than what it is. */
export const useSecurityHeaders = (): Plugin => ({
  onResponse: ({ response }) => {
    const { headers, status } = response;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      if (!headers.has(name)) headers.set(name, value);
    }
    if (UNREAD.has(status)) headers.set('connection', 'close');
  },
});
