import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { Identify } from '../auth/identity.ts';
import { Refusal, type RefusalKind } from '../auth/refusal.ts';
import { type ErrorCode, publicError } from '../graph/errors.ts';
import { recordOf } from './request-record.ts';

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
  readonly log: Logger;
}

/** Finds out who asks before the request is read. Whom it does not know, nothing is parsed for. */
export const useCaller = ({ identify, log }: CallerOptions): Plugin => ({
  onRequestParse: async ({ request }) => {
    const record = recordOf(request);
    try {
      record.identify(await identify(request.headers));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log.warn({ requestId: record.requestId, refusal: error.kind }, 'caller refused');
      throw toPublic(error);
    }
  },
});
