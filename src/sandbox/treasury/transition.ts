import { RestError } from '../errors.ts';
import type { World } from '../world.ts';
import { continueTransaction, type Step } from './books.ts';
import type { Flow } from './objects.ts';

/** One change of a flow's status, as data: where it may start, what it is called, and the entry that it leaves. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly step: (amount: number) => Step;
}

/** Refuses a flow that is not where the change starts. */
export const checkStatus = ({ id, status }: Flow, from: string, to: string): void => {
  if (status === from) return;
  const message = `${id} is ${status}; only what is ${from} can become ${to}.`;
  throw new RestError(400, message, { code: 'status_transition_invalid' });
};

export const move = <T extends Flow>(world: World, flow: T, { from, to, step }: Transition): T => {
  checkStatus(flow, from, to);
  continueTransaction(world, flow.transaction, step(flow.amount));
  return world.put({
    ...flow,
    ...('cancelable' in flow && { cancelable: false }),
    status: to,
    status_transitions: { ...flow.status_transitions, [`${to}_at`]: world.now() },
  });
};
