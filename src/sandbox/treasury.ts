import { type Endpoint, listEndpoint, retrieve } from './endpoint.ts';
import { invalid } from './errors.ts';
import { equals, time, within } from './filters.ts';
import { newestFirst, page, paging } from './paging.ts';
import { hash, oneOf, required, string } from './parameters.ts';
import type { RestObject } from './rest-object.ts';

interface FinancialAccount extends RestObject {
  created: number;
}
interface Entry extends RestObject {
  created: number;
  effective_at: number;
}
interface Transaction extends RestObject {
  created: number;
  status_transitions: { posted_at: number | null };
}

const financialAccounts = listEndpoint(
  {
    path: '/v1/treasury/financial_accounts',
    returns: 'treasury.financial_account',
    parameters: { ...paging, created: time },
  },
  ({ world }, { created, ...cursors }) =>
    page(
      {
        items: newestFirst(world.all<FinancialAccount>('treasury.financial_account'), (account) => account.created),
        matches: (account) => within(created, account.created),
        type: 'treasury.financial_account',
        url: '/v1/treasury/financial_accounts',
      },
      cursors,
    ),
);

const transactionEntries = listEndpoint(
  {
    path: '/v1/treasury/transaction_entries',
    returns: 'treasury.transaction_entry',
    parameters: {
      ...paging,
      financial_account: required(string()),
      transaction: string(),
      created: time,
      effective_at: time,
      order_by: oneOf('created', 'effective_at'),
    },
  },
  ({ world }, { financial_account, transaction, created, effective_at, order_by = 'created', ...cursors }) => {
    world.named('treasury.financial_account', financial_account, 'financial_account');
    if (transaction !== undefined) world.named('treasury.transaction', transaction, 'transaction');
    const entries = world.all<Entry>('treasury.transaction_entry');
    return page(
      {
        items: newestFirst(
          entries.filter((entry) => entry.financial_account === financial_account),
          (entry) => entry[order_by],
        ),
        matches: (entry) =>
          equals(transaction, entry.transaction) &&
          within(created, entry.created) &&
          within(effective_at, entry.effective_at),
        type: 'treasury.transaction_entry',
        url: '/v1/treasury/transaction_entries',
      },
      cursors,
    );
  },
  ({ created, effective_at, order_by = 'created' }) => {
    if (created !== undefined && order_by !== 'created') {
      throw invalid('created', 'The created filter can only be used with order_by=created.');
    }
    if (effective_at !== undefined && order_by !== 'effective_at') {
      throw invalid('effective_at', 'The effective_at filter can only be used with order_by=effective_at.');
    }
  },
);

const transactions = listEndpoint(
  {
    path: '/v1/treasury/transactions',
    returns: 'treasury.transaction',
    parameters: {
      ...paging,
      financial_account: required(string()),
      created: time,
      order_by: oneOf('created', 'posted_at'),
      status: oneOf('open', 'posted', 'void'),
      status_transitions: hash({ posted_at: time }),
    },
  },
  ({ world }, { financial_account, created, order_by = 'created', status, status_transitions, ...cursors }) => {
    world.named('treasury.financial_account', financial_account, 'financial_account');
    const postedAt = (transaction: Transaction): number | null => transaction.status_transitions.posted_at;
    const all = world.all<Transaction>('treasury.transaction');
    return page(
      {
        items: newestFirst(
          all.filter((transaction) => transaction.financial_account === financial_account),
          order_by === 'created' ? (transaction) => transaction.created : postedAt,
        ),
        matches: (transaction) =>
          equals(status, transaction.status) &&
          within(created, transaction.created) &&
          within(status_transitions?.posted_at, postedAt(transaction)),
        type: 'treasury.transaction',
        url: '/v1/treasury/transactions',
      },
      cursors,
    );
  },
  ({ created, order_by = 'created', status, status_transitions }) => {
    if (created !== undefined && order_by !== 'created') {
      throw invalid('created', 'The created filter can only be used with order_by=created.');
    }
    if (status_transitions?.posted_at !== undefined && (status !== 'posted' || order_by !== 'posted_at')) {
      const message = 'The posted_at filter can only be used with status=posted and order_by=posted_at.';
      throw invalid('status_transitions[posted_at]', message);
    }
  },
);

export const treasuryEndpoints: readonly Endpoint[] = [
  financialAccounts,
  transactionEntries,
  transactions,
  retrieve('/v1/treasury/financial_accounts/{financial_account}', 'treasury.financial_account'),
  retrieve('/v1/treasury/transaction_entries/{id}', 'treasury.transaction_entry'),
  retrieve('/v1/treasury/transactions/{id}', 'treasury.transaction'),
  retrieve('/v1/treasury/credit_reversals/{credit_reversal}', 'treasury.credit_reversal'),
  retrieve('/v1/treasury/debit_reversals/{debit_reversal}', 'treasury.debit_reversal'),
  retrieve('/v1/treasury/inbound_transfers/{id}', 'treasury.inbound_transfer'),
  retrieve('/v1/treasury/outbound_payments/{id}', 'treasury.outbound_payment'),
  retrieve('/v1/treasury/outbound_transfers/{outbound_transfer}', 'treasury.outbound_transfer'),
  retrieve('/v1/treasury/received_credits/{id}', 'treasury.received_credit'),
  retrieve('/v1/treasury/received_debits/{id}', 'treasury.received_debit'),
];
