import type { ExecutionResult } from 'graphql';
import type { Context } from '../graph/operation/context.ts';
import type { Estimate } from '../graph/plan/cost.ts';
import { toldCalls } from './explanation.ts';

/** A result with what it has cost, by which calls where that was asked, and what was odd about it. */
export const withCost = (
  result: ExecutionResult,
  { rest, warnings }: Pick<Context, 'rest' | 'warnings'>,
  estimate: Pick<Estimate, 'calls'> | undefined,
  max: number,
): ExecutionResult => {
  if (estimate === undefined) return result;
  const { calls, shared } = rest;
  const cost = { estimated: estimate.calls, actual: calls, max, ...(shared === 0 ? {} : { shared }) };
  const odd = warnings.length > 0 ? { warnings } : {};
  return { ...result, extensions: { ...result.extensions, cost, ...toldCalls(rest.record), ...odd } };
};
