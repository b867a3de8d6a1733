import { type FieldNode, locatedError, type ResponsePath, responsePathAsArray } from 'graphql';
import type { Execution } from './execution.ts';

/**
 * What becomes of a place where something was thrown: null, with the error among those that are told; else it is thrown
 * on.
 */
export const failed = (
  execution: Execution,
  nodes: readonly FieldNode[],
  isRequired: boolean,
  path: ResponsePath,
  thrown: unknown,
): string => {
  execution.goOn();
  const error = locatedError(thrown, nodes, responsePathAsArray(path));
  if (isRequired) throw error;
  execution.shared.collected.add(error, path);
  execution.count(4);
  return 'null';
};
