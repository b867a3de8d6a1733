import type { ObjectFieldBuilder } from '@pothos/core';
import type Stripe from 'stripe';
import { builder, type Types } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import { identifier, timestamp } from '../../graph/kit/fields.ts';

type Refresh = Stripe.FinancialConnections.Account.BalanceRefresh;
type TransactionRefresh = Stripe.FinancialConnections.Account.TransactionRefresh;

const RefreshStatus = enumeration<Refresh['status']>(
  'FinancialConnectionsRefreshStatus',
  'How an attempt to fetch data from the bank went.',
  { failed: 'It brought nothing.', pending: 'It is still under way.', succeeded: 'It brought the data.' },
);

const refreshFields = (t: ObjectFieldBuilder<Types, Refresh>) => ({
  lastAttemptedAt: timestamp(t, 'last_attempted_at', 'When the last attempt began.'),
  nextRefreshAvailableAt: timestamp(
    t,
    'next_refresh_available_at',
    'When the next attempt may begin; null while one is under way and when none may.',
    { nullable: true },
  ),
  status: enumerated(t, 'status', 'How the last attempt went.', { type: RefreshStatus }),
});

export const FinancialConnectionsRefresh = builder.objectRef<Refresh>('FinancialConnectionsRefresh');
FinancialConnectionsRefresh.implement({
  description: 'The last attempt to fetch one kind of data about an outside account from its bank.',
  fields: refreshFields,
});

export const FinancialConnectionsTransactionRefresh = builder.objectRef<TransactionRefresh>(
  'FinancialConnectionsTransactionRefresh',
);
FinancialConnectionsTransactionRefresh.implement({
  description: "The last attempt to fetch an outside account's transactions from its bank.",
  fields: (t) => ({
    id: identifier(
      t,
      'id',
      'Id of the refresh, begins with `fctxnref_`. Keep it: `transactionRefresh: { after: ... }` then picks what came later.',
    ),
    ...refreshFields(t),
  }),
});
