import type { ErrorCode, stripeError } from '../errors.ts';
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

const Outcome = builder.enumType('Outcome', {
  description: 'What became of a mutation that did not answer with what it should have made.',
  values: {
    REJECTED: {
      description:
        'Decided against: nothing was done, and the same request would be refused again. Change it. What was done earlier under the same `idempotencyKey` stands: by a different request, or by this one longer ago than REST keeps a key, which is 24 hours.',
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
