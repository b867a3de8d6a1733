import type { InputFieldBuilder, InputFieldMap, InputShapeFromFields, ObjectRef } from '@pothos/core';
import type { RestParams } from '../../stripe/form.ts';
import type { Resource } from '../resource.ts';
import { builder, type Types } from './builder.ts';
import { pathsOf, type Template, type TemplateValues } from './endpoint.ts';
import { type ProblemShape, problemTypes } from './problem-types.ts';
import { type Payload, runMutation } from './run-mutation.ts';

/**
 * What a POST answers: a resource, or an object without an id, which belongs to what the path names. Of that nothing
 * but REST's `object` and its part of REST is known.
 */
export type AnsweredRef<Shape> = ObjectRef<Types, Shape> & { readonly resource: Pick<Resource, 'object' | 'domain'> };

export interface MutationOptions<Shape extends object, Fields extends InputFieldMap, Of extends Template> {
  readonly name: string;
  /** What it does; what it costs is added. */
  readonly description: string;
  /** Where it posts to. */
  readonly endpoint: Of;
  /**
   * It plays what happens outside, such as a bank: REST has that for test data alone, so with a live key it is not
   * sent.
   */
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

const isProblem = (result: Payload | ProblemShape): result is ProblemShape => 'typename' in result;

const capitalized = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

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
  const { name, object, endpoint, expand, renamed = {}, testOnly = false } = options;
  const { object: kind, domain } = object.type.resource;
  const write = { name, expand, kind, domain, testOnly, renamed };
  const pathOf = pathsOf(endpoint, options.values);
  const limits = testOnly ? ' With a test key alone: with a live one it is refused and not sent.' : '';
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
      extensions: { rest: { kind: 'mutation', endpoint, expand, domain } },
      resolve: (_root, args, context, info) => {
        // Pothos cannot see through the type parameter: the input has the fields above.
        const { input: given } = args as unknown as {
          input: InputShapeFromFields<Fields> & { idempotencyKey: string };
        };
        const request = () => ({ path: pathOf(given), params: options.params(given) });
        return runMutation({ ...write, request, place: info.path }, given.idempotencyKey, context);
      },
    }),
  );
};
