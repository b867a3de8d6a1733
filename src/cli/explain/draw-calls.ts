import type { PlannedCall } from '../../graph/plan/call-tree.ts';

const requestOf = ({ method, endpoint, count }: PlannedCall): string => {
  if (count === 0) return 'comes with the call above';
  const where = endpoint ?? '(which is known when it is asked)';
  return `${count === 1 ? '1 call' : `${count} calls`}  ${method} ${where}`;
};

/** A line for each field that calls are made for, with what is below it farther in. */
const linesOf = (calls: readonly PlannedCall[], indent: string): string[] =>
  calls.flatMap((call) => [
    `${indent}${call.coordinate}  ${requestOf(call)}`,
    ...(call.count > 0 && call.expand.length > 0 ? [`${indent}    expand: ${call.expand.join(', ')}`] : []),
    ...linesOf(call.below, `${indent}  `),
  ]);

/** The tree as text. */
export const drawCalls = (calls: readonly PlannedCall[]): string[] =>
  calls.length === 0 ? ['  no REST call'] : linesOf(calls, '  ');
