import type { Plugin } from 'graphql-yoga';
import type { OperationObserver } from '../telemetry/operation-event.ts';
import { beginOperation, endOperation } from './watch-operation.ts';

/**
 * Tells observers of every operation when its answer is ready. Put it after useErrors, so that it sees what the caller
 * sees, and before everything that may refuse the operation.
 */
export const useOperations = (observers: readonly OperationObserver[]): Plugin => ({
  onRequestParse: ({ request }) => beginOperation(request, observers),
  onResultProcess: ({ request, result }) => endOperation(request, result),
});
