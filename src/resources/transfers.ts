import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { currency, livemode, metadata, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { checkedId, lookup } from '../graph/kit/lookup.ts';
import { nodeType } from '../graph/kit/node.ts';
import { reference } from '../graph/kit/reference.ts';
import { restPath } from '../stripe/path.ts';
import { BalanceTransaction } from './balance-transactions.ts';
import { Account, Charge } from './stubs.ts';

/** GET /v1/transfers/{id} */
export const Transfer = nodeType<Stripe.Transfer>('Transfer', {
  object: 'transfer',
  prefix: 'tr_',
  path: (id) => restPath('/v1/transfers/{id}', { id }),
  description: 'Money moved from the platform to a connected account. REST: GET /v1/transfers/{id}.',
  idDescription: 'Stripe id, begins with `tr_`.',
  fields: (t) => ({
    amount: t.expose('amount', {
      type: 'SafeInt',
      description: 'What was transferred, in the smallest currency unit.',
    }),
    amountReversed: t.expose('amount_reversed', {
      type: 'SafeInt',
      description: 'What of it was reversed so far, in the smallest currency unit.',
    }),
    balanceTransaction: reference(t, BalanceTransaction, {
      key: 'balance_transaction',
      expandable: true,
      description: "The movement on the platform's balance. Costs no call of its own.",
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    currency: currency(t),
    description: t.expose('description', {
      type: 'String',
      nullable: true,
      description: 'Free text for people; null when none was given.',
    }),
    destination: reference(t, Account, {
      key: 'destination',
      expandable: true,
      description: 'The account that was paid.',
    }),
    destinationPayment: reference(t, Charge, {
      key: 'destination_payment',
      expandable: true,
      description: 'The payment that the destination account received.',
    }),
    livemode: livemode(t),
    metadata: metadata(t),
    reversed: t.expose('reversed', { type: 'Boolean', description: 'True once all of it was reversed.' }),
    sourceTransaction: reference(t, Charge, {
      key: 'source_transaction',
      expandable: true,
      description: 'The charge whose money was transferred; null when it came from the balance.',
    }),
    sourceType: t.expose('source_type', {
      type: 'String',
      nullable: true,
      description: 'The balance that it came from: `card`, `fpx` or `bank_account`.',
    }),
    transferGroup: t.expose('transfer_group', {
      type: 'String',
      nullable: true,
      description: 'Name of a group of transfers and charges that belong together; null when in none.',
    }),
  }),
});

const TransferConnection = connectionType(Transfer, 'tr_', 'transfers');

builder.queryFields((t) => ({
  transfer: lookup(t, Transfer, 'A transfer by its id, or null when there is none. One REST call.'),
  transfers: connection(t, TransferConnection, {
    description: 'Transfers, newest first. One REST call for every 100: GET /v1/transfers.',
    args: {
      created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }),
      destination: t.arg.id({ description: 'Only those to this account, an id that begins with `acct_`.' }),
      transferGroup: t.arg.string({ description: 'Only those of this group.' }),
    },
    path: () => restPath('/v1/transfers'),
    filters: ({ created, destination, transferGroup }) => ({
      created: restRange(created, 'created'),
      destination: destination == null ? undefined : checkedId(Account.resource, destination, 'destination'),
      transfer_group: transferGroup ?? undefined,
    }),
  }),
}));
