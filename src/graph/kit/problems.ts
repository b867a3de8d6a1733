import { InvalidParameterError, RestError } from '../../stripe/errors.ts';
import { describeRestError, stripeError } from '../errors.ts';
import { InputError, NotSentError } from './input-error.ts';
import type { ProblemShape } from './problem-types.ts';

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The path of a REST value in the input. Below `metadata` the names are the caller's own and stay as they are. */
const inputPath = (
  [first = '', ...rest]: readonly string[],
  renamed: Readonly<Record<string, readonly string[]>>,
): readonly string[] => {
  const start = (Object.hasOwn(renamed, first) ? renamed[first] : undefined) ?? [camel(first)];
  const own = first === 'metadata' ? 0 : rest.indexOf('metadata') + 1 || rest.length;
  return [...start, ...rest.map((name, index) => (index < own ? camel(name) : name))];
};

/** REST's `line_items[0][amount]` is `["lineItems", "0", "amount"]` in the input. */
const restNames = (param: string): readonly string[] => param.replaceAll(']', '').split('[');

/** Said with every failure that tells nothing of earlier calls. */
const STILL_OPEN =
  'This call did nothing; if an earlier call with this `idempotencyKey` ended UNKNOWN, it is still open: ask again with the same key.';

const problemOfInput = (error: InputError): ProblemShape => {
  const { code, message } = error;
  const param = error.param.length > 0 ? error.param : undefined;
  const shared = { typename: 'InvalidRequestProblem', code, param } as const;
  if (!(error instanceof NotSentError)) return { ...shared, message, outcome: 'REJECTED', retryable: false };
  return { ...shared, message: `${message} ${STILL_OPEN}`, outcome: 'NOT_APPLIED', retryable: error.retryable };
};

/** What a mutation is told when the answer was a success and something went wrong after it. */
export const unknownProblem = (): ProblemShape => ({
  typename: 'UpstreamProblem',
  code: 'OUTCOME_UNKNOWN',
  message:
    'The REST API answered something that could not be read. The mutation may have been done. Ask again with the same `idempotencyKey`: that cannot do it twice.',
  outcome: 'UNKNOWN',
  retryable: true,
});

/** A failure of the mutation as a problem; undefined when it is a fault of ours. */
export const problemOf = (
  error: unknown,
  renamed: Readonly<Record<string, readonly string[]>>,
  mayKnow: boolean,
): ProblemShape | undefined => {
  if (error instanceof InputError) return problemOfInput(error);
  if (error instanceof InvalidParameterError)
    return problemOfInput(new InputError(inputPath(error.place, renamed), error.message));
  return error instanceof RestError ? problemOfRest(error, renamed, mayKnow) : undefined;
};

const IN_PROGRESS = 'The same request is still running. Ask again in a moment with the same `idempotencyKey`.';

const MISMATCH =
  'This `idempotencyKey` was used for a different request, and what that one did stands. This one was not carried out: a different request needs a key of its own.';

const problemOfRest = (
  error: RestError,
  renamed: Readonly<Record<string, readonly string[]>>,
  mayKnow: boolean,
): ProblemShape => {
  const { requestId, stripe, retryAfterMs, effect } = error;
  const { code, message, retryable } = describeRestError(error, mayKnow);
  const common = { requestId, docUrl: stripe?.docUrl, retryable, retryAfterMs, stripe: stripeError(error) };
  const ofKey = { ...common, typename: 'IdempotencyProblem', param: ['idempotencyKey'] } as const;
  if (stripe?.code === 'idempotency_key_in_use') {
    return { ...ofKey, code: 'IDEMPOTENCY_IN_PROGRESS', message: IN_PROGRESS, outcome: 'UNKNOWN', retryable: true };
  }
  if (effect === 'refused' && stripe?.type === 'idempotency_error') {
    return { ...ofKey, code: 'IDEMPOTENCY_MISMATCH', message: MISMATCH, outcome: 'REJECTED', retryable: false };
  }
  const param = stripe?.param === undefined ? undefined : inputPath(restNames(stripe.param), renamed);
  if (effect === 'refused') {
    return { ...common, typename: 'InvalidRequestProblem', code, message, param, outcome: 'REJECTED' };
  }
  if (effect === 'none') {
    return {
      ...common,
      typename: 'UpstreamProblem',
      code,
      message: `${message} ${STILL_OPEN}`,
      outcome: 'NOT_APPLIED',
    };
  }
  return {
    ...common,
    typename: 'UpstreamProblem',
    code: 'OUTCOME_UNKNOWN',
    message: `${message} The mutation may have been done. Ask again with the same \`idempotencyKey\`: that cannot do it twice. If the answer stays like this, look at what it was to change.`,
    outcome: 'UNKNOWN',
  };
};
