import type { Attempt, Fault } from './attempt.ts';
import type { RestCall } from './call.ts';
import { type Effect, parseStripeError, RestError, type RestErrorKind } from './errors.ts';

const FAULTS: Readonly<Record<Fault, readonly [RestErrorKind, string]>> = {
  connect: ['unavailable', 'The REST API could not be reached.'],
  proxy: ['unavailable', 'The proxy that `HTTPS_PROXY` names made no connection to the REST API.'],
  tls: ['unavailable', 'No secure connection to the REST API could be made.'],
  over_budget: ['shed', 'The call was not taken: the budget of calls per second is used up.'],
  shed: ['shed', 'The call was not taken: too many are waiting for the REST API.'],
  open: ['unavailable', 'The REST API has failed too often of late; it is asked again in a moment.'],
  closed: ['unavailable', 'The call was not taken: this client is closing.'],
  reset: ['unavailable', 'The connection to the REST API broke.'],
  timeout: ['timeout', 'The REST API did not answer in time.'],
  aborted: ['aborted', 'The caller gave the call up.'],
  redirect: ['protocol', 'The REST API answered with a redirect, which is not followed.'],
  too_large: ['protocol', 'The answer of the REST API is too large.'],
  malformed: ['protocol', 'The REST API answered something that is not an answer.'],
  foreign: ['protocol', 'What came from the REST API is not the answer to this request.'],
};

const ofStatus = (status: number): RestErrorKind => {
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'unavailable' : 'refused';
};

const describe = (attempt: Attempt): readonly [RestErrorKind, string] => {
  const status = attempt.head?.status ?? 0;
  if ('fault' in attempt) {
    const [kind, message] = FAULTS[attempt.fault];
    if (kind === 'timeout' || kind === 'aborted') return [kind, message];
    // A proxy's error page has the right status and a body that says nothing.
    if (status === 429 || status >= 500) return [ofStatus(status), `The REST API answered ${status}.`];
    // Once the head of an answer is here the API was reached: it is the answer that is broken.
    return [status === 0 ? kind : 'protocol', message];
  }
  const code = parseStripeError(attempt.body)?.code;
  return [ofStatus(status), `The REST API answered ${status}${code === undefined ? '' : ` (${code})`}.`];
};

/** Whether asking later may go better. */
const isRetryable = (attempt: Attempt, kind: RestErrorKind): boolean => {
  if ('fault' in attempt && ['tls', 'redirect', 'too_large'].includes(attempt.fault)) return false;
  // A stored 500 is what this key will answer for as long as REST keeps it.
  if (attempt.head?.replayed && kind === 'unavailable') return false;
  return kind !== 'refused' || attempt.head?.status === 409;
};

/**
 * When to ask again after load shedding, in milliseconds: in a second about as many calls have left the queue as have
 * to for there to be room.
 */
const SHED_RETRY_MS = 1_000;

const retryAfterOf = (attempt: Attempt): number | undefined => {
  if (attempt.head?.retryAfter !== undefined) return attempt.head.retryAfter * 1_000;
  if (!('fault' in attempt)) return undefined;
  return attempt.retryAfterMs ?? (attempt.fault === 'shed' ? SHED_RETRY_MS : undefined);
};

/** What the attempts of a call amount to. */
interface Sofar {
  readonly effect: Effect;
  readonly requestId: string | undefined;
  readonly sent: boolean;
}

/**
 * The error that a failed attempt becomes when it is the last; undefined when the attempt succeeded.
 *
 * @param call the request, where there was one
 */
export const toRestError = (
  attempt: Attempt,
  { effect, requestId, sent }: Sofar,
  call?: Pick<RestCall, 'method' | 'path'>,
): RestError | undefined => {
  if ('body' in attempt && attempt.head.status < 300) return undefined;
  const [kind, message] = describe(attempt);
  const { head } = attempt;
  return new RestError(message, {
    kind,
    effect,
    sent,
    retryable: isRetryable(attempt, kind),
    status: head?.status,
    requestId,
    retryAfterMs: retryAfterOf(attempt),
    rateLimitedReason: head?.rateLimitedReason,
    stripe: 'body' in attempt ? parseStripeError(attempt.body) : undefined,
    asked: call && 'fault' in attempt && attempt.fault === 'foreign' ? `${call.method} ${call.path.text}` : undefined,
  });
};
