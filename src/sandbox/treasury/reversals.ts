import { invalid } from '../errors.ts';
import type { World } from '../world.ts';
import type { Received } from './received.ts';

/** Seconds until the other bank has agreed to a reversal. */
export const settlesAfter = 60;

/** Gives what was received, if it may be sent or claimed back. */
export const reversible = (world: World, type: string, id: string, param: string): Received => {
  const received = world.named<Received>(type, id, param);
  const { deadline, restricted_reason } = received.reversal_details ?? { deadline: null, restricted_reason: 'none' };
  const isLate = deadline !== null && deadline < world.now();
  if (received.status === 'succeeded' && restricted_reason === null && !isLate) return received;
  const why = isLate ? 'its deadline has passed' : `it is restricted (${restricted_reason ?? received.status})`;
  throw invalid(param, `${id} cannot be reversed: ${why}.`);
};

/** Marks it, so that it is not reversed twice. */
export const markReversed = (world: World, received: Received, link: string, reversal: string): void => {
  world.put({
    ...received,
    linked_flows: { ...received.linked_flows, [link]: reversal },
    reversal_details: {
      deadline: received.reversal_details?.deadline ?? null,
      restricted_reason: 'already_reversed',
    },
  });
};
