import type Stripe from 'stripe';
import { booking } from './bookings.ts';
import { card, charge, refund } from './charges.ts';
import { DAY, embeddedList, HOUR, seedId, sum } from './generator.ts';

/** What stands at both ends of a transfer: the charge it comes from, and the payment it is on the connected account. */

type Connected = Stripe.Charge | Stripe.Refund | Stripe.ApplicationFee | Stripe.FeeRefund | Stripe.BalanceTransaction;
type Transfer = Stripe.Transfer;
type Reversal = Stripe.TransferReversal;

const own = (id: unknown): string => String(id);
const twin = (id: unknown, prefix: string): string => own(id).replace(/^[a-z]+/, prefix);

/** On the connected account: the platform meets these only by expanding a transfer or a reversal. */
const received = (transfer: Transfer, reversals: readonly Reversal[]): Connected[] => {
  const payment = charge({
    id: own(transfer.destination_payment),
    amount: transfer.amount,
    amount_refunded: transfer.amount_reversed,
    created: transfer.created,
    currency: transfer.currency,
    balance_transaction: twin(transfer.destination_payment, 'txn').replace('1', '1P'),
    calculated_statement_descriptor: null,
    receipt_url: null,
    source_transfer: transfer.id,
    transfer_group: transfer.transfer_group,
  });
  const returned = reversals.map((reversal) =>
    refund({
      id: own(reversal.destination_payment_refund),
      amount: reversal.amount,
      created: reversal.created,
      currency: reversal.currency,
      balance_transaction: twin(reversal.destination_payment_refund, 'txn').replace('1', '1R'),
      charge: payment.id,
      source_transfer_reversal: reversal.id,
    }),
  );
  return [
    payment,
    booking(payment, own(payment.balance_transaction), {
      amount: payment.amount,
      type: 'payment',
      reporting_category: 'charge',
    }),
    ...returned.flatMap((back) => [
      back,
      booking(back, own(back.balance_transaction), {
        amount: -back.amount,
        type: 'payment_refund',
        reporting_category: 'refund',
      }),
    ]),
  ];
};

/** On the platform: the customer's charge, whose money the transfer passes on, and its refunds. */
const paid = (transfer: Transfer, reversals: readonly Reversal[]): Connected[] => {
  const id = own(transfer.source_transaction);
  const n = Number(id.slice(-6));
  const { amount, currency } = transfer;
  const feeAmount = n % 2 === 0 ? Math.round(amount / 10) : 0;
  const sale = charge({
    id,
    amount,
    amount_refunded: transfer.amount_reversed,
    application_fee: feeAmount > 0 ? seedId('fee', n) : null,
    application_fee_amount: feeAmount > 0 ? feeAmount : null,
    balance_transaction: seedId('txn', n, 'Paid'),
    created: transfer.created - HOUR,
    currency,
    customer: n % 4 === 0 ? null : 'cus_1SeedBuyer00003',
    description: `Order ${1_000 + n}`,
    payment_method_details: card('visa', '4242'),
    transfer: transfer.id,
    transfer_data: { amount: null, destination: own(transfer.destination) },
    transfer_group: transfer.transfer_group,
  });
  const processing = Math.round(amount * 0.029);
  const refunds = reversals.map((reversal) =>
    refund({
      id: own(reversal.source_refund),
      amount: reversal.amount,
      balance_transaction: twin(reversal.source_refund, 'txn').replace('1Seed', '1SeedRe'),
      charge: id,
      created: reversal.created,
      currency,
      transfer_reversal: reversal.id,
    }),
  );
  return [
    sale,
    booking(sale, own(sale.balance_transaction), { amount, fee: processing, type: 'charge' }),
    ...refunds.flatMap((back) => [
      back,
      booking(back, own(back.balance_transaction), { amount: -back.amount, type: 'refund' }),
    ]),
    ...(feeAmount > 0 ? feeOf(n, feeAmount, transfer) : []),
  ];
};

const feeOf = (n: number, amount: number, transfer: Transfer): Connected[] => {
  const id = seedId('fee', n);
  const created = transfer.created + 1;
  const { currency } = transfer;
  // A fee of a sale that was wholly taken back is given back in two parts, the last of which is still owed.
  const parts = transfer.reversed ? [Math.floor(amount / 2), Math.floor(amount / 4)] : [];
  const refunds = parts.map(
    (part, index): Stripe.FeeRefund => ({
      id: seedId('fr', n * 10 + index),
      object: 'fee_refund',
      amount: part,
      balance_transaction: seedId('txn', n * 10 + index, 'Fee'),
      created: created + (index + 2) * DAY,
      currency,
      fee: id,
      metadata: {},
    }),
  );
  const fee: Stripe.ApplicationFee = {
    id,
    object: 'application_fee',
    account: own(transfer.destination),
    amount,
    amount_refunded: sum(parts),
    application: 'ca_1SeedApplication1',
    balance_transaction: seedId('txn', n, 'Fee'),
    charge: own(transfer.destination_payment),
    created,
    currency,
    fee_source: { charge: own(transfer.destination_payment), type: 'charge' },
    livemode: false,
    originating_transaction: own(transfer.source_transaction),
    refunded: false,
    refunds: embeddedList(`/v1/application_fees/${id}/refunds`, []),
  };
  return [
    fee,
    booking(fee, own(fee.balance_transaction), {
      amount,
      type: 'application_fee',
      reporting_category: 'platform_earning',
    }),
    ...refunds.flatMap((back) => [
      back,
      booking(back, own(back.balance_transaction), {
        amount: -back.amount,
        type: 'application_fee_refund',
        reporting_category: 'platform_earning_refund',
      }),
    ]),
  ];
};

export const connect = (family: readonly { object: string }[]): Connected[] => {
  const all = <T>(object: string): T[] => family.filter((member) => member.object === object) as T[];
  const reversals = all<Reversal>('transfer_reversal');
  return all<Transfer>('transfer').flatMap((transfer) => {
    const of = reversals.filter((reversal) => reversal.transfer === transfer.id);
    return [...received(transfer, of), ...(transfer.source_transaction === null ? [] : paid(transfer, of))];
  });
};
