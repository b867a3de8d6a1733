import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import { endsConnection, leavingHeaders } from './leaving-headers.ts';

/**
 * Adds to every answer what each of them has, such as the id of its request, and ends the connection with one that came
 * early.
 */
export const useLeavingHeaders = (): Plugin => ({
  onResponse: ({ request, response, serverContext }) => {
    const { headers, status } = response;
    for (const [name, value] of Object.entries(leavingHeaders(request))) {
      if (!headers.has(name)) headers.set(name, value);
    }
    const { req: message } = (serverContext ?? {}) as { readonly req?: IncomingMessage };
    if (endsConnection(status, message)) headers.set('connection', 'close');
  },
});
