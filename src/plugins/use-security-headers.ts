import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import { SECURITY_HEADERS } from '../http/answer-headers.ts';

/** After these a client may still be sending a body that nobody reads. */
const UNREAD = new Set([403, 413, 415]);

/**
 * Who is refused by their headers alone may be sending for ever; a connection that is kept would have all of it read and thrown away. A request
 * without a body can be answered before Node says that it is complete.
 */
const isArriving = (serverContext: object | undefined): boolean => {
  const req = (serverContext as { readonly req?: IncomingMessage } | undefined)?.req;
  if (req === undefined || req.complete) return false;
  return 'transfer-encoding' in req.headers || !['0', undefined].includes(req.headers['content-length']);
};

/**
 * Tells browsers, on every answer, to make nothing else of it than what it is; and ends the connection with an answer that came before the
 * whole request had.
 */
export const useSecurityHeaders = (): Plugin => ({
  onResponse: ({ response, serverContext }) => {
    const { headers, status } = response;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      if (!headers.has(name)) headers.set(name, value);
    }
    if (UNREAD.has(status) || isArriving(serverContext)) headers.set('connection', 'close');
  },
});
