import type { SignatureProblem } from './webhook-signature.ts';

/**
 * How a signal came to this process: by a webhook, by the stream that replicas share, by the primary of this worker, or
 * off REST's list.
 */
export type Source = 'webhook' | 'redis' | 'primary' | 'poll';

/** Why a webhook is not believed, or not taken for an event of ours. */
export type WebhookProblem = SignatureProblem | 'too-long' | 'not-an-event' | 'of-the-other-mode';

/**
 * What has become of a webhook: taken in, nothing that is of use here, not taken in so that REST sends it again, or
 * refused.
 */
export type WebhookResult = 'taken' | 'of-no-use' | 'failed' | WebhookProblem;

/** Told of what comes in. It names no id and no account. */
export interface EventObserver {
  /** @param isNew whether it has not been here before */
  readonly received: (source: Source, isNew: boolean) => void;
  readonly answered: (result: WebhookResult) => void;
}

/** Where nobody counts. */
export const UNOBSERVED: EventObserver = { received: () => {}, answered: () => {} };
