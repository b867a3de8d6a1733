import type { Plugin } from 'graphql-yoga';
import type { OriginCheck } from './origin-check.ts';

const hostOf = (request: Request): string => request.headers.get('host') ?? new URL(request.url).host;

/** Answers preflights, refuses what pages of other sites send, and marks what pages may read. */
export const useOrigin = (origins: OriginCheck): Plugin => ({
  onRequest: ({ request, fetchAPI, endResponse }) => {
    const headers = origins.preflight(request);
    if (headers !== undefined) endResponse(new fetchAPI.Response(null, { status: 204, headers }));
  },
  onRequestParse: ({ request }) => origins.check(request, hostOf(request)),
  onResponse: ({ request, response }) => {
    // Appended: an answer may differ by other headers too.
    for (const [name, value] of Object.entries(origins.marks(request) ?? {})) response.headers.append(name, value);
  },
});
