import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import { amount, currency, metadata, text, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { checkedId, lookup } from '../graph/kit/lookup.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { reference } from '../graph/kit/reference.ts';
import { BalanceTransaction } from './balance-transactions.ts';
import { Charge } from './charges.ts';
import { PaymentIntent } from './payment-intents.ts';
import { RefundDestinationDetails } from './refunds/destination-details.ts';

const RefundReason = enumeration<Stripe.Refund.Reason>('RefundReason', 'Why money was given back.', {
  duplicate: 'It was charged twice.',
  expired_uncaptured_charge: 'It was held, and not captured in time.',
  fraudulent: 'It was held for fraud.',
  requested_by_customer: 'The customer asked for it.',
});

/** GET /v1/refunds/{id} */
export const Refund = nodeType<Stripe.Refund>('Refund', {
  object: 'refund',
  prefix: ['re_', 'pyr_'],
  endpoint: '/v1/refunds/{id}',
  description: 'Money of a charge given back to whoever paid it.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'What is given back, in the smallest currency unit.'),
    balanceTransaction: reference(t, 'balance_transaction', 'The movement on the balance; may be null.', {
      type: BalanceTransaction,
      expandable: true,
    }),
    charge: reference(t, 'charge', 'The charge whose money is given back; may be null.', {
      type: Charge,
      expandable: true,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    description: text(t, 'description', 'Free text; null for all refunds but those of a cash balance.', {
      nullable: true,
    }),
    destinationDetails: nested(t, 'destination_details', 'Where the money goes; may be null.', {
      type: RefundDestinationDetails,
      nullable: true,
    }),
    failureBalanceTransaction: reference(
      t,
      'failure_balance_transaction',
      'The movement that brought the money back when it failed; null when it did not.',
      { type: BalanceTransaction, expandable: true },
    ),
    failureReason: text(t, 'failure_reason', 'Why it failed, such as `lost_or_stolen_card`; null when it did not.', {
      nullable: true,
    }),
    instructionsEmail: text(
      t,
      'instructions_email',
      'Where the customer is asked how to get the money, for payment methods that need it; else null.',
      { nullable: true },
    ),
    metadata: metadata(t, { nullable: true }),
    paymentIntent: reference(t, 'payment_intent', 'The payment that is given back; may be null.', {
      type: PaymentIntent,
      expandable: true,
    }),
    reason: enumerated(t, 'reason', 'Why; null when it was not said.', { type: RefundReason, nullable: true }),
    receiptNumber: text(t, 'receipt_number', 'Number of the receipt; null when none was sent.', { nullable: true }),
    status: text(
      t,
      'status',
      'How far it has come: `pending`, `requires_action`, `succeeded`, `failed` or `canceled`; may be null.',
      { nullable: true },
    ),
  }),
});

const RefundConnection = connectionType(Refund, 'refunds');

builder.objectField(Charge, 'refunds', (t) =>
  connection(t, RefundConnection, {
    description: 'What of it was given back, newest first.',
    endpoint: '/v1/refunds',
    filters: (_args, { id }) => ({ charge: id }),
    needsOnlyId: true,
    embedded: { keys: ['refunds'], expand: 1, size: 0 },
  }),
);

builder.objectField(PaymentIntent, 'refunds', (t) =>
  connection(t, RefundConnection, {
    description: 'What of it was given back, newest first.',
    endpoint: '/v1/refunds',
    filters: (_args, { id }) => ({ payment_intent: id }),
    needsOnlyId: true,
  }),
);

builder.queryFields((t) => ({
  refund: lookup(t, Refund, 'A refund by its id, or null when there is none.'),
  refunds: connection(t, RefundConnection, {
    description: 'Refunds, newest first.',
    args: {
      charge: t.arg.id({ description: 'Only those of this charge, such as `ch_1Abc`.' }),
      created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }),
      paymentIntent: t.arg.id({ description: 'Only those of this payment intent, an id that begins with `pi_`.' }),
    },
    endpoint: '/v1/refunds',
    filters: ({ charge, created, paymentIntent }) => ({
      charge: charge == null ? undefined : checkedId(Charge.resource, charge, 'charge'),
      created: restRange(created, 'created'),
      payment_intent:
        paymentIntent == null ? undefined : checkedId(PaymentIntent.resource, paymentIntent, 'paymentIntent'),
    }),
  }),
}));
