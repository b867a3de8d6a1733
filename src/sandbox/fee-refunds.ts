import { book } from './booked.ts';
import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

interface Fee extends RestObject {
  amount: number;
  amount_refunded: number;
  currency: string;
}

/** What part of `whole` goes with `part` of `of`, and no more than is left. BigInt: amounts are multiplied. */
export const share = (whole: number, part: number, of: number, left: number): number =>
  Math.min(Number((BigInt(whole) * BigInt(part)) / BigInt(of)), left);

/** The platform gives back its share of a fee, for `part` of an amount `of` that is given back. */
export const refundFee = (world: World, feeId: string, part: number, of: number): void => {
  const fee = world.get<Fee>('application_fee', feeId);
  const amount = share(fee.amount, part, of, fee.amount - fee.amount_refunded);
  if (amount === 0) return;
  const id = world.newId('fr');
  const booked = { amount: -amount, type: 'application_fee_refund', reporting_category: 'platform_earning_refund' };
  world.put({
    id,
    object: 'fee_refund',
    amount,
    balance_transaction: book(world, { id, currency: fee.currency }, booked),
    created: world.now(),
    currency: fee.currency,
    fee: fee.id,
    metadata: {},
  });
  const amount_refunded = fee.amount_refunded + amount;
  world.put({ ...fee, amount_refunded, refunded: amount_refunded === fee.amount });
};
