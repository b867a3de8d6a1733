import type Stripe from 'stripe';
import { builder } from '../../graph/kit/builder.ts';
import { connection, connectionType } from '../../graph/kit/connection.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration, inputEnumeration } from '../../graph/kit/enumeration.ts';
import { currency, identifier, livemode, timestamp } from '../../graph/kit/fields.ts';
import { restRange, TimestampRange } from '../../graph/kit/filters.ts';
import { checkedId, lookup } from '../../graph/kit/lookup.ts';
import { nested } from '../../graph/kit/nested-fields.ts';
import { nodeType } from '../../graph/kit/node.ts';
import { reference } from '../../graph/kit/reference.ts';
import { restValue, TEXT } from '../../graph/kit/rest-value.ts';
import type { RestParams } from '../../stripe/form.ts';
import { FinancialAccount } from './financial-accounts.ts';
import { flowDetails } from './flow-details.ts';
import { BalanceImpact } from './shared/balance-impact.ts';
import { FlowType } from './shared/flow-type.ts';
import { orderFor } from './shared/order.ts';
import { TreasuryTransaction } from './transactions.ts';

const TransactionEntryType = enumeration<Stripe.Treasury.TransactionEntry.Type>(
  'TransactionEntryType',
  'Which step of a flow an entry is.',
  {
    credit_reversal: 'A credit reversal was made.',
    credit_reversal_posting: 'A credit reversal was sent.',
    debit_reversal: 'A debit reversal was made.',
    inbound_transfer: 'An inbound transfer was made.',
    inbound_transfer_return: 'The bank took the money of an inbound transfer back.',
    issuing_authorization_hold: 'Money was held for a purchase with a card.',
    issuing_authorization_release: 'Held money was released.',
    other: 'None of the others.',
    outbound_payment: 'An outbound payment was made.',
    outbound_payment_cancellation: 'An outbound payment was called back.',
    outbound_payment_failure: 'An outbound payment could not be sent.',
    outbound_payment_posting: 'An outbound payment was sent.',
    outbound_payment_return: 'An outbound payment came back.',
    outbound_transfer: 'An outbound transfer was made.',
    outbound_transfer_cancellation: 'An outbound transfer was called back.',
    outbound_transfer_failure: 'An outbound transfer could not be sent.',
    outbound_transfer_posting: 'An outbound transfer was sent.',
    outbound_transfer_return: 'An outbound transfer came back.',
    received_credit: 'Money came in.',
    received_debit: 'Money was pulled out.',
  },
);

/** GET /v1/treasury/transaction_entries/{id} */
export const TransactionEntry = nodeType<Stripe.Treasury.TransactionEntry>('TransactionEntry', {
  object: 'treasury.transaction_entry',
  prefix: 'trxne_',
  endpoint: '/v1/treasury/transaction_entries/{id}',
  siblingsExpansion: 'transaction.entries',
  description: 'One step of a treasury transaction: a change of the balance of a financial account.',
  fields: (t) => ({
    balanceImpact: nested(t, 'balance_impact', 'How much it changes each part of the balance.', {
      type: BalanceImpact,
    }),
    created: timestamp(t, 'created', 'When it was made.'),
    ...currency(t),
    effectiveAt: timestamp(t, 'effective_at', 'When the balance changes, which may be before or after it was made.'),
    financialAccount: reference(t, 'financial_account', 'The account whose balance changes.', {
      type: FinancialAccount,
    }),
    flow: identifier(
      t,
      'flow',
      'Id of the flow that moved the money, such as an `rc_` or `obp_` id; null when there is none.',
      { nullable: true },
    ),
    flowDetails: flowDetails(t),
    flowType: enumerated(t, 'flow_type', 'What kind of flow moved the money.', { type: FlowType }),
    livemode: livemode(t),
    transaction: reference(t, 'transaction', 'The transaction that it is a step of.', {
      type: TreasuryTransaction,
      expandable: true,
    }),
    type: enumerated(t, 'type', 'Which step it is.', { type: TransactionEntryType }),
  }),
});

const TransactionEntryConnection = connectionType(TransactionEntry, 'treasury transaction entries');

const TransactionEntryOrder = inputEnumeration('TransactionEntryOrder', 'What comes first in a list.', {
  created: 'Those made last.',
  effective_at: 'Those that change the balance last.',
});

const narrowing = builder.args((t) => ({
  transaction: t.id({ description: 'Only those of this transaction, an id that begins with `trxn_`.' }),
  created: t.field({ type: TimestampRange, description: 'Only those made in this range. Not with `EFFECTIVE_AT`.' }),
  effectiveAt: t.field({
    type: TimestampRange,
    description: 'Only those that change the balance in this range; `orderBy: EFFECTIVE_AT` is filled in.',
  }),
  orderBy: t.field({ type: TransactionEntryOrder, description: 'What comes first; `CREATED` when not given.' }),
}));

interface Narrowing {
  readonly transaction?: string | null | undefined;
  readonly created?: typeof TimestampRange.$inferInput | null | undefined;
  readonly effectiveAt?: typeof TimestampRange.$inferInput | null | undefined;
  readonly orderBy?: typeof TransactionEntryOrder.$inferInput | null | undefined;
}

const filtersOf = (account: string, { transaction, created, effectiveAt, orderBy }: Narrowing): RestParams => ({
  financial_account: account,
  transaction: transaction == null ? undefined : checkedId(TreasuryTransaction.resource, transaction, 'transaction'),
  created: restRange(created, 'created'),
  effective_at: restRange(effectiveAt, 'effectiveAt'),
  order_by: orderFor(orderBy, [
    { order: 'created', argument: 'created', range: created },
    { order: 'effective_at', argument: 'effectiveAt', range: effectiveAt },
  ]),
});

builder.objectField(TreasuryTransaction, 'entries', (t) =>
  connection(t, TransactionEntryConnection, {
    description: 'Its entries, newest first.',
    endpoint: '/v1/treasury/transaction_entries',
    filters: (_args, transaction) => ({
      financial_account: restValue(transaction, 'financial_account', TEXT),
      transaction: transaction.id,
    }),
    embedded: { keys: ['entries'], expand: 1, size: 0, retrieveOnly: true },
  }),
);

builder.objectField(FinancialAccount, 'transactionEntries', (t) =>
  connection(t, TransactionEntryConnection, {
    description: 'The entries of all its transactions, newest first.',
    args: narrowing,
    endpoint: '/v1/treasury/transaction_entries',
    filters: (args, { id }) => filtersOf(id, args),
    needsOnlyId: true,
  }),
);

builder.queryFields((t) => ({
  transactionEntry: lookup(t, TransactionEntry, 'An entry by its id, or null when there is none.'),
  transactionEntries: connection(t, TransactionEntryConnection, {
    description: 'The entries of one financial account, newest first.',
    args: {
      financialAccount: t.arg.id({ required: true, description: 'Id of the account, begins with `fa_`.' }),
      ...narrowing,
    },
    endpoint: '/v1/treasury/transaction_entries',
    filters: ({ financialAccount, ...args }) =>
      filtersOf(checkedId(FinancialAccount.resource, financialAccount, 'financialAccount'), args),
  }),
}));
