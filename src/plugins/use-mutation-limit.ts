import type { Plugin } from 'graphql-yoga';
import type { Context } from '../graph/context.ts';
import { publicError } from '../graph/errors.ts';
import { rootNodes, subFields } from '../graph/selection.ts';
import { prepare } from './operation.ts';

export interface MutationLimitOptions {
  /** How many mutations one operation may hold. */
  readonly maxMutations: number;
}

/** Refuses an operation with too many mutations before the first is sent: aliases would make one request a thousand writes. */
export const useMutationLimit = ({ maxMutations }: MutationLimitOptions): Plugin<Context> => ({
  onExecute: ({ args, setResultAndStopExecution }) => {
    const prepared = prepare(args, (args.contextValue as Context).maxPageSize);
    const root = prepared?.definition.operation === 'mutation' ? args.schema.getMutationType() : undefined;
    if (!prepared || !root) return;
    const count = subFields(prepared.operation, root, rootNodes(prepared.definition)).size;
    if (count <= maxMutations) return;
    const message = `One operation can hold ${maxMutations} mutations at most, not ${count}. Send them in several.`;
    setResultAndStopExecution({ errors: [publicError('TOO_MANY_MUTATIONS', message)] });
  },
});
