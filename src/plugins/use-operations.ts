import type { Plugin } from 'graphql-yoga';
import type { OperationObserver } from '../telemetry/operation-event.ts';
import { recordOf } from './request-record.ts';
import { tellOperation } from './tell-operation.ts';

export interface OperationsOptions {
  readonly observers: readonly OperationObserver[];
}

/**
 * Tells observers of every operation when its answer is ready. Put it after useErrors, so that it sees what the caller sees, and before
 * all that may refuse.
 */
export const useOperations = ({ observers }: OperationsOptions): Plugin => ({
  onRequestParse: ({ request }) => {
    const startedAt = performance.now();
    recordOf(request).operation = { startedAt, watches: observers.map((observer) => observer.start(request)) };
  },
  onResultProcess: ({ request, result }) => {
    const record = recordOf(request);
    const running = record.endOperation();
    if (running !== undefined) tellOperation(running, record.requestId, result);
  },
});
