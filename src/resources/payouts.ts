import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration, inputEnumeration } from '../graph/kit/enumeration.ts';
import { amount, currency, flag, identifierOf, livemode, metadata, text, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { lookup } from '../graph/kit/lookup.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { reference } from '../graph/kit/reference.ts';
import { ApplicationFee } from './application-fees.ts';
import { BalanceTransaction } from './balance-transactions.ts';

const ReconciliationStatus = enumeration<Stripe.Payout.ReconciliationStatus>(
  'PayoutReconciliationStatus',
  'Whether REST knows what a payout paid out.',
  {
    completed: 'It knows: `balanceTransactions` has all of it.',
    in_progress: 'It is still finding out.',
    not_applicable: 'It never will: the payout was made by hand, or is an instant one.',
  },
);

const PayoutType = enumeration<Stripe.Payout.Type>('PayoutType', 'What a payout pays to.', {
  bank_account: 'A bank account.',
  card: 'A card.',
});

/** REST's type is a text here; what it narrows a list by is documented. */
const PayoutStatusFilter = inputEnumeration('PayoutStatusFilter', 'How far a payout has come.', {
  canceled: 'It was called off.',
  failed: 'The bank sent it back.',
  paid: 'It has arrived, as far as anyone knows.',
  pending: 'It has not left yet.',
});

const PayoutTraceId = builder.objectRef<Stripe.Payout.TraceId>('PayoutTraceId');
PayoutTraceId.implement({
  description: 'The number by which a bank can find a payout.',
  fields: (t) => ({
    status: text(t, 'status', 'Whether there is one: `supported`, `pending` or `unsupported`.'),
    value: text(t, 'value', 'The number; null when there is none.', { nullable: true }),
  }),
});

/** GET /v1/payouts/{id} */
export const Payout = nodeType<Stripe.Payout>('Payout', {
  object: 'payout',
  prefix: 'po_',
  endpoint: '/v1/payouts/{id}',
  description: 'Money paid out of the balance to a bank account or a card.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'What is paid, in the smallest currency unit; negative when it is taken instead.'),
    applicationFee: reference(t, 'application_fee', "The platform's fee on it; null when there is none.", {
      type: ApplicationFee,
      expandable: true,
    }),
    applicationFeeAmount: amount(
      t,
      'application_fee_amount',
      'That fee, in the smallest currency unit; null when there is none.',
      { nullable: true },
    ),
    arrivalDate: timestamp(t, 'arrival_date', 'When it is expected to arrive, or did.'),
    automatic: flag(t, 'automatic', 'Whether it was made by a schedule, and not by hand.'),
    balanceTransaction: reference(t, 'balance_transaction', 'The movement on the balance; may be null.', {
      type: BalanceTransaction,
      expandable: true,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    description: text(t, 'description', 'Free text for people; null when none was given.', { nullable: true }),
    destination: identifierOf(t, 'destination', 'Id of the bank account or card that it goes to; may be null.', {
      nullable: true,
    }),
    failureBalanceTransaction: reference(
      t,
      'failure_balance_transaction',
      'The movement that brought the money back when it failed or was called off; null when it was not.',
      { type: BalanceTransaction, expandable: true },
    ),
    failureCode: text(t, 'failure_code', 'Why it failed, for a program; null when it did not.', { nullable: true }),
    failureMessage: text(t, 'failure_message', 'The same for a person; null when it did not.', { nullable: true }),
    livemode: livemode(t),
    metadata: metadata(t, { nullable: true }),
    method: text(t, 'method', 'How fast it goes: `standard` or `instant`.'),
    reconciliationStatus: enumerated(t, 'reconciliation_status', 'Whether REST knows what it paid out.', {
      type: ReconciliationStatus,
    }),
    sourceType: text(t, 'source_type', 'The part of the balance that it came from: `card`, `fpx` or `bank_account`.'),
    statementDescriptor: text(t, 'statement_descriptor', "What is printed on the receiver's statement; may be null.", {
      nullable: true,
    }),
    status: text(
      t,
      'status',
      'How far it has come: `pending`, `in_transit`, `paid`, `failed` or `canceled`. A bank may still send back what counts as paid.',
    ),
    traceId: nested(t, 'trace_id', 'The number by which the bank can find it; may be null.', {
      type: PayoutTraceId,
      nullable: true,
    }),
    type: enumerated(t, 'type', 'What it pays to.', { type: PayoutType }),
  }),
});

builder.objectFields(Payout, (t) => ({
  originalPayout: reference(
    t,
    'original_payout',
    'The payout that this one takes back; null when it takes back none.',
    {
      type: Payout,
      expandable: true,
    },
  ),
  reversedBy: reference(t, 'reversed_by', 'The payout that took this one back; null when none did.', {
    type: Payout,
    expandable: true,
  }),
}));

const PayoutConnection = connectionType(Payout, 'payouts');

builder.queryFields((t) => ({
  payout: lookup(t, Payout, 'A payout by its id, or null when there is none.'),
  payouts: connection(t, PayoutConnection, {
    description: 'Payouts, newest first.',
    args: {
      arrivalDate: t.arg({ type: TimestampRange, description: 'Only those that arrive in this range.' }),
      created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }),
      destination: t.arg.string({ description: 'Only those to the bank account or card with this id.' }),
      status: t.arg({ type: PayoutStatusFilter, description: 'Only those that have come so far.' }),
    },
    endpoint: '/v1/payouts',
    filters: ({ arrivalDate, created, destination, status }) => ({
      arrival_date: restRange(arrivalDate, 'arrivalDate'),
      created: restRange(created, 'created'),
      destination: destination ?? undefined,
      status: status ?? undefined,
    }),
  }),
}));
