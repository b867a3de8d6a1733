import type { GraphQLError } from 'graphql';
import { publicError } from '../graph/errors.ts';
import { fieldOf, rootNodes, subFields } from '../graph/plan/selection.ts';
import type { Prepared } from './prepare.ts';

/** TOO_MANY_MUTATIONS, before the first is sent: aliases would make one request a thousand writes. */
export const refuseMutations = ({ operation, definition }: Prepared, max: number): GraphQLError | undefined => {
  const root = definition.operation === 'mutation' ? operation.schema.getMutationType() : undefined;
  if (!root) return undefined;
  const selected = [...subFields(operation, root, rootNodes(definition)).values()];
  const count = selected.filter((nodes) => fieldOf(root, nodes) !== undefined).length;
  if (count <= max) return undefined;
  const message = `One operation can hold ${max} mutations at most, not ${count}. Send them in several.`;
  return publicError('TOO_MANY_MUTATIONS', message);
};
