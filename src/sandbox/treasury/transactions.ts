import { type Endpoint, listEndpoint, retrieve } from '../endpoint.ts';
import { invalid } from '../errors.ts';
import { equals, range, within } from '../filters.ts';
import { newestFirst, page, paging } from '../paging.ts';
import { hash, oneOf, required, string } from '../parameters.ts';
import type { RestObject } from '../rest-object.ts';

interface Transaction extends RestObject {
  created: number;
  status_transitions: { posted_at: number | null };
}

const transactions = listEndpoint(
  {
    path: '/v1/treasury/transactions',
    returns: 'treasury.transaction',
    parameters: {
      ...paging,
      financial_account: required(string()),
      created: range,
      order_by: oneOf('created', 'posted_at'),
      status: oneOf('open', 'posted', 'void'),
      status_transitions: hash({ posted_at: range }),
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

export const transactionEndpoints: readonly Endpoint[] = [
  transactions,
  retrieve('/v1/treasury/transactions/{id}', 'treasury.transaction'),
];
