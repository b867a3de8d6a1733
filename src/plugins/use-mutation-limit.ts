import type { Plugin } from 'graphql-yoga';
import type { Context } from '../graph/context.ts';
import { publicError } from '../graph/errors.ts';
import { fieldOf, rootNodes, subFields } from '../graph/selection.ts';
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
    const selected = [...subFields(prepared.operation, root, rootNodes(prepared.definition)).values()];
    const count = selected.filter((nodes) => fieldOf(root, nodes) !== undefined).length;
    if (count <= maxMutations) return;
    const message = `One operation can hold ${maxMutations} mutations at most, not ${count}. Send them in several.`;
    setResultAndStopExecution({ errors: [publicError('TOO_MANY_MUTATIONS', message)] });
  },
});
