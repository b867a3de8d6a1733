import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import { amount, currency, flag, identifier, identifierOf, livemode, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { checkedId, lookup } from '../graph/kit/lookup.ts';
import { nested } from '../graph/kit/nested-fields.ts';
import { nodeType } from '../graph/kit/node.ts';
import { reference } from '../graph/kit/reference.ts';
import { Account } from './accounts.ts';
import { BalanceTransaction } from './balance-transactions.ts';
import { Charge } from './charges.ts';

const FeeSourceType = enumeration<Stripe.ApplicationFee.FeeSource.Type>(
  'ApplicationFeeSourceType',
  'What a platform took a fee on.',
  { charge: 'A charge.', payout: 'A payout.' },
);

const FeeSource = builder.objectRef<Stripe.ApplicationFee.FeeSource>('ApplicationFeeSource');
FeeSource.implement({
  description: 'What a platform took a fee on.',
  fields: (t) => ({
    charge: identifier(t, 'charge', 'Id of the charge; null when it was none.', { nullable: true }),
    payout: identifier(t, 'payout', 'Id of the payout; null when it was none.', { nullable: true }),
    type: enumerated(t, 'type', 'Which of the two it was.', { type: FeeSourceType }),
  }),
});

/** GET /v1/application_fees/{id} */
export const ApplicationFee = nodeType<Stripe.ApplicationFee>('ApplicationFee', {
  object: 'application_fee',
  prefix: 'fee_',
  endpoint: '/v1/application_fees/{id}',
  description: 'What a platform took of a payment of a connected account.',
  fields: (t) => ({
    account: reference(t, 'account', 'The account that it was taken from.', { type: Account, expandable: true }),
    amount: amount(t, 'amount', 'The fee, in the smallest currency unit.'),
    amountRefunded: amount(t, 'amount_refunded', 'What of it was given back so far, in the smallest currency unit.'),
    application: identifierOf(t, 'application', 'Id of the Connect application that took it.'),
    balanceTransaction: reference(t, 'balance_transaction', "The movement on the platform's balance; may be null.", {
      type: BalanceTransaction,
      expandable: true,
    }),
    charge: reference(t, 'charge', 'The charge that it was taken on.', { type: Charge, expandable: true }),
    created: timestamp(t, 'created', 'When it was taken.'),
    ...currency(t),
    feeSource: nested(t, 'fee_source', 'What it was taken on; may be null.', { type: FeeSource, nullable: true }),
    livemode: livemode(t),
    originatingTransaction: reference(
      t,
      'originating_transaction',
      "The platform's own charge behind it; null when the account was charged directly.",
      { type: Charge, expandable: true },
    ),
    refunded: flag(t, 'refunded', 'True once all of it was given back.'),
  }),
});

const ApplicationFeeConnection = connectionType(ApplicationFee, 'application fees');

builder.objectField(Charge, 'applicationFee', (t) =>
  reference(t, 'application_fee', "The platform's fee on it; null when there is none.", {
    type: ApplicationFee,
    expandable: true,
  }),
);

builder.queryFields((t) => ({
  applicationFee: lookup(t, ApplicationFee, 'An application fee by its id, or null when there is none.'),
  applicationFees: connection(t, ApplicationFeeConnection, {
    description: 'Application fees, newest first.',
    args: {
      charge: t.arg.id({ description: 'Only those on this charge, such as `ch_1Abc`.' }),
      created: t.arg({ type: TimestampRange, description: 'Only those taken in this range.' }),
    },
    endpoint: '/v1/application_fees',
    filters: ({ charge, created }) => ({
      charge: charge == null ? undefined : checkedId(Charge.resource, charge, 'charge'),
      created: restRange(created, 'created'),
    }),
  }),
}));
