import type { Logger } from 'pino';
import type { Identify } from '../auth/identity.ts';
import { Refusal, type RefusalKind } from '../auth/refusal.ts';
import { type ErrorCode, publicError } from '../graph/errors.ts';
import type { HttpRequest } from './http-request.ts';
import { type RequestRecord, recordOf } from './request-record.ts';

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

/** Finds out who asks, by the headers alone: at once, unless something has to be waited for. */
export const createIdentifyCaller = ({ identify, log }: CallerOptions) => {
  const refuse = (error: unknown, { requestId }: RequestRecord): never => {
    if (!(error instanceof Refusal)) throw error;
    log.warn({ requestId, refusal: error.kind }, 'caller refused');
    throw toPublic(error);
  };
  return (request: HttpRequest): Promise<void> | undefined => {
    const record = recordOf(request);
    try {
      const caller = identify(request.headers);
      if (caller instanceof Promise) {
        return caller.then(
          (known) => record.identify(known),
          (error: unknown) => refuse(error, record),
        );
      }
      record.identify(caller);
      return undefined;
    } catch (error) {
      return refuse(error, record);
    }
  };
};

export type IdentifyCaller = ReturnType<typeof createIdentifyCaller>;
