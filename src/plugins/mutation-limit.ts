import type { GraphQLError } from 'graphql';
import { publicError } from '../graph/errors.ts';
import type { Prepared } from './prepare.ts';

/** TOO_MANY_MUTATIONS, before the first is sent: aliases would make one request a thousand writes. */
export const refuseMutations = ({ plan, inputs }: Prepared, max: number): GraphQLError | undefined => {
  const count = plan.countMutations(inputs.variableValues);
  if (count <= max) return undefined;
  const message = `One operation can hold ${max} mutations at most, not ${count}. Send them in several.`;
  return publicError('TOO_MANY_MUTATIONS', message);
};
