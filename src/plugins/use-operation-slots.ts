import { type ExecutionArgs, getOperationAST } from 'graphql';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import type { RequestLimits } from '../config/request-limits.ts';
import { publicError } from '../graph/errors.ts';
import type { Sheds } from '../overload/sheds.ts';
import { Slots } from '../overload/slots.ts';

export interface OperationSlotsOptions
  extends Pick<RequestLimits, 'maxOperations' | 'operationQueue' | 'operationQueueWaitMs'> {
  /** Told of each operation that is turned away. */
  readonly sheds: Sheds;
}

/** What has ended within a second is about what makes room. */
const RETRY_AFTER = { seconds: 1, ms: 1_000 };

const overloaded = () =>
  publicError('OVERLOADED', 'Too many operations are being executed here. Nothing of this one was. Ask again later.', {
    retryable: true,
    extensions: {
      retryAfterMs: RETRY_AFTER.ms,
      http: { status: 503, headers: { 'retry-after': String(RETRY_AFTER.seconds) } },
    },
  });

const gone = () => publicError('REQUEST_ABORTED', 'The caller left before it was the operation’s turn.');

/**
 * Executes so many operations at once. The others wait for a moment, mutations before queries, and are turned away when too many wait or it
 * takes too long: while the REST API hangs, what arrives must not pile up here. A fifth of the places is kept for mutations.
 */
export const useOperationSlots = (options: OperationSlotsOptions): Plugin => {
  const { maxOperations, operationQueue, operationQueueWaitMs, sheds } = options;
  const slots = new Slots(maxOperations, operationQueue);

  return {
    onExecute: ({ executeFn, setExecuteFn }) => {
      setExecuteFn(async (args: ExecutionArgs) => {
        const { signal } = (args.contextValue as YogaInitialContext).request;
        const isMutation = getOperationAST(args.document, args.operationName)?.operation === 'mutation';
        const release = await slots.take(isMutation ? 'write' : 'read', operationQueueWaitMs, signal);
        if (release === undefined) {
          if (signal.aborted) return { errors: [gone()] };
          sheds.add(performance.now());
          return { errors: [overloaded()] };
        }
        try {
          return await executeFn(args);
        } finally {
          release();
        }
      });
    },
  };
};
