import type { InputFieldBuilder, InputFieldMap, InputShapeFromFields, ObjectRef } from '@pothos/core';
import { GraphQLError } from 'graphql';
import { RestError } from '../../stripe/errors.ts';
import { expectObject } from '../../stripe/expectation.ts';
import type { RestParams } from '../../stripe/form.ts';
import { isTestKey } from '../../stripe/headers.ts';
import type { RestPath } from '../../stripe/path.ts';
import { type Caller, may, missingScope } from '../caller.ts';
import type { Context } from '../context.ts';
import { type ErrorCode, missingPermission } from '../errors.ts';
import type { Resource } from '../resource.ts';
import { builder, type Types } from './builder.ts';
import { pathsOf, type Template, type TemplateValues } from './endpoint.ts';
import { checkedKey, restKey } from './idempotency.ts';
import { NotSentError } from './input-error.ts';
import { type ProblemShape, problemTypes } from './problem-types.ts';
import { problemOf, unknownProblem } from './problems.ts';

/** A POST that is ready to be sent. */
interface RestWrite {
  readonly path: RestPath;
  readonly params: RestParams;
}

/**
 * What a POST answers: a resource, or an object without an id, which belongs to what the path names. Of that nothing but REST's `object`
 * and its part of REST is known.
 */
export type AnsweredRef<Shape> = ObjectRef<Types, Shape> & { readonly resource: Pick<Resource, 'object' | 'domain'> };

export interface MutationOptions<Shape extends object, Fields extends InputFieldMap, Of extends Template> {
  readonly name: string;
  /** What it does; what it costs is added. */
  readonly description: string;
  /** Where it posts to. */
  readonly endpoint: Of;
  /** It plays what happens outside, such as a bank: REST has that for test data alone, so with a live key it is not sent. */
  readonly testOnly?: boolean;
  /** What the endpoint is given. Throws InputError on an id that cannot be one. */
  readonly values?: (input: InputShapeFromFields<Fields>) => TemplateValues<Of>;
  /** Name, type and description of the payload's object: what the POST answers. */
  readonly object: { readonly field: string; readonly type: AnsweredRef<Shape>; readonly description: string };
  readonly input: (t: InputFieldBuilder<Types, 'InputObject'>) => Fields;
  /**
   * What the POST expands, whatever is selected. REST takes the same key with other parameters for
   * another request: if the selection decided, asking again with the same key and another selection
   * would be refused, though the first request was done.
   */
  readonly expand: readonly string[];
  /** The input as REST's parameters. Throws InputError on what REST would refuse. */
  readonly params: (input: InputShapeFromFields<Fields>) => RestParams;
  /** Input paths of REST parameters that are named otherwise than in the input. */
  readonly renamed?: Readonly<Record<string, readonly string[]>>;
}

interface Payload {
  readonly object: object;
  readonly idempotencyKey: string;
  readonly replayed: boolean;
  readonly requestId: string | undefined;
}

const isProblem = (result: Payload | ProblemShape): result is ProblemShape => 'typename' in result;

/** The record of a fault of ours before anything was sent; what the caller is told is masked like any other. */
const NOTHING_SENT = { code: 'INTERNAL_SERVER_ERROR', outcome: 'NOT_APPLIED', requestId: undefined } as const;

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

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
  { name, expand, kind }: { readonly name: string; readonly expand: readonly string[]; readonly kind: string },
  write: RestWrite,
  idempotencyKey: string,
  context: Context,
): Promise<Payload> => {
  const key = restKey({ ...context.caller, mutation: name }, idempotencyKey);
  const answer = await context.rest
    .post<object>(write.path, { ...write.params, expand }, expectObject(kind, write.path, write.params), key)
    // Applied or not, what was read before may no longer be true.
    .finally(() => context.loaders.clear());
  context.loaders.prime(answer.body);
  return { object: answer.body, idempotencyKey, replayed: answer.replayed, requestId: answer.requestId };
};

