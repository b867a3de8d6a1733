import { type Endpoint, listEndpoint, retrieve } from '../endpoint.ts';
import { invalid, noSuch } from '../errors.ts';
import { range, within } from '../filters.ts';
import { newestFirst, page, paging } from '../paging.ts';
import { hash, required, string } from '../parameters.ts';
import type { RestObject } from '../rest-object.ts';
import { type Account, accountType } from './account.ts';

interface Transaction extends RestObject {
  transacted_at: number;
  transaction_refresh: string;
  updated: number;
}

const transactionType = 'financial_connections.transaction';

/** Refreshes have no time of their own here: one is later when its transactions were updated later. */
const refreshesInOrder = (account: Account, transactions: readonly Transaction[]): string[] => {
  const oldestUpdateFirst = transactions.toSorted((a, b) => a.updated - b.updated);
  const ids = new Set(oldestUpdateFirst.map((transaction) => transaction.transaction_refresh));
  const current = account.transaction_refresh?.id;
  if (current !== undefined) ids.delete(current);
  return current === undefined ? [...ids] : [...ids, current];
};

const transactions = listEndpoint(
  {
    path: '/v1/financial_connections/transactions',
    returns: transactionType,
    parameters: {
      ...paging,
      account: required(string()),
      transacted_at: range,
      transaction_refresh: hash({ after: required(string()) }),
    },
  },
  ({ world }, { account: id, transacted_at, transaction_refresh: refresh, ...cursors }) => {
    const account = world.named<Account>(accountType, id, 'account');
    const all = world.all<Transaction>(transactionType).filter((transaction) => transaction.account === id);
    if (all.length === 0 && account.transaction_refresh?.status !== 'succeeded') {
      const code = 'financial_connections_no_successful_transaction_refresh';
      throw invalid('account', `The account ${id} has no successful transactions refresh.`, code);
    }
    const refreshes = refreshesInOrder(account, all);
    const after = refresh === undefined ? -1 : refreshes.indexOf(refresh.after);
    if (refresh !== undefined && after === -1) {
      throw noSuch('transaction_refresh', refresh.after, { status: 400, param: 'transaction_refresh[after]' });
    }
    return page(
      {
        items: newestFirst(all, (transaction) => transaction.transacted_at),
        matches: (transaction) =>
          within(transacted_at, transaction.transacted_at) &&
          refreshes.indexOf(transaction.transaction_refresh) > after,
        type: transactionType,
        url: '/v1/financial_connections/transactions',
      },
      cursors,
    );
  },
);

export const bankTransactionEndpoints: readonly Endpoint[] = [
  transactions,
  retrieve('/v1/financial_connections/transactions/{transaction}', transactionType),
];
