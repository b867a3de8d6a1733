import type { ResponsePath } from 'graphql';
import type { Execution } from './execution.ts';
import type { Complete } from './writers.ts';

/** Completes what is still to come. */
export const completeLater = (
  complete: Complete,
  execution: Execution,
  value: Promise<unknown>,
  path: ResponsePath | undefined,
): unknown =>
  value.then((resolved) => {
    execution.goOn(resolved);
    return complete(execution, resolved, path);
  });
