import type Stripe from 'stripe';
import { badUserInput } from '../../graph/errors.ts';
import { builder } from '../../graph/kit/builder.ts';
import { connection, connectionType } from '../../graph/kit/connection.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration, inputEnumeration } from '../../graph/kit/enumeration.ts';
import { amount, currency, identifier, livemode, text, timestamp } from '../../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../../graph/kit/filters.ts';
import { checkedId, lookup } from '../../graph/kit/lookup.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import type { RestParams } from '../../stripe/form.ts';
import { FinancialAccount } from './financial-accounts.ts';
import { BalanceImpact } from './shared/balance-impact.ts';
import { FlowType } from './shared/flow-type.ts';
import { orderFor } from './shared/order.ts';

const TreasuryTransactionStatus = enumeration<Stripe.Treasury.Transaction.Status>(
  'TreasuryTransactionStatus',
  'How far a treasury transaction has come.',
  {
    open: 'Some of its money is still on its way.',
    posted: 'Done: the money has moved.',
    void: 'Done: nothing was moved in the end, and it no longer affects the balance.',
  },
);

const TreasuryTransactionStatusTransitions = builder.objectRef<Stripe.Treasury.Transaction.StatusTransitions>(
  'TreasuryTransactionStatusTransitions',
);
TreasuryTransactionStatusTransitions.implement({
  description: 'When a treasury transaction reached its later statuses.',
  fields: (t) => ({
    postedAt: timestamp(t, 'posted_at', 'When it became `POSTED`; null when it did not.', { nullable: true }),
    voidAt: timestamp(t, 'void_at', 'When it became `VOID`; null when it did not.', { nullable: true }),
  }),
});

/** GET /v1/treasury/transactions/{id} */
export const TreasuryTransaction = nodeType<Stripe.Treasury.Transaction>('TreasuryTransaction', {
  object: 'treasury.transaction',
  prefix: 'trxn_',
  endpoint: '/v1/treasury/transactions/{id}',
  description: 'What one flow does to the balance of a financial account, over all its entries.',
  fields: (t) => ({
    amount: amount(
      t,
      'amount',
      'What is moved, in the smallest currency unit; negative when money leaves the account.',
    ),
    balanceImpact: nested(t, 'balance_impact', 'How much it has changed each part of the balance so far.', {
      type: BalanceImpact,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    description: text(t, 'description', 'Text for people.'),
    financialAccount: reference(t, 'financial_account', 'The account whose balance it changes.', {
      type: FinancialAccount,
    }),
    flow: identifier(
      t,
      'flow',
      'Id of the flow that moved the money, such as an `rc_` or `obp_` id; null when there is none.',
      { nullable: true },
    ),
    flowType: enumerated(t, 'flow_type', 'What kind of flow moved the money.', { type: FlowType }),
    livemode: livemode(t),
    status: enumerated(t, 'status', 'How far it has come.', { type: TreasuryTransactionStatus }),
    statusTransitions: nested(t, 'status_transitions', 'When it reached its later statuses.', {
      type: TreasuryTransactionStatusTransitions,
    }),
  }),
});

const TreasuryTransactionConnection = connectionType(TreasuryTransaction, 'treasury transactions');

const TreasuryTransactionOrder = inputEnumeration('TreasuryTransactionOrder', 'What comes first in a list.', {
  created: 'Those made last.',
  posted_at: 'Those posted last.',
});

const narrowing = builder.args((t) => ({
  status: t.field({ type: TreasuryTransactionStatus.ref, description: 'Only those of this status.' }),
  created: t.field({ type: TimestampRange, description: 'Only those made in this range. Not with `POSTED_AT`.' }),
  postedAt: t.field({
    type: TimestampRange,
    description: 'Only those posted in this range; `status: POSTED` and `orderBy: POSTED_AT` are filled in.',
  }),
  orderBy: t.field({ type: TreasuryTransactionOrder, description: 'What comes first; `CREATED` when not given.' }),
}));

interface Narrowing {
  readonly status?: typeof TreasuryTransactionStatus.ref.$inferInput | null | undefined;
  readonly created?: typeof TimestampRange.$inferInput | null | undefined;
  readonly postedAt?: typeof TimestampRange.$inferInput | null | undefined;
  readonly orderBy?: typeof TreasuryTransactionOrder.$inferInput | null | undefined;
}

const filtersOf = (account: string, { status, created, postedAt, orderBy }: Narrowing): RestParams => {
  if (status === 'unrecognized') throw badUserInput('`status` must be OPEN, POSTED or VOID.');
  const order = orderFor(orderBy, [
    { order: 'created', argument: 'created', range: created },
    { order: 'posted_at', argument: 'postedAt', range: postedAt },
  ]);
  if (postedAt && status && status !== 'posted') {
    throw badUserInput('`postedAt` needs `status: POSTED`. Write that, or leave `status` out.');
  }
  return {
    financial_account: account,
    status: status ?? (postedAt ? 'posted' : undefined),
    created: restRange(created, 'created'),
    status_transitions: postedAt ? { posted_at: restRange(postedAt, 'postedAt') } : undefined,
    order_by: order,
  };
};

builder.objectField(FinancialAccount, 'transactions', (t) =>
  connection(t, TreasuryTransactionConnection, {
    description: 'Its transactions, newest first.',
    args: narrowing,
    endpoint: '/v1/treasury/transactions',
    filters: (args, { id }) => filtersOf(id, args),
    needsOnlyId: true,
  }),
);

builder.queryFields((t) => ({
  treasuryTransaction: lookup(t, TreasuryTransaction, 'A treasury transaction by its id, or null when there is none.'),
  treasuryTransactions: connection(t, TreasuryTransactionConnection, {
    description: 'The transactions of one financial account, newest first.',
    args: {
      financialAccount: t.arg.id({ required: true, description: 'Id of the account, begins with `fa_`.' }),
      ...narrowing,
    },
    endpoint: '/v1/treasury/transactions',
    filters: ({ financialAccount, ...args }) =>
      filtersOf(checkedId(FinancialAccount.resource, financialAccount, 'financialAccount'), args),
  }),
}));
