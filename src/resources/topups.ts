import type Stripe from 'stripe';
import { builder } from '../graph/kit/builder.ts';
import { connection, connectionType } from '../graph/kit/connection.ts';
import { enumerated } from '../graph/kit/enum-fields.ts';
import { enumeration } from '../graph/kit/enumeration.ts';
import { amount, currency, livemode, metadata, text, timestamp } from '../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../graph/kit/filters.ts';
import { lookup } from '../graph/kit/lookup.ts';
import { nodeType } from '../graph/kit/node.ts';
import { filterValue } from '../graph/kit/recognized.ts';
import { reference } from '../graph/kit/reference.ts';
import { BalanceTransaction } from './balance-transactions.ts';

const TopupStatus = enumeration<Stripe.Topup.Status>('TopupStatus', 'How far a topup has come.', {
  canceled: 'It was called off.',
  failed: 'The bank refused it.',
  pending: 'It is under way.',
  reversed: 'The bank took the money back.',
  succeeded: 'The money is there.',
});

/** GET /v1/topups/{id} */
export const Topup = nodeType<Stripe.Topup>('Topup', {
  object: 'topup',
  prefix: 'tu_',
  endpoint: '/v1/topups/{id}',
  description: "Money added to the balance from the account's bank.",
  fields: (t) => ({
    amount: amount(t, 'amount', 'What is added, in the smallest currency unit.'),
    balanceTransaction: reference(t, 'balance_transaction', 'The movement on the balance; null until it is there.', {
      type: BalanceTransaction,
      expandable: true,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    description: text(t, 'description', 'Free text for people; null when none was given.', { nullable: true }),
    expectedAvailabilityDate: timestamp(
      t,
      'expected_availability_date',
      'When the money is expected to be there; may be null.',
      { nullable: true },
    ),
    failureCode: text(t, 'failure_code', 'Why it failed, for a program; null when it did not.', { nullable: true }),
    failureMessage: text(t, 'failure_message', 'The same for a person; null when it did not.', { nullable: true }),
    livemode: livemode(t),
    metadata: metadata(t),
    statementDescriptor: text(t, 'statement_descriptor', "What is printed on the bank's statement; may be null.", {
      nullable: true,
    }),
    status: enumerated(t, 'status', 'How far it has come.', { type: TopupStatus }),
    transferGroup: text(t, 'transfer_group', 'Name of a group that it belongs to; null when in none.', {
      nullable: true,
    }),
  }),
});

const TopupConnection = connectionType(Topup, 'topups');

builder.queryFields((t) => ({
  topup: lookup(t, Topup, 'A topup by its id, or null when there is none.'),
  topups: connection(t, TopupConnection, {
    description: 'Topups, newest first.',
    args: {
      amount: t.arg({
        type: 'SafeInt',
        description: 'Only those of exactly this amount, in the smallest currency unit.',
      }),
      created: t.arg({ type: TimestampRange, description: 'Only those made in this range.' }),
      status: t.arg({ type: TopupStatus.ref, description: 'Only those that have come so far.' }),
    },
    endpoint: '/v1/topups',
    filters: ({ amount, created, status }) => ({
      amount: amount ?? undefined,
      created: restRange(created, 'created'),
      status: filterValue(status, 'status'),
    }),
  }),
}));
