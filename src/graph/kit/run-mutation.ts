import { GraphQLError, type ResponsePath } from 'graphql';
import { RestError } from '../../stripe/errors.ts';
import { expectObject } from '../../stripe/expectation.ts';
import type { RestParams } from '../../stripe/form.ts';
import { isTestKey } from '../../stripe/headers.ts';
import type { RestPath } from '../../stripe/path.ts';
import { type Caller, may, missingScope } from '../caller.ts';
import { type ErrorCode, missingPermission } from '../errors.ts';
import type { Context } from '../operation/context.ts';
import { checkedKey, restKey } from './idempotency.ts';
import { NotSentError } from './input-error.ts';
import type { ProblemShape } from './problem-types.ts';
import { problemOf, unknownProblem } from './problems.ts';

/** A POST that is ready to be sent. */
interface RestWrite {
  readonly path: RestPath;
  readonly params: RestParams;
}

/** One mutation that was asked for. */
export interface Write {
  readonly name: string;
  readonly expand: readonly string[];
  /** Value of `object` in what the POST answers. */
  readonly kind: string;
  /** The part of the REST API that it writes to. */
  readonly domain: string | undefined;
  /** Not sent with a live key. */
  readonly testOnly: boolean;
  /** Input paths of REST parameters that are named otherwise than in the input. */
  readonly renamed: Readonly<Record<string, readonly string[]>>;
  /** The POST. Throws InputError on what REST would refuse. */
  readonly request: () => RestWrite;
  /** The field that asks for it. */
  readonly place: ResponsePath | undefined;
}

/** What it has made. */
export interface Payload {
  readonly object: object;
  readonly idempotencyKey: string;
  readonly replayed: boolean;
  readonly requestId: string | undefined;
}

/** The record of a fault of ours before anything was sent; what the caller is told is masked like any other. */
const NOTHING_SENT = { code: 'INTERNAL_SERVER_ERROR', outcome: 'NOT_APPLIED', requestId: undefined } as const;

const LIVE_KEY =
  'This is for test data alone: it plays what a bank does. The key in use is a live one, so nothing was sent. Use a gateway with a test key.';

/** Before the input is looked at: whoever may not do it learns nothing of what could be done. */
const checkCaller = (caller: Caller, domain: string, testOnly: boolean): void => {
  if (caller.credentials.write === undefined) {
    throw new NotSentError(
      [],
      'Mutations are off here. Whoever runs this gateway turns them on with MUTATIONS=on, or with a STRIPE_WRITE_KEY and MUTATIONS=write-key.',
      'FORBIDDEN',
    );
  }
  if (!may(caller, 'write', domain)) throw new NotSentError([], missingScope('write', domain).message, 'FORBIDDEN');
  if (testOnly && !isTestKey(caller.credentials.write)) throw new NotSentError([], LIVE_KEY, 'FORBIDDEN');
};

/** Sends the POST, with every attempt under the one key that belongs to the caller's. */
const send = async (
  { name, expand, kind, place }: Write,
  { path, params }: RestWrite,
  idempotencyKey: string,
  context: Context,
): Promise<Payload> => {
  const key = restKey({ ...context.caller, mutation: name }, idempotencyKey);
  const answer = await context.rest
    .post<object>(path, { ...params, expand }, expectObject(kind, path, params), place, key)
    // Applied or not, what was read before may no longer be true.
    .finally(() => context.loaders.clear());
  context.loaders.prime(answer.body);
  return { object: answer.body, idempotencyKey, replayed: answer.replayed, requestId: answer.requestId };
};

/** The session refuses a call before it is sent with an error that is written for the caller. */
const refusedHere = (error: unknown): unknown =>
  error instanceof GraphQLError ? new NotSentError([], error.message, error.extensions.code as ErrorCode) : error;

/** Sends one mutation, or says why not; the log is told what became of it in every case. */
export const runMutation = async (
  write: Write,
  idempotencyKey: string,
  context: Context,
): Promise<Payload | ProblemShape> => {
  const { name, renamed } = write;
  const { caller, mutations, tellLog } = context;
  let sent = false;
  try {
    checkCaller(caller, write.domain ?? '', write.testOnly);
    const key = checkedKey(idempotencyKey, Date.now());
    const request = write.request();
    if (context.signal?.aborted) throw new NotSentError([], 'The caller has left.', 'REQUEST_ABORTED', true);
    sent = true;
    const payload = await send(write, request, key, context);
    mutations.push({ mutation: name, replayed: payload.replayed, restRequestId: payload.requestId });
    return payload;
  } catch (error) {
    // Once it may have been sent, a fault of ours must not hide that money may have moved.
    const known = problemOf(refusedHere(error), renamed, caller.scopes === 'all');
    if (known === undefined && sent) tellLog({ err: error }, 'unexpected error after a write');
    const permission = error instanceof RestError ? missingPermission(error) : undefined;
    if (permission !== undefined) tellLog({ permission }, 'the key in use lacks a permission');
    const problem = known ?? (sent ? unknownProblem() : undefined);
    const { code, outcome, requestId } = problem ?? NOTHING_SENT;
    mutations.push({ mutation: name, code, outcome, restRequestId: requestId });
    if (problem === undefined) throw error;
    return problem;
  }
};
