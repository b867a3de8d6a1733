import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { amount, currency, identifierOf, livemode, metadata, text, texts, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { checkedId, lookup } from '../graph/kit/lookup.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { reference } from '../graph/kit/reference.ts';
import { Account } from './accounts.ts';
import { Charge } from './charges.ts';
import { Customer } from './customers.ts';
import { paymentFields } from './payment-fields.ts';
import {
  PaymentIntentCancellationReason,
  PaymentIntentCaptureMethod,
  PaymentIntentConfirmationMethod,
  PaymentIntentSetupFutureUsage,
  PaymentIntentStatus,
} from './payment-intents/enums.ts';
import {
  PaymentIntentAmountDetails,
  PaymentIntentAutomaticPaymentMethods,
  PaymentIntentLastPaymentError,
  PaymentIntentNextAction,
} from './payment-intents/parts.ts';

/** GET /v1/payment_intents/{id} */
export const PaymentIntent = nodeType<Stripe.PaymentIntent>('PaymentIntent', {
  object: 'payment_intent',
  prefix: 'pi_',
  endpoint: '/v1/payment_intents/{id}',
  description: 'A payment from its first attempt to its end, with as many charges as it takes.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'What is to be paid, in the smallest currency unit.'),
    amountCapturable: amount(
      t,
      'amount_capturable',
      'What is held and can be captured, in the smallest currency unit.',
    ),
    amountDetails: nested(t, 'amount_details', 'What the amount is made of; may be null.', {
      type: PaymentIntentAmountDetails,
      nullable: true,
    }),
    amountReceived: amount(t, 'amount_received', 'What was paid so far, in the smallest currency unit.'),
    application: identifierOf(t, 'application', 'Id of the Connect application that made it; null when none did.', {
      nullable: true,
    }),
    applicationFeeAmount: amount(
      t,
      'application_fee_amount',
      "The platform's fee, in the smallest currency unit; null when there is none.",
      { nullable: true },
    ),
    automaticPaymentMethods: nested(t, 'automatic_payment_methods', 'Whether Stripe chooses what is offered.', {
      type: PaymentIntentAutomaticPaymentMethods,
      nullable: true,
    }),
    canceledAt: timestamp(t, 'canceled_at', 'When it was called off; null when it was not.', { nullable: true }),
    cancellationReason: enumerated(t, 'cancellation_reason', 'Why it was called off; may be null.', {
      type: PaymentIntentCancellationReason,
      nullable: true,
    }),
    captureMethod: enumerated(t, 'capture_method', 'When the money is taken.', { type: PaymentIntentCaptureMethod }),
    confirmationMethod: enumerated(t, 'confirmation_method', 'Who may confirm it.', {
      type: PaymentIntentConfirmationMethod,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    customer: reference(t, 'customer', 'Who pays; null when nobody was named.', { type: Customer, expandable: true }),
    description: text(t, 'description', 'Free text for people; null when none was given.', { nullable: true }),
    invoice: identifierOf(t, 'invoice', 'Id of the invoice that it pays; null when it pays none.', { nullable: true }),
    lastPaymentError: nested(t, 'last_payment_error', 'Why the last attempt failed; null when it did not.', {
      type: PaymentIntentLastPaymentError,
      nullable: true,
    }),
    latestCharge: reference(t, 'latest_charge', 'The last attempt to take the money; null before the first.', {
      type: Charge,
      expandable: true,
    }),
    livemode: livemode(t),
    metadata: metadata(t),
    nextAction: nested(t, 'next_action', 'What the payer has to do; null when nothing.', {
      type: PaymentIntentNextAction,
      nullable: true,
    }),
    onBehalfOf: reference(t, 'on_behalf_of', 'The account that the payment is for; null when none was named.', {
      type: Account,
      expandable: true,
    }),
    paymentMethod: identifierOf(t, 'payment_method', 'Id of the payment method; null when there is none yet.', {
      nullable: true,
    }),
    paymentMethodTypes: texts(t, 'payment_method_types', 'The kinds of payment method that it can be paid with.'),
    receiptEmail: text(t, 'receipt_email', 'Where a receipt is sent to; may be null.', { nullable: true }),
    review: identifierOf(t, 'review', 'Id of the review that looks into it; null when none does.', { nullable: true }),
    setupFutureUsage: enumerated(
      t,
      'setup_future_usage',
      'Whether the payment method is kept for later; null when it is not.',
      { type: PaymentIntentSetupFutureUsage, nullable: true },
    ),
    ...paymentFields(t),
    status: enumerated(t, 'status', 'How far it has come.', { type: PaymentIntentStatus }),
  }),
});

const PaymentIntentConnection = connectionType(PaymentIntent, 'payment intents');

const byMoment = builder.args((t) => ({
  created: t.field({ type: TimestampRange, description: 'Only those made in this range.' }),
}));

builder.objectField(Charge, 'paymentIntent', (t) =>
  reference(t, 'payment_intent', 'The payment that it is an attempt of; null when of none.', {
    type: PaymentIntent,
    expandable: true,
  }),
);

builder.objectField(Customer, 'paymentIntents', (t) =>
  connection(t, PaymentIntentConnection, {
    description: 'What they paid or are to pay, newest first.',
    args: byMoment,
    endpoint: '/v1/payment_intents',
    filters: ({ created }, { id }) => ({ customer: id, created: restRange(created, 'created') }),
    needsOnlyId: true,
  }),
);

builder.queryFields((t) => ({
  paymentIntent: lookup(t, PaymentIntent, 'A payment intent by its id, or null when there is none.'),
  paymentIntents: connection(t, PaymentIntentConnection, {
    description: 'Payment intents, newest first.',
    args: { ...byMoment, customer: t.arg.id({ description: 'Only those of this customer, such as `cus_1Abc`.' }) },
    endpoint: '/v1/payment_intents',
    filters: ({ created, customer }) => ({
      created: restRange(created, 'created'),
      customer: customer == null ? undefined : checkedId(Customer.resource, customer, 'customer'),
    }),
  }),
}));
