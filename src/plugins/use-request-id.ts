import { randomUUID } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import { scrub } from '../stripe/scrub.ts';

const ACCEPTED = /^[A-Za-z0-9_.:-]{1,128}$/;
const HEADER = 'x-request-id';

/** Ids of the requests in hand: one's own from a router in front, where it is harmless in a log, else a new one. */
export class RequestIds {
  readonly #ids = new WeakMap<Request, string>();

  of(request: Request): string {
    const known = this.#ids.get(request);
    if (known !== undefined) return known;
    const sent = request.headers.get(HEADER) ?? '';
    // It comes back in answers, logs and spans: a key would be shown there.
    const id = ACCEPTED.test(sent) && scrub(sent) === sent ? sent : randomUUID();
    this.#ids.set(request, id);
    return id;
  }
}

/** Answers every request with its id in `x-request-id`. */
export const useRequestId = (ids: RequestIds): Plugin => ({
  onResponse: ({ request, response }) => response.headers.set(HEADER, ids.of(request)),
});
