import type { ResponsePath } from 'graphql';
import { RestError } from '../../stripe/errors.ts';
import type { Expectation } from '../../stripe/expectation.ts';
import type { RestParams } from '../../stripe/form.ts';
import type { RestPath } from '../../stripe/path.ts';
import type { RestSession } from './rest-session.ts';

/** What a GET brought: that of the client, or one that says why REST would not expand. */
export interface Answer<T> {
  readonly body: T;
  readonly refusal?: RestError;
}

/** Told of each answer that is to be looked through. */
export type Arrived = (path: RestPath, answer: Answer<object>) => void;

/**
 * Whether REST refused a whole call because of what it was to expand: the key may read the object and
 * not what it refers to, or the expansion is not allowed. Any other refusal would come again.
 */
const isRefusedExpansion = (error: unknown): error is RestError => {
  if (!(error instanceof RestError) || error.kind !== 'refused') return false;
  const param = error.stripe?.param;
  if (param !== undefined) return param.startsWith('expand');
  return error.status === 403 || error.status === 400;
};

/**
 * GET with expansions. Where REST refuses because of them, the call is repeated without, so that the object itself
 * still answers.
 */
export const getExpanded = <T extends object>(
  rest: RestSession,
  path: RestPath,
  params: RestParams,
  expand: readonly string[],
  expect: Expectation,
  place: ResponsePath | undefined,
): Promise<Answer<T>> => {
  if (expand.length === 0) return rest.get<T>(path, params, expect, place);
  return rest.get<T>(path, { ...params, expand }, expect, place).catch(async (error) => {
    if (!isRefusedExpansion(error)) throw error;
    const { body } = await rest.get<T>(path, params, expect, place);
    return { body, refusal: error };
  });
};
