import type { Logger } from 'pino';
import type { OperationEvent, OperationObserver } from './operation-event.ts';

/** One line for each operation. */
export const logOperations = (log: Logger): OperationObserver => {
  const end = ({ type, name, durationMs, requestId, cost, restRequestIds, mutations, codes }: OperationEvent): void => {
    const operation = { type: type ?? null, name: name ?? null };
    // Each by its name: a copy of all others would be a dictionary to V8.
    const told = { operation, durationMs: Math.round(durationMs * 10) / 10, requestId, cost, restRequestIds, codes };
    log.info(mutations.length > 0 ? { ...told, mutations } : told, 'operation');
  };
  const watch = { end };
  return { start: () => watch };
};
