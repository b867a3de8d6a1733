import { invalid, RestError } from './errors.ts';
import { refundFee, share } from './fee-refunds.ts';
import type { Charge, Transfer } from './money-objects.ts';
import { reverseTransfer } from './reversing.ts';
import type { World } from './world.ts';

/** What a refund does to everything around it. */

/** The amount to give back: what was asked for, or all that is left. */
export const refundable = (charge: Charge, asked: number | undefined): number => {
  const { id, amount_captured: captured, amount_refunded: refunded, disputed, status } = charge;
  if (status !== 'succeeded')
    throw new RestError(400, `The charge ${id} has not succeeded: there is nothing to refund.`);
  if (!charge.captured)
    throw new RestError(400, `The charge ${id} is not captured: cancel its payment intent instead.`);
  if (disputed) throw new RestError(400, `The charge ${id} is disputed.`, { code: 'charge_disputed' });
  const left = captured - refunded;
  if (left <= 0) {
    throw new RestError(400, `The charge ${id} has already been refunded.`, { code: 'charge_already_refunded' });
  }
  if (asked !== undefined && asked > left) {
    throw invalid('amount', `The refund's amount (${asked}) is greater than what is left of the charge (${left}).`);
  }
  return asked ?? left;
};

/** What was given back of a charge changes: up by a refund, down by one that is canceled. */
export const addRefunded = (world: World, chargeId: string, amount: number): void => {
  const charge = world.get<Charge>('charge', chargeId);
  const refunded = charge.amount_refunded + amount;
  world.put({ ...charge, amount_refunded: refunded, refunded: refunded === charge.amount });
};

/** The connected account gives its share back; gives the reversal's id. */
export const takeTransferBack = (world: World, charge: Charge, amount: number, refund: string): string | null => {
  if (charge.transfer === undefined) {
    throw invalid('reverse_transfer', `The charge ${charge.id} has no transfer that could be reversed.`);
  }
  const transfer = world.get<Transfer>('transfer', charge.transfer);
  const left = transfer.amount - transfer.amount_reversed;
  const back = share(transfer.amount, amount, charge.amount, left);
  return back === 0 ? null : reverseTransfer(world, transfer, back, { metadata: {}, sourceRefund: refund }).id;
};

/** The connected account gets its share of the fee back. */
export const giveFeeBack = (world: World, charge: Charge, amount: number): void => {
  if (charge.application_fee === null) {
    throw invalid('refund_application_fee', `The charge ${charge.id} has no application fee that could be refunded.`);
  }
  refundFee(world, charge.application_fee, amount, charge.amount);
};
