import type { Logger } from 'pino';
import type { OperationObserver } from './operation-event.ts';

/** One line for each operation. */
export const logOperations = (log: Logger): OperationObserver => ({
  start: () => ({
    end: ({ type, name, durationMs, mutations, ...event }) =>
      log.info(
        {
          operation: { type: type ?? null, name: name ?? null },
          durationMs: Math.round(durationMs * 10) / 10,
          ...event,
          ...(mutations.length > 0 ? { mutations } : {}),
        },
        'operation',
      ),
  }),
});
