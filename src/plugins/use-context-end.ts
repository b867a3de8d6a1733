import type { Plugin } from 'graphql-yoga';
import type { Context } from '../graph/context.ts';
import { endContext } from '../graph/create-context.ts';

/** Lets go of what an operation has read, when it has been executed. */
export const useContextEnd = (): Plugin<Context> => ({
  onExecute: () => ({ onExecuteDone: ({ args }) => endContext(args.contextValue as Context) }),
});
