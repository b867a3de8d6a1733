import type { InputShapeFromFields } from '@pothos/core';
import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { connection, connectionType } from '../../graph/kit/connection.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { amount, currency, identifier, livemode, text, timestamp } from '../../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../../graph/kit/filters.ts';
import { checkedId, lookup } from '../../graph/kit/lookup.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { defineResource } from '../../graph/resource.ts';
import { FinancialConnectionsAccount } from './accounts.ts';

const FinancialConnectionsTransactionStatus = enumeration<Stripe.FinancialConnections.Transaction.Status>(
  'FinancialConnectionsTransactionStatus',
  'How far a transaction has come at the bank.',
  {
    pending: 'The bank has not settled it yet.',
    posted: 'The bank has settled it.',
    void: 'It never took place after all.',
  },
);

const FinancialConnectionsTransactionStatusTransitions = builder
  .objectRef<Stripe.FinancialConnections.Transaction.StatusTransitions>(
    'FinancialConnectionsTransactionStatusTransitions',
  )
  .implement({
    description: 'When a transaction reached its later statuses.',
    fields: (t) => ({
      postedAt: timestamp(t, 'posted_at', 'When it became `POSTED`; null when it did not.', { nullable: true }),
      voidAt: timestamp(t, 'void_at', 'When it became `VOID`; null when it did not.', { nullable: true }),
    }),
  });

/** GET /v1/financial_connections/transactions/{id} */
export const FinancialConnectionsTransaction = nodeType<Stripe.FinancialConnections.Transaction>(
  'FinancialConnectionsTransaction',
  {
    object: 'financial_connections.transaction',
    prefix: 'fctxn_',
    endpoint: '/v1/financial_connections/transactions/{id}',
    description: "A movement on an outside account that its holder connected, as the holder's bank tells it.",
    fields: (t) => ({
      account: reference(
        t,
        'account',
        'The outside account that it moved money on. Its `transactions` alone cost no call for it.',
        { type: FinancialConnectionsAccount },
      ),
      amount: amount(
        t,
        'amount',
        'What was moved, in the smallest currency unit; negative when money left the account.',
      ),
      ...currency(t),
      description: text(t, 'description', "The bank's words for it."),
      livemode: livemode(t),
      status: enumerated(t, 'status', 'How far it has come at the bank.', {
        type: FinancialConnectionsTransactionStatus,
      }),
      statusTransitions: nested(t, 'status_transitions', 'When it reached its later statuses.', {
        type: FinancialConnectionsTransactionStatusTransitions,
      }),
      transactedAt: timestamp(t, 'transacted_at', 'When the money was moved, as the bank tells it.'),
      transactionRefresh: identifier(
        t,
        'transaction_refresh',
        'Id of the refresh that brought it or changed it last, begins with `fctxnref_`.',
      ),
      updated: timestamp(t, 'updated', 'When this record of it was changed last.'),
    }),
  },
);

const FinancialConnectionsTransactionConnection = connectionType(
  FinancialConnectionsTransaction,
  'transactions of an outside account',
);

const TransactionRefreshFilter = builder.inputType('TransactionRefreshFilter', {
  description: 'Picks transactions by the refresh that brought them or changed them last.',
  fields: (t) => ({
    after: t.id({
      required: true,
      description: 'Only what came with a later refresh than this one, an id that begins with `fctxnref_`.',
    }),
  }),
});

const TransactionRefresh = defineResource('FinancialConnectionsTransactionRefresh', {
  object: 'financial_connections.transaction_refresh',
  prefix: 'fctxnref_',
});

const narrowing = builder.args((t) => ({
  transactedAt: t.field({ type: TimestampRange, description: 'Only those whose money was moved in this range.' }),
  transactionRefresh: t.field({
    type: TransactionRefreshFilter,
    description: 'Only those that came with a later refresh; for reading on from where you stopped.',
  }),
}));

const filtersOf = (account: string, { transactedAt, transactionRefresh }: InputShapeFromFields<typeof narrowing>) => ({
  account,
  transacted_at: restRange(transactedAt, 'transactedAt'),
  transaction_refresh: transactionRefresh
    ? { after: checkedId(TransactionRefresh, transactionRefresh.after, 'transactionRefresh.after') }
    : undefined,
});

const LISTING =
  'newest first; the bank tells those of up to 180 days. REST refuses while no refresh of its transactions has succeeded.';

builder.objectField(FinancialConnectionsAccount, 'transactions', (t) =>
  connection(t, FinancialConnectionsTransactionConnection, {
    description: `Its transactions, ${LISTING}`,
    args: narrowing,
    endpoint: '/v1/financial_connections/transactions',
    filters: (args, { id }) => filtersOf(id, args),
    needsOnlyId: true,
  }),
);

builder.queryFields((t) => ({
  financialConnectionsTransaction: lookup(
    t,
    FinancialConnectionsTransaction,
    'A transaction of an outside account by its id, or null when there is none.',
  ),
  financialConnectionsTransactions: connection(t, FinancialConnectionsTransactionConnection, {
    description: `The transactions of one outside account, ${LISTING}`,
    args: {
      account: t.arg.id({ required: true, description: 'Id of the outside account, begins with `fca_`.' }),
      ...narrowing,
    },
    endpoint: '/v1/financial_connections/transactions',
    filters: ({ account, ...args }) =>
      filtersOf(checkedId(FinancialConnectionsAccount.resource, account, 'account'), args),
  }),
}));
