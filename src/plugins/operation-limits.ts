import type { GraphQLError } from 'graphql';
import type { RequestLimits } from '../config/request-limits.ts';
import { type Estimate, refuseCost } from '../graph/plan/cost.ts';
import { refuseMutations } from './mutation-limit.ts';
import { type Asked, type Prepared, prepare } from './prepare.ts';

/** What an operation may be and cost. */
export type OperationLimits = Pick<RequestLimits, 'maxMutations' | 'maxRestCalls' | 'maxValues'>;

/** An operation that may be executed, or why it may not. */
export interface Verdict {
  /** None when it may. */
  readonly errors: readonly GraphQLError[];
  /** Undefined where it was refused before it was counted. */
  readonly estimate: Estimate | undefined;
  /** Its variables as they were read; undefined where they could not be. */
  readonly coerced: Record<string, unknown> | undefined;
}

/** Refuses an operation for too many mutations, for a page that cannot be, and for what it can cost. */
export const judgePrepared = (prepared: Prepared, limits: OperationLimits): Omit<Verdict, 'coerced'> => {
  const tooMany = refuseMutations(prepared, limits.maxMutations);
  if (tooMany !== undefined) return { errors: [tooMany], estimate: undefined };
  const estimate = prepared.plan.estimate(prepared.inputs);
  const refusal = refuseCost(estimate, limits);
  return { errors: refusal ? [...estimate.wrong, refusal] : estimate.wrong, estimate };
};

/** The same, after its variables have been read; refuses it for those too. */
export const judgeOperation = (asked: Asked, limits: OperationLimits): Verdict => {
  const prepared = prepare(asked, limits.maxValues);
  if ('errors' in prepared) return { errors: prepared.errors, estimate: undefined, coerced: undefined };
  const { errors, estimate } = judgePrepared(prepared, limits);
  return { errors, estimate, coerced: prepared.inputs.variableValues };
};
