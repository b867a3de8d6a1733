import { type Endpoint, listEndpoint, retrieve } from '../endpoint.ts';
import { invalid, noSuch } from '../errors.ts';
import { range, within } from '../filters.ts';
import { newestFirst, page, paging } from '../paging.ts';
import { hash, required, string } from '../parameters.ts';
import type { World } from '../world.ts';
import { type Account, accountType, type BankTransaction, transactionType } from './account.ts';
import { refreshesOf } from './refresh.ts';

/** Oldest first. A refresh of the seed is as old as the transactions that name it; the account names the last one. */
const refreshesInOrder = (account: Account, transactions: readonly BankTransaction[], world: World): string[] => {
  const times = new Map(transactions.map((transaction) => [transaction.transaction_refresh, transaction.updated]));
  for (const { id, created } of refreshesOf(world, account)) times.set(id, created);
  const current = account.transaction_refresh?.id;
  if (current !== undefined) times.delete(current);
  const earlier = [...times].sort(([, a], [, b]) => a - b).map(([id]) => id);
  return current === undefined ? earlier : [...earlier, current];
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
    const all = world.all<BankTransaction>(transactionType).filter((transaction) => transaction.account === id);
    if (all.length === 0 && account.transaction_refresh?.status !== 'succeeded') {
      const code = 'financial_connections_no_successful_transaction_refresh';
      throw invalid('account', `The account ${id} has no successful transactions refresh.`, code);
    }
    const refreshes = refreshesInOrder(account, all, world);
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
