import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { Identify } from '../auth/identity.ts';
import { Refusal, type RefusalKind } from '../auth/refusal.ts';
import type { Caller } from '../graph/caller.ts';
import { type ErrorCode, publicError } from '../graph/errors.ts';
import type { RequestIds } from './use-request-id.ts';

/** Who asks, by request. */
export class Callers {
  readonly #callers = new WeakMap<Request, Caller>();

  set(request: Request, caller: Caller): void {
    this.#callers.set(request, caller);
  }

  /** Throws for a request whose caller was not identified: nothing may be done for it. */
  of(request: Request): Caller {
    const caller = this.#callers.get(request);
    if (caller === undefined) throw new TypeError('Nobody has said who sends this request.');
    return caller;
  }
}

const ANSWERS: Readonly<Record<RefusalKind, readonly [status: number, code: ErrorCode]>> = {
  unauthenticated: [401, 'UNAUTHENTICATED'],
  forbidden: [403, 'FORBIDDEN'],
  invalid: [400, 'BAD_USER_INPUT'],
  unavailable: [503, 'UPSTREAM_UNAVAILABLE'],
};

const toPublic = ({ kind, message }: Refusal) => {
  const [status, code] = ANSWERS[kind];
  const headers = kind === 'unauthenticated' ? { headers: { 'www-authenticate': 'Bearer' } } : {};
  return publicError(code, message, {
    retryable: kind === 'unavailable',
    extensions: { http: { status, ...headers } },
  });
};

export interface CallerOptions {
  readonly identify: Identify;
  readonly callers: Callers;
  readonly requestIds: RequestIds;
  readonly log: Logger;
}

/** Finds out who asks before the request is read. Whom it does not know, nothing is parsed for. */
export const useCaller = ({ identify, callers, requestIds, log }: CallerOptions): Plugin => ({
  onRequestParse: async ({ request }) => {
    try {
      callers.set(request, await identify(request.headers));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.warn({ requestId: requestIds.of(request), refusal: error.kind }, 'caller refused');
      throw toPublic(error);
    }
  },
});
