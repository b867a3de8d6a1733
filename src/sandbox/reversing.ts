import { book } from './booked.ts';
import type { Metadata } from './metadata.ts';
import type { Transfer } from './money-objects.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

interface Payment extends RestObject {
  amount: number;
  amount_refunded: number;
  currency: string;
}

/** On the connected account's side a reversal is a refund of the payment that the transfer was there. */
const refundPayment = (world: World, id: string, paymentId: string, amount: number, reversal: string): void => {
  const payment = world.find<Payment>('charge', paymentId);
  // A seed may hold the transfer alone.
  if (payment === undefined) return;
  const booked = { amount: -amount, type: 'payment_refund', reporting_category: 'refund' };
  world.put<RestObject>({
    id,
    object: 'refund',
    amount,
    balance_transaction: book(world, { id, currency: payment.currency }, booked),
    charge: payment.id,
    created: world.now(),
    currency: payment.currency,
    destination_details: { type: 'card', card: { type: 'refund' } },
    metadata: {},
    payment_intent: null,
    reason: null,
    receipt_number: null,
    source_transfer_reversal: reversal,
    status: 'succeeded',
    transfer_reversal: null,
  });
  const amount_refunded = payment.amount_refunded + amount;
  world.put({ ...payment, amount_refunded, refunded: amount_refunded === payment.amount });
};

/** Takes `amount` of a transfer back: a direct reversal, or the part of a refund that it names. */
export const reverseTransfer = (
  world: World,
  transfer: Transfer,
  amount: number,
  { metadata, sourceRefund }: { readonly metadata: Metadata; readonly sourceRefund: string | null },
): RestObject => {
  const id = world.newId('trr');
  const { currency, destination_payment: payment } = transfer;
  const booked = { amount, type: 'transfer_refund', reporting_category: 'transfer_reversal' };
  const balance_transaction = book(world, { id, currency }, booked);
  const returned = typeof payment === 'string' ? world.newId('pyr') : null;
  if (typeof payment === 'string' && returned !== null) refundPayment(world, returned, payment, amount, id);
  const amountReversed = transfer.amount_reversed + amount;
  world.put({ ...transfer, amount_reversed: amountReversed, reversed: amountReversed === transfer.amount });
  return world.put<RestObject>({
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction,
    created: world.now(),
    currency,
    destination_payment_refund: returned,
    metadata,
    source_refund: sourceRefund,
    transfer: transfer.id,
  });
};
