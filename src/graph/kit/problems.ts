import { InvalidParameterError, RestError } from '../../stripe/errors.ts';
import { describeRestError, type ErrorCode, stripeError } from '../errors.ts';
import { describeId, type Resource } from '../resource.ts';
import { builder } from './builder.ts';

type OutcomeValue = 'REJECTED' | 'NOT_APPLIED' | 'UNKNOWN';

/** Why a mutation did not answer with what it should have made, as its result union shows it. */
export interface ProblemShape {
  readonly typename: 'InvalidRequestProblem' | 'IdempotencyProblem' | 'UpstreamProblem';
  readonly code: ErrorCode;
  readonly message: string;
  readonly outcome: OutcomeValue;
  readonly retryable: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly param?: readonly string[] | undefined;
  readonly requestId?: string | undefined;
  readonly docUrl?: string | undefined;
  readonly stripe?: ReturnType<typeof stripeError>;
}

/** Thrown by a mutation that finds its input wrong: this request will never be sent. `param` is the path in the GraphQL input. */
export class InputError extends Error {
  readonly param: readonly string[];
  readonly code: ErrorCode;

  constructor(param: readonly string[], message: string, code: ErrorCode = 'BAD_USER_INPUT') {
    super(message);
    this.name = 'InputError';
    this.param = param;
    this.code = code;
  }
}

/** Thrown by a mutation that is not sent now, for a reason that says nothing of what an earlier call with its key has done. */
export class NotSentError extends InputError {
  readonly retryable: boolean;

  constructor(param: readonly string[], message: string, code: ErrorCode, retryable = false) {
    super(param, message, code);
    this.name = 'NotSentError';
    this.retryable = retryable;
  }
}

/** The id in an input, if it is one of that resource. */
export const checkedInputId = (resource: Resource, id: string, param: readonly string[]): string => {
  if (resource.idPattern.test(id)) return id;
  const name = param.at(-1) ?? 'id';
  throw new InputError(param, `\`${name}\` must be ${describeId(resource)}.`);
};

const Outcome = builder.enumType('Outcome', {
  description: 'What became of a mutation that did not answer with what it should have made.',
  values: {
    REJECTED: {
      description:
        'Decided against: nothing was done, and the same request would be refused again. Change it. What a different request did earlier under the same `idempotencyKey` stands.',
    },
    NOT_APPLIED: {
      description:
        'This call did nothing. If an earlier call with this `idempotencyKey` ended `UNKNOWN`, it is still open: ask again with the same key.',
    },
    UNKNOWN: {
      description:
        'It may have been done. Ask again with the same `idempotencyKey`: that cannot do it twice, and tells what happened.',
    },
  } as const,
});

type StripeErrorShape = NonNullable<ReturnType<typeof stripeError>>;

const StripeError = builder.objectRef<StripeErrorShape>('StripeError');
StripeError.implement({
  description: "REST's own error, for programs.",
  fields: (t) => ({
    type: t.exposeString('type', { description: 'Its kind, such as `invalid_request_error` or `card_error`.' }),
    code: t.exposeString('code', {
      nullable: true,
      description: 'What is wrong, such as `balance_insufficient`; null when REST gave no code.',
    }),
    param: t.exposeString('param', {
      nullable: true,
      description:
        "The REST parameter that is wrong, by REST's name; null when none is. `Problem.param` has it by the input's.",
    }),
    declineCode: t.exposeString('declineCode', {
      nullable: true,
      description: 'Why a bank declined, such as `insufficient_funds`; null when none did.',
    }),
    statusCode: t.exposeInt('statusCode', { nullable: true, description: 'HTTP status of the answer; may be null.' }),
    docUrl: t.exposeString('docUrl', { nullable: true, description: "REST's page about the error; may be null." }),
  }),
});

const Problem = builder.interfaceRef<ProblemShape>('Problem');
Problem.implement({
  description: 'Why a mutation did not answer with what it should have made.',
  resolveType: ({ typename }) => typename,
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is wrong and what to do, for a person.' }),
    code: t.exposeString('code', { description: 'One of the codes in docs/errors.md, for a program.' }),
    param: t.field({
      type: ['String'],
      nullable: true,
      description:
        'Path of the wrong value in `input`, such as `["lineItems", "0", "amount"]`; null when no single one is wrong.',
      resolve: ({ param }) => param,
    }),
    outcome: t.expose('outcome', { type: Outcome, description: 'What became of the mutation.' }),
    retryable: t.exposeBoolean('retryable', {
      description:
        'True when the same can go better later: with the same `idempotencyKey`, and only after `REJECTED` with a new one, since REST answers again what it stored under the old.',
    }),
    retryAfterMs: t.exposeInt('retryAfterMs', {
      nullable: true,
      description: 'How many milliseconds to wait before; null when that is not known, or asking again makes no sense.',
    }),
    requestId: t.exposeString('requestId', {
      nullable: true,
      description: "REST's `Request-Id`, to quote to its support; null when it was not reached.",
    }),
    docUrl: t.exposeString('docUrl', { nullable: true, description: "REST's page about the error; may be null." }),
    stripe: t.expose('stripe', {
      type: StripeError,
      nullable: true,
      description: "REST's own error; null when REST sent none.",
    }),
  }),
});

/** The refusals that every mutation's result can be. */
export const problemTypes = [
  builder.objectRef<ProblemShape>('InvalidRequestProblem').implement({
    description:
      'The request was refused: it is wrong, it may not be made, or the state of things is against it. `outcome` tells what that means.',
    interfaces: [Problem],
  }),
  builder.objectRef<ProblemShape>('IdempotencyProblem').implement({
    description: 'The `idempotencyKey` is in use: for another request, or for this one at this moment.',
    interfaces: [Problem],
  }),
  builder.objectRef<ProblemShape>('UpstreamProblem').implement({
    description: 'The REST API could not be reached or did not answer as it should. `outcome` tells what that means.',
    interfaces: [Problem],
  }),
] as const;

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
