import type Stripe from 'stripe';
import { connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import {
  amount,
  currency,
  flag,
  identifier,
  identifierOf,
  livemode,
  metadata,
  text,
  timestamp,
} from '../graph/kit/fields.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { reference } from '../graph/kit/reference.ts';
import { Account } from './accounts.ts';
import { BalanceTransaction } from './balance-transactions.ts';
import { ChargeBillingDetails, ChargeFraudDetails, ChargeOutcome } from './charges/parts.ts';
import { ChargePaymentMethodDetails } from './charges/payment-method-details.ts';
import { Customer } from './customers.ts';
import { paymentFields } from './payment-fields.ts';

const ChargeStatus = enumeration<Stripe.Charge.Status>('ChargeStatus', 'Whether a charge was paid.', {
  failed: 'It was not paid.',
  pending: 'It is under way.',
  succeeded: 'It was paid.',
});

/** GET /v1/charges/{id} */
export const Charge = nodeType<Stripe.Charge>('Charge', {
  object: 'charge',
  prefix: ['ch_', 'py_'],
  endpoint: '/v1/charges/{id}',
  description: 'Money taken from a card or another payment method.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'What was to be paid, in the smallest currency unit.'),
    amountCaptured: amount(t, 'amount_captured', 'What of it was captured, in the smallest currency unit.'),
    amountRefunded: amount(t, 'amount_refunded', 'What of it was given back so far, in the smallest currency unit.'),
    application: identifierOf(t, 'application', 'Id of the Connect application that made it; null when none did.', {
      nullable: true,
    }),
    applicationFeeAmount: amount(
      t,
      'application_fee_amount',
      "The platform's fee that was asked for, in the smallest currency unit; null when none was.",
      { nullable: true },
    ),
    authorizationCode: text(t, 'authorization_code', "The card issuer's number for it; may be null.", {
      nullable: true,
    }),
    balanceTransaction: reference(t, 'balance_transaction', 'The movement on the balance; null until there is one.', {
      type: BalanceTransaction,
      expandable: true,
    }),
    billingDetails: nested(t, 'billing_details', 'Who paid it.', { type: ChargeBillingDetails }),
    calculatedStatementDescriptor: text(
      t,
      'calculated_statement_descriptor',
      'What the bank was told to print on the statement, in full; may be null.',
      { nullable: true },
    ),
    captured: flag(t, 'captured', 'False while money is only held, and nothing was taken yet.'),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    customer: reference(t, 'customer', 'Who was charged; null when nobody was named.', {
      type: Customer,
      expandable: true,
    }),
    description: text(t, 'description', 'Free text for people; null when none was given.', { nullable: true }),
    disputed: flag(t, 'disputed', 'Whether the payer has ever disputed it.'),
    failureBalanceTransaction: reference(
      t,
      'failure_balance_transaction',
      'The movement that took the money back when it failed after all; null when it did not.',
      { type: BalanceTransaction, expandable: true },
    ),
    failureCode: text(t, 'failure_code', 'Why it failed, for a program; null when it did not.', { nullable: true }),
    failureMessage: text(t, 'failure_message', 'The same for a person; null when it did not.', { nullable: true }),
    fraudDetails: nested(t, 'fraud_details', 'Whether somebody holds it for fraud; may be null.', {
      type: ChargeFraudDetails,
      nullable: true,
    }),
    invoice: identifierOf(t, 'invoice', 'Id of the invoice that it pays; null when it pays none.', { nullable: true }),
    livemode: livemode(t),
    metadata: metadata(t),
    onBehalfOf: reference(t, 'on_behalf_of', 'The account that the payment is for; null when none was named.', {
      type: Account,
      expandable: true,
    }),
    outcome: nested(t, 'outcome', 'Why it was accepted or not; may be null.', { type: ChargeOutcome, nullable: true }),
    paid: flag(t, 'paid', 'True when it succeeded, or was held to be captured later.'),
    paymentMethod: identifier(t, 'payment_method', 'Id of the payment method; may be null.', { nullable: true }),
    paymentMethodDetails: nested(t, 'payment_method_details', 'What it was paid with; may be null.', {
      type: ChargePaymentMethodDetails,
      nullable: true,
    }),
    receiptEmail: text(t, 'receipt_email', 'Where a receipt was sent to; may be null.', { nullable: true }),
    receiptNumber: text(t, 'receipt_number', 'Number of the receipt; null when none was sent.', { nullable: true }),
    receiptUrl: text(t, 'receipt_url', 'Address of a page with the receipt; may be null.', { nullable: true }),
    refunded: flag(t, 'refunded', 'True once all of it was given back.'),
    review: identifierOf(t, 'review', 'Id of the review that looks into it; null when none does.', { nullable: true }),
    ...paymentFields(t),
    status: enumerated(t, 'status', 'Whether it was paid.', { type: ChargeStatus }),
  }),
});

export const ChargeConnection = connectionType(Charge, 'charges');
