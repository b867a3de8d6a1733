import type { Plugin } from 'graphql-yoga';
import { publicError } from '../graph/errors.ts';
import { isForeign, isLoopbackName } from './origin.ts';

export interface OriginOptions {
  /** Origins of pages of other sites that may ask and read the answer; they send no cookies. */
  readonly corsOrigins: readonly string[];
  /** Answers only under the names of this machine itself: who asks is not checked, so a page must not reach it by a name that points here. */
  readonly loopbackNamesOnly: boolean;
}

const refuse = (message: string) =>
  publicError('ORIGIN_NOT_ALLOWED', message, { extensions: { http: { status: 403 } } });

const hostOf = (request: Request): string => request.headers.get('host') ?? new URL(request.url).host;

/** Executes nothing for pages of other sites, but for those that are named; and lets those read what they asked for. */
export const useOrigin = ({ corsOrigins, loopbackNamesOnly }: OriginOptions): Plugin => {
  const allowed = new Set(corsOrigins);
  const allowedOrigin = ({ headers }: Request): string | undefined => {
    const origin = headers.get('origin');
    return origin !== null && allowed.has(origin) ? origin : undefined;
  };
  return {
    onRequest: ({ request, fetchAPI, endResponse }) => {
      if (request.method !== 'OPTIONS' || allowedOrigin(request) === undefined) return;
      const asked = request.headers.get('access-control-request-headers');
      endResponse(
        new fetchAPI.Response(null, {
          status: 204,
          headers: {
            'access-control-allow-methods': 'GET, POST',
            'access-control-max-age': '600',
            ...(asked === null ? {} : { 'access-control-allow-headers': asked }),
            // A page in the open asks a gateway at home or in the office (private network access).
            ...(request.headers.get('access-control-request-private-network') === 'true'
              ? { 'access-control-allow-private-network': 'true' }
              : {}),
          },
        }),
      );
    },
    onRequestParse: ({ request }) => {
      const host = hostOf(request);
      if (loopbackNamesOnly && !isLoopbackName(host)) {
        throw refuse('This gateway answers on this machine alone, as localhost.');
      }
      if (isForeign(request.headers, host, allowed)) {
        throw refuse('Pages of this origin may not ask. The gateway allows origins by CORS_ORIGINS.');
      }
    },
    onResponse: ({ request, response }) => {
      if (allowed.size === 0) return;
      response.headers.append('vary', 'origin');
      const origin = allowedOrigin(request);
      if (origin === undefined) return;
      response.headers.set('access-control-allow-origin', origin);
      response.headers.set('access-control-expose-headers', 'x-request-id');
    },
  };
};
