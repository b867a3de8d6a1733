import { InvalidParameterError, RestError } from '../../stripe/errors.ts';
import { describeRestError, type ErrorCode } from '../errors.ts';
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
}

/** Thrown by a mutation that finds its input wrong; nothing was sent. `param` is the path in the GraphQL input. */
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

/** The id in an input, if it is one of that resource. */
export const checkedInputId = (resource: Resource, id: string, param: readonly string[]): string => {
  if (resource.idPattern.test(id)) return id;
  const name = param.at(-1) ?? 'id';
  throw new InputError(param, `\`${name}\` must be ${describeId(resource)}.`);
};

const Outcome = builder.enumType('Outcome', {
  description: 'What became of a mutation that did not answer with what it should have made.',
  values: {
    REJECTED: { description: 'Refused. Nothing was done, and the same request would be refused again: change it.' },
    NOT_APPLIED: { description: 'It certainly did nothing. Ask again later with the same `idempotencyKey`.' },
    UNKNOWN: {
      description:
        'It may have been done. Ask again with the same `idempotencyKey`: that cannot do it twice, and tells what happened.',
    },
  } as const,
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
      description: 'True when asking again later with the same `idempotencyKey` makes sense.',
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
  }),
});

/** The refusals that every mutation's result can be. */
export const problemTypes = [
  builder.objectRef<ProblemShape>('InvalidRequestProblem').implement({
    description: 'The request was wrong. Nothing was done.',
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

/** A failure of the mutation's call as a problem; undefined when it is a fault of ours, which is masked like any other. */
export const problemOf = (
  error: unknown,
  renamed: Readonly<Record<string, readonly string[]>>,
): ProblemShape | undefined => {
  if (error instanceof InputError) {
    const { code, message } = error;
    const param = error.param.length > 0 ? error.param : undefined;
    return { typename: 'InvalidRequestProblem', code, message, param, outcome: 'REJECTED', retryable: false };
  }
  if (error instanceof InvalidParameterError) {
    const param = inputPath(error.place, renamed);
    const { message } = error;
    return {
      typename: 'InvalidRequestProblem',
      code: 'BAD_USER_INPUT',
      message,
      param,
      outcome: 'REJECTED',
      retryable: false,
    };
  }
  return error instanceof RestError ? problemOfRest(error, renamed) : undefined;
};

const problemOfRest = (error: RestError, renamed: Readonly<Record<string, readonly string[]>>): ProblemShape => {
  const { requestId, stripe, retryable, retryAfterMs, effect } = error;
  const common = { requestId, docUrl: stripe?.docUrl, retryable, retryAfterMs };
  if (stripe?.code === 'idempotency_key_in_use') {
    return {
      ...common,
      typename: 'IdempotencyProblem',
      code: 'IDEMPOTENCY_IN_PROGRESS',
      message: 'The same request is still running. Ask again in a moment with the same `idempotencyKey`.',
      param: ['idempotencyKey'],
      outcome: 'UNKNOWN',
      retryable: true,
    };
  }
  if (effect === 'refused' && stripe?.type === 'idempotency_error') {
    return {
      ...common,
      typename: 'IdempotencyProblem',
      code: 'IDEMPOTENCY_MISMATCH',
      message:
        'This `idempotencyKey` was used for a different request. Nothing was done. Send a new key for a new request.',
      param: ['idempotencyKey'],
      outcome: 'REJECTED',
      retryable: false,
    };
  }
  const { code, message } = describeRestError(error);
  if (effect === 'refused') {
    const param = stripe?.param === undefined ? undefined : inputPath(restNames(stripe.param), renamed);
    return { ...common, typename: 'InvalidRequestProblem', code, message, param, outcome: 'REJECTED' };
  }
  if (effect === 'none') {
    return { ...common, typename: 'UpstreamProblem', code, message, outcome: 'NOT_APPLIED' };
  }
  return {
    ...common,
    typename: 'UpstreamProblem',
    code: 'OUTCOME_UNKNOWN',
    message: `${message} The mutation may have been done. Ask again with the same \`idempotencyKey\`: that cannot do it twice. If the answer stays like this, look at what it was to change.`,
    outcome: 'UNKNOWN',
  };
};
