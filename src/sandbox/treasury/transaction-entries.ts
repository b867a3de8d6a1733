import { type Endpoint, listEndpoint, retrieve } from '../endpoint.ts';
import { invalid } from '../errors.ts';
import { equals, range, within } from '../filters.ts';
import { newestFirst, page, paging } from '../paging.ts';
import { oneOf, required, string } from '../parameters.ts';
import type { RestObject } from '../rest-object.ts';

interface Entry extends RestObject {
  created: number;
  effective_at: number;
}

const transactionEntries = listEndpoint(
  {
    path: '/v1/treasury/transaction_entries',
    returns: 'treasury.transaction_entry',
    parameters: {
      ...paging,
      financial_account: required(string()),
      transaction: string(),
      created: range,
      effective_at: range,
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

export const transactionEntryEndpoints: readonly Endpoint[] = [
  transactionEntries,
  retrieve('/v1/treasury/transaction_entries/{id}', 'treasury.transaction_entry'),
];
