import type { ExecutionResult } from 'graphql';
import type { Context } from '../graph/operation/context.ts';
import type { Estimate } from '../graph/plan/cost.ts';
import { toldCalls } from './explanation.ts';
import type { StringifiedResult } from './result-reply.ts';

/** A result with what it has cost, by which calls where that was asked, and what was odd about it. */
export const withCost = (
  result: ExecutionResult,
  { rest, warnings }: Pick<Context, 'rest' | 'warnings'>,
  estimate: Pick<Estimate, 'calls'> | undefined,
  max: number,
): StringifiedResult => {
  if (estimate === undefined) return result;
  const { calls: actual, shared, record } = rest;
  const { calls: estimated } = estimate;
  const cost = shared === 0 ? { estimated, actual, max } : { estimated, actual, max, shared };
  const { data, errors, extensions, stringify }: StringifiedResult = result;
  // As nearly all are. Each by its name: V8 makes a dictionary of what begins with a copy, which takes long to make and
  // to read.
  const isPlain = data !== undefined && errors === undefined && extensions === undefined;
  if (isPlain && record === undefined && warnings.length === 0) {
    return { data, extensions: { cost }, stringify };
  }
  const odd = warnings.length > 0 ? { warnings } : {};
  return { ...result, extensions: { ...extensions, cost, ...toldCalls(record), ...odd } };
};
