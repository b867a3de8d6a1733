import type { OperationObserver } from '../telemetry/operation-event.ts';
import type { HttpRequest } from './http-request.ts';
import { recordOf } from './request-record.ts';
import { tellOperation } from './tell-operation.ts';

/** An operation begins, before anything that may refuse it: all of its time is told, and each refusal. */
export const beginOperation = (request: HttpRequest, observers: readonly OperationObserver[]): void => {
  const startedAt = performance.now();
  recordOf(request).operation = { startedAt, watches: observers.map((observer) => observer.start(request)) };
};

/** Its answer is ready, as the caller will see it. */
export const endOperation = (request: HttpRequest, result: object): void => {
  const record = recordOf(request);
  const running = record.endOperation();
  if (running !== undefined) tellOperation(running, record.requestId, result);
};
