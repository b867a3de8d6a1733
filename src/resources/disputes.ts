import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import { amount, currency, flag, livemode, metadata, text, texts, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { checkedId, lookup } from '../graph/kit/lookup.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { reference, wholes } from '../graph/kit/reference.ts';
import { BalanceTransaction } from './balance-transactions.ts';
import { Charge } from './charges.ts';
import { DisputeEvidenceDetails, DisputePaymentMethodDetails } from './disputes/parts.ts';
import { PaymentIntent } from './payment-intents.ts';

const DisputeStatus = enumeration<Stripe.Dispute.Status>('DisputeStatus', 'How far a dispute has come.', {
  lost: 'The payer keeps the money.',
  needs_response: 'An answer is wanted.',
  under_review: 'The answer is being looked at.',
  warning_closed: 'It was a question only, and is over.',
  warning_needs_response: 'It is a question, and an answer is wanted.',
  warning_under_review: 'It is a question, and the answer is being looked at.',
  won: 'The account keeps the money.',
});

/** GET /v1/disputes/{id} */
export const Dispute = nodeType<Stripe.Dispute>('Dispute', {
  object: 'dispute',
  prefix: ['dp_', 'du_'],
  endpoint: '/v1/disputes/{id}',
  description: 'A payer who tells their bank that a charge is wrong.',
  fields: (t) => ({
    amount: amount(
      t,
      'amount',
      'What is asked back, in the smallest currency unit; usually, but not always, all of the charge.',
    ),
    balanceTransactions: wholes(t, 'balance_transactions', 'How the balance has moved for it, two at most.', {
      type: BalanceTransaction,
    }),
    charge: reference(t, 'charge', 'The charge that is disputed.', { type: Charge, expandable: true }),
    created: timestamp(t, 'created', 'When it was opened.'),
    ...currency(t),
    enhancedEligibilityTypes: texts(
      t,
      'enhanced_eligibility_types',
      'The special rules of card networks that it may be answered by.',
    ),
    evidenceDetails: nested(t, 'evidence_details', 'How far the account has come with its answer.', {
      type: DisputeEvidenceDetails,
    }),
    isChargeRefundable: flag(
      t,
      'is_charge_refundable',
      'Whether the payment can still be given back, which ends it before money is taken.',
    ),
    livemode: livemode(t),
    metadata: metadata(t),
    networkReasonCode: text(t, 'network_reason_code', "The network's code for the reason; may be null.", {
      nullable: true,
    }),
    paymentIntent: reference(t, 'payment_intent', 'The payment that is disputed; may be null.', {
      type: PaymentIntent,
      expandable: true,
    }),
    paymentMethodDetails: nested(t, 'payment_method_details', 'What was paid with; may be null.', {
      type: DisputePaymentMethodDetails,
      nullable: true,
    }),
    reason: text(t, 'reason', 'What the payer says, such as `fraudulent` or `product_not_received`.'),
    status: enumerated(t, 'status', 'How far it has come.', { type: DisputeStatus }),
  }),
});

const DisputeConnection = connectionType(Dispute, 'disputes');

builder.objectField(Charge, 'disputes', (t) =>
  connection(t, DisputeConnection, {
    description: 'The disputes of it, newest first.',
    endpoint: '/v1/disputes',
    filters: (_args, { id }) => ({ charge: id }),
    needsOnlyId: true,
  }),
);

builder.objectField(PaymentIntent, 'disputes', (t) =>
  connection(t, DisputeConnection, {
    description: 'The disputes of it, newest first.',
    endpoint: '/v1/disputes',
    filters: (_args, { id }) => ({ payment_intent: id }),
    needsOnlyId: true,
  }),
);

builder.queryFields((t) => ({
  dispute: lookup(t, Dispute, 'A dispute by its id, or null when there is none.'),
  disputes: connection(t, DisputeConnection, {
    description: 'Disputes, newest first.',
    args: {
      charge: t.arg.id({ description: 'Only those of this charge, such as `ch_1Abc`.' }),
      created: t.arg({ type: TimestampRange, description: 'Only those opened in this range.' }),
      paymentIntent: t.arg.id({ description: 'Only those of this payment intent, an id that begins with `pi_`.' }),
    },
    endpoint: '/v1/disputes',
    filters: ({ charge, created, paymentIntent }) => ({
      charge: charge == null ? undefined : checkedId(Charge.resource, charge, 'charge'),
      created: restRange(created, 'created'),
      payment_intent:
        paymentIntent == null ? undefined : checkedId(PaymentIntent.resource, paymentIntent, 'paymentIntent'),
    }),
  }),
}));
