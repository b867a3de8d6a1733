import { z } from 'zod';
import { CLIENT_DEFAULTS } from '../stripe/client-options.ts';
import { numberBetween, wholeNumber } from './variables.ts';

/** How the REST API is asked. */
export interface RestSettings {
  /** Origin of the REST API. */
  readonly apiBase: string;
  /** Sent as `Stripe-Version`. */
  readonly apiVersion: string;
  /** Sent as `Stripe-Account`. */
  readonly account: string | undefined;
  /** Connections, and calls in flight, at most. */
  readonly restConnections: number;
  readonly restConnectTimeoutMs: number;
  /** How long one attempt of a read may take. */
  readonly restReadTimeoutMs: number;
  readonly restWriteTimeoutMs: number;
  /** How long a read may take with all its attempts. */
  readonly restReadDeadlineMs: number;
  readonly restWriteDeadlineMs: number;
  /** The longest body of an answer. */
  readonly restMaxAnswerBytes: number;
  /** Calls of one account in a second; no such limit holds before the sandbox. */
  readonly restReadsPerSecond: number;
  readonly restWritesPerSecond: number;
  /** Calls of one account in a second to one endpoint, whatever its ids. */
  readonly restEndpointPerSecond: number;
  /** Calls that wait for their turn at once. */
  readonly restQueue: number;
  /** How long one may wait, and then for a connection. */
  readonly restQueueWaitMs: number;
  /** Requests of one account that fail in a row before its calls are refused for a moment. */
  readonly restBreakAfter: number;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A key goes over this address: it is encrypted, or does not leave the machine. */
const isSafeBase = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, username, password } = new URL(text);
  const bare = pathname === '/' && search === '' && username === '' && password === '';
  return bare && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname)));
};

export const restVariables = {
  STRIPE_API_BASE: z
    .string()
    .refine(isSafeBase, { error: 'must be an https origin, or http on loopback, without a path' })
    .default('https://api.stripe.com'),
  STRIPE_API_VERSION: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/, { error: 'must be a version such as 2024-11-20.acacia' })
    .default('2024-11-20.acacia'),
  STRIPE_ACCOUNT: z
    .string()
    .regex(/^acct_[A-Za-z0-9]{1,64}$/, { error: 'must be the id of a connected account, acct_…' })
    .optional(),
  REST_CONNECTIONS: wholeNumber(1, 10_000, CLIENT_DEFAULTS.connections),
  REST_CONNECT_TIMEOUT_MS: wholeNumber(10, 600_000, CLIENT_DEFAULTS.connectTimeoutMs),
  REST_READ_TIMEOUT_MS: wholeNumber(10, 600_000, CLIENT_DEFAULTS.readTimeoutMs),
  REST_WRITE_TIMEOUT_MS: wholeNumber(10, 600_000, CLIENT_DEFAULTS.writeTimeoutMs),
  REST_READ_DEADLINE_MS: wholeNumber(10, 600_000, CLIENT_DEFAULTS.deadlineMs.read),
  REST_WRITE_DEADLINE_MS: wholeNumber(10, 600_000, CLIENT_DEFAULTS.deadlineMs.write),
  REST_MAX_ANSWER_BYTES: wholeNumber(1, 999_999_999, CLIENT_DEFAULTS.maxResponseBytes),
  REST_READS_PER_SECOND: numberBetween(1, 10_000).optional(),
  REST_WRITES_PER_SECOND: numberBetween(1, 10_000).optional(),
  REST_ENDPOINT_PER_SECOND: wholeNumber(1, 10_000, 20),
  REST_QUEUE: wholeNumber(1, 10_000, 512),
  REST_QUEUE_WAIT_MS: wholeNumber(0, 20_000, CLIENT_DEFAULTS.queueWaitMs),
  REST_BREAK_AFTER: wholeNumber(1, 10_000, CLIENT_DEFAULTS.breakAfter),
};

/** Four fifths of what REST allows a key in a second, reads and writes each. */
const callsPerSecond = (live: boolean): number => (live ? 80 : 20);

const variables = z.object(restVariables);

/** @param live whether the keys are, of which REST allows more */
export const restSettings = (given: z.output<typeof variables>, live: boolean): RestSettings => ({
  apiBase: given.STRIPE_API_BASE,
  apiVersion: given.STRIPE_API_VERSION,
  account: given.STRIPE_ACCOUNT,
  restConnections: given.REST_CONNECTIONS,
  restConnectTimeoutMs: given.REST_CONNECT_TIMEOUT_MS,
  restReadTimeoutMs: given.REST_READ_TIMEOUT_MS,
  restWriteTimeoutMs: given.REST_WRITE_TIMEOUT_MS,
  restReadDeadlineMs: given.REST_READ_DEADLINE_MS,
  restWriteDeadlineMs: given.REST_WRITE_DEADLINE_MS,
  restMaxAnswerBytes: given.REST_MAX_ANSWER_BYTES,
  restReadsPerSecond: given.REST_READS_PER_SECOND ?? callsPerSecond(live),
  restWritesPerSecond: given.REST_WRITES_PER_SECOND ?? callsPerSecond(live),
  restEndpointPerSecond: given.REST_ENDPOINT_PER_SECOND,
  restQueue: given.REST_QUEUE,
  restQueueWaitMs: given.REST_QUEUE_WAIT_MS,
  restBreakAfter: given.REST_BREAK_AFTER,
});
