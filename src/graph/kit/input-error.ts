import type { ErrorCode } from '../errors.ts';
import { describeId, type Resource } from '../resource.ts';

/**
 * Thrown by a mutation that finds its input wrong: this request will never be sent. `param` is the path in the GraphQL
 * input.
 */
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

/**
 * Thrown by a mutation that is not sent now, for a reason that says nothing of what an earlier call with its key has
 * done.
 */
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
