import type { OperationObserver } from '../telemetry/operation-event.ts';
import type { Answer, Asking } from './answer-operation.ts';
import type { IdentifyCaller } from './identify-caller.ts';
import type { OriginCheck } from './origin-check.ts';
import type { ErrorsOptions } from './public-result.ts';
import type { ReadParams } from './read-params.ts';

/** What every operation goes through, whichever way it has come in, in the order of its members. */
export interface OperationSteps {
  /** Told when it begins, and what has become of it when its answer is ready. */
  readonly observers: readonly OperationObserver[];
  readonly origins: OriginCheck;
  readonly identifyCaller: IdentifyCaller;
  readonly params: ReadParams;
  /** Throws what refuses it. */
  readonly answer: (asking: Asking) => Promise<Answer>;
  /** How errors leave. */
  readonly errors: ErrorsOptions;
}
