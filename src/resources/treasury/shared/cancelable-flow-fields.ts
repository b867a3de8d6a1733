import { flag, sharedFields, text } from '../../../graph/kit/fields.ts';
import { type Flow, flowFields } from './flow-fields.ts';

interface CancelableFlow extends Flow {
  readonly cancelable: boolean;
  readonly description: string | null;
}

/**
 * What every kind of flow has that is started here, and not by somebody else: inbound transfers and all outbound ones.
 */
export const cancelableFlowFields = sharedFields<CancelableFlow>()((t) => ({
  ...flowFields(t),
  cancelable: flag(t, 'cancelable', 'True while it can still be called back.'),
  description: text(t, 'description', 'Free text for people; null when none was given.', { nullable: true }),
}));
