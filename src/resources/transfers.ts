import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { amount, currency, flag, livemode, metadata, text, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { checkedId, lookup } from '../graph/kit/lookup.ts';
import { nodeType } from '../graph/kit/node.ts';
import { reference } from '../graph/kit/reference.ts';
import { Account } from './accounts.ts';
import { BalanceTransaction } from './balance-transactions.ts';
import { Charge } from './charges.ts';

/** GET /v1/transfers/{id} */
export const Transfer = nodeType<Stripe.Transfer>('Transfer', {
  object: 'transfer',
  prefix: 'tr_',
  endpoint: '/v1/transfers/{id}',
  description: 'Money moved from the platform to a connected account.',
  fields: (t) => ({
    amount: amount(t, 'amount', 'What was transferred, in the smallest currency unit.'),
    amountReversed: amount(t, 'amount_reversed', 'What of it was reversed so far, in the smallest currency unit.'),
    balanceTransaction: reference(t, 'balance_transaction', "The movement on the platform's balance.", {
      type: BalanceTransaction,
      expandable: true,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    description: text(t, 'description', 'Free text for people; null when none was given.', { nullable: true }),
    destination: reference(t, 'destination', 'The account that was paid.', { type: Account, expandable: true }),
    destinationPayment: reference(t, 'destination_payment', 'The payment that the destination account received.', {
      type: Charge,
      expandable: true,
    }),
    livemode: livemode(t),
    metadata: metadata(t),
    reversed: flag(t, 'reversed', 'True once all of it was reversed.'),
    sourceTransaction: reference(
      t,
      'source_transaction',
      'The charge whose money was transferred; null when it came from the balance.',
      { type: Charge, expandable: true },
    ),
    sourceType: text(t, 'source_type', 'The balance that it came from: `card`, `fpx` or `bank_account`.', {
      nullable: true,
    }),
    transferGroup: text(
      t,
      'transfer_group',
      'Name of a group of transfers and charges that belong together; null when in none.',
      { nullable: true },
    ),
  }),
});

const TransferConnection = connectionType(Transfer, 'transfers');

builder.objectFields(Charge, (t) => ({
  sourceTransfer: reference(t, 'source_transfer', 'The transfer that it is the payment of; null when it is none.', {
    type: Transfer,
    expandable: true,
  }),
  transfer: reference(t, 'transfer', 'The transfer that it made by itself; null when it made none.', {
    type: Transfer,
    expandable: true,
  }),
}));

builder.objectField(Account, 'transfers', (t) =>
  connection(t, TransferConnection, {
    description: 'What the platform has transferred to it, newest first.',
    args: { created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }) },
    endpoint: '/v1/transfers',
    filters: ({ created }, { id }) => ({ destination: id, created: restRange(created, 'created') }),
    needsOnlyId: true,
  }),
);

builder.queryFields((t) => ({
  transfer: lookup(t, Transfer, 'A transfer by its id, or null when there is none.'),
  transfers: connection(t, TransferConnection, {
    description: 'Transfers, newest first.',
    args: {
      created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }),
      destination: t.arg.id({ description: 'Only those to this account, an id that begins with `acct_`.' }),
      transferGroup: t.arg.string({ description: 'Only those of this group.' }),
    },
    endpoint: '/v1/transfers',
    filters: ({ created, destination, transferGroup }) => ({
      created: restRange(created, 'created'),
      destination: destination == null ? undefined : checkedId(Account.resource, destination, 'destination'),
      transfer_group: transferGroup ?? undefined,
    }),
  }),
}));