/** The session refuses a call before it is sent with an error that is written for the caller. */
const refusedHere = (error: unknown): unknown =>
  error instanceof GraphQLError ? new NotSentError([], error.message, error.extensions.code as ErrorCode) : error;

const run = async <Shape extends object, Fields extends InputFieldMap>(
  {
    name,
    object,
    expand,
    params,
    renamed = {},
    testOnly = false,
  }: Omit<MutationOptions<Shape, Fields, Template>, 'values'>,
  pathOf: (input: InputShapeFromFields<Fields>) => RestPath,
  input: InputShapeFromFields<Fields> & { readonly idempotencyKey: string },
  context: Context,
): Promise<Payload | ProblemShape> => {
  const { caller, mutations, tellLog } = context;
  let sent = false;
  try {
    checkCaller(caller, object.type.resource.domain ?? '', testOnly);
    const key = checkedKey(input.idempotencyKey, Date.now());
    const request = { path: pathOf(input), params: params(input) };
    if (context.signal?.aborted) throw new NotSentError([], 'The caller has left.', 'REQUEST_ABORTED', true);
    sent = true;
    const payload = await send({ name, expand, kind: object.type.resource.object }, request, key, context);
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

const payloadType = (
  typeName: string,
  { field, type, description }: MutationOptions<object, InputFieldMap, Template>['object'],
) =>
  builder.objectRef<Payload>(`${typeName}Payload`).implement({
    description: 'The mutation was done: now, or by an earlier request under the same key.',
    fields: (t) => ({
      [field]: t.field({
        type,
        nullable: true,
        description: `${description} Null, with an error at this place, when something selected below it is not as REST documents it: the mutation was done all the same.`,
        extensions: { rest: { kind: 'payload' } },
        resolve: ({ object }) => object,
      }),
      idempotencyKey: t.exposeString('idempotencyKey', { description: 'The key of the input.' }),
      replayed: t.exposeBoolean('replayed', {
        description:
          'True when REST gave again what it had stored under this key: an earlier request, or an attempt of this one whose answer was lost, had done it. What is shown is then what REST answered first, with nothing that came after.',
      }),
      requestId: t.exposeString('requestId', {
        nullable: true,
        description: "REST's `Request-Id`, to quote to its support.",
      }),
    }),
  });

/**
 * A mutation over one POST: its input with `idempotencyKey`, its payload, its result union with the
 * problems, and the field itself.
 */
export const mutation = <Shape extends object, Fields extends InputFieldMap, Of extends Template>(
  options: MutationOptions<Shape, Fields, Of>,
): void => {
  const { name, object, endpoint, expand } = options;
  const pathOf = pathsOf(endpoint, options.values);
  const limits = options.testOnly ? ' With a test key alone: with a live one it is refused and not sent.' : '';
  const description = `${options.description}${limits} One REST call: POST ${endpoint}.`;
  const typeName = capitalized(name);
  const payload = payloadType(
    typeName,
    object as unknown as MutationOptions<object, InputFieldMap, Template>['object'],
  );
  const input = builder.inputType(`${typeName}Input`, {
    description: `What \`${name}\` is given.`,
    fields: (t) => ({
      ...options.input(t),
      idempotencyKey: t.string({
        required: true,
        description:
          'A key of yours for this one request, 1 to 255 printable ASCII characters, best a new UUID. Send the same key when you ask again, and nothing is done twice. It holds for 24 hours; a UUIDv7 older than 23 is refused.',
      }),
    }),
  });
  const result = builder.unionType(`${typeName}Result`, {
    description: `What \`${name}\` answers: what was made, or why it was not.`,
    types: [payload, ...problemTypes],
    resolveType: (value) => (isProblem(value) ? value.typename : `${typeName}Payload`),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: result,
      description,
      args: { input: t.arg({ type: input, required: true, description: 'What to do.' }) },
      extensions: { rest: { kind: 'mutation', endpoint, expand, domain: object.type.resource.domain } },
      // Pothos cannot see through the type parameter: the input has the fields above.
      resolve: (_root, args, context) => run(options, pathOf, (args as { input: never }).input, context),
    }),
  );
};
