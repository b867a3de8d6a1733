import { ownersOf } from './embedded.ts';
import { type Endpoint, listEndpoint, objectEndpoint, retrieve } from './endpoint.ts';
import { invalid, noSuch, RestError } from './errors.ts';
import { equals, time, within } from './filters.ts';
import { newestFirst, page, paging } from './paging.ts';
import { array, hash, oneOf, required, string } from './parameters.ts';
import { itemsOf, type RestObject } from './rest-object.ts';
import type { World } from './world.ts';

interface Account extends RestObject {
  account_holder: { account?: string; customer?: string } | null;
  created: number;
  ownership: string | null;
  status: 'active' | 'disconnected' | 'inactive';
  subscriptions: string[] | null;
  transaction_refresh: { id: string; status: string } | null;
}
interface Transaction extends RestObject {
  transacted_at: number;
  transaction_refresh: string;
  updated: number;
}

const accountType = 'financial_connections.account';
const transactionType = 'financial_connections.transaction';
const accountPath = '/v1/financial_connections/accounts';

const accounts = listEndpoint(
  {
    path: accountPath,
    returns: accountType,
    parameters: { ...paging, account_holder: hash({ account: string(), customer: string() }), session: string() },
  },
  ({ world }, { account_holder: holder, session, ...cursors }) => {
    // A session is no object of these endpoints; a seed may hold one, with the list of its accounts.
    const collected =
      session === undefined
        ? undefined
        : itemsOf(world.named('financial_connections.session', session, 'session'), 'accounts').map(({ id }) => id);
    return page(
      {
        items: newestFirst(world.all<Account>(accountType), (account) => account.created),
        matches: (account) =>
          equals(holder?.account, account.account_holder?.account) &&
          equals(holder?.customer, account.account_holder?.customer) &&
          (collected === undefined || collected.includes(account.id)),
        type: accountType,
        url: accountPath,
      },
      cursors,
    );
  },
  ({ account_holder: holder }) => {
    if (holder?.account === undefined || holder.customer === undefined) return;
    const message = 'You may only specify one of these parameters: account_holder[account], account_holder[customer].';
    throw invalid('account_holder', message, 'parameters_exclusive');
  },
);

const owners = listEndpoint(
  {
    path: '/v1/financial_connections/accounts/{account}/owners',
    returns: 'financial_connections.account_owner',
    parameters: { ...paging, ownership: required(string()) },
  },
  ({ world, ids }, { ownership: id, ...cursors }) => {
    const account = world.get<Account>(accountType, ids.account);
    const ownership = world.named('financial_connections.account_ownership', id, 'ownership');
    const url = `${accountPath}/${account.id}/owners`;
    const { items, url: itsUrl } = ownersOf(ownership, world);
    // Also an earlier ownership of this account, which the account names no more, is known by its URL.
    if (account.ownership !== id && !itsUrl.startsWith(`${url}?`)) {
      throw noSuch('financial_connections.account_ownership', id, { status: 400, param: 'ownership' });
    }
    return page({ items, type: 'financial_connections.account_owner', url: `${url}?ownership=${id}` }, cursors);
  },
);

/** Refreshes have no time of their own here: one is later when its transactions were updated later. */
function refreshesInOrder(account: Account, transactions: readonly Transaction[]): string[] {
  const oldestUpdateFirst = transactions.toSorted((a, b) => a.updated - b.updated);
  const ids = new Set(oldestUpdateFirst.map((transaction) => transaction.transaction_refresh));
  const current = account.transaction_refresh?.id;
  if (current !== undefined) ids.delete(current);
  return current === undefined ? [...ids] : [...ids, current];
}

const transactions = listEndpoint(
  {
    path: '/v1/financial_connections/transactions',
    returns: transactionType,
    parameters: {
      ...paging,
      account: required(string()),
      transacted_at: time,
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

function activeAccount(world: World, id: string): Account {
  const account = world.get<Account>(accountType, id);
  if (account.status === 'active') return account;
  const message = `The account ${id} is ${account.status}; this needs an active account.`;
  throw new RestError(400, message, { code: 'financial_connections_account_inactive' });
}

const refresh = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/financial_connections/accounts/{account}/refresh',
    returns: accountType,
    parameters: { features: required(array(oneOf('balance', 'ownership', 'transactions'))) },
  },
  ({ world, ids }, { features }) => {
    const account = activeAccount(world, ids.account);
    const pending = { last_attempted_at: world.now(), next_refresh_available_at: null, status: 'pending' };
    return world.put({
      ...account,
      ...(features.includes('balance') && { balance_refresh: pending }),
      ...(features.includes('ownership') && { ownership_refresh: pending }),
      ...(features.includes('transactions') && {
        transaction_refresh: { id: world.newId('fctxnref'), ...pending },
      }),
    });
  },
);

const subscriptionFeatures = { features: required(array(oneOf('transactions'))) };

const subscribe = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/financial_connections/accounts/{account}/subscribe',
    returns: accountType,
    parameters: subscriptionFeatures,
  },
  ({ world, ids }, { features }) => {
    const account = activeAccount(world, ids.account);
    return world.put({ ...account, subscriptions: [...new Set([...(account.subscriptions ?? []), ...features])] });
  },
);

const unsubscribe = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/financial_connections/accounts/{account}/unsubscribe',
    returns: accountType,
    parameters: subscriptionFeatures,
  },
  ({ world, ids }, { features }) => {
    const account = world.get<Account>(accountType, ids.account);
    const left = (account.subscriptions ?? []).filter((feature) => !features.some((ended) => ended === feature));
    return world.put({ ...account, subscriptions: left });
  },
);

const disconnect = objectEndpoint(
  {
    method: 'POST',
    path: '/v1/financial_connections/accounts/{account}/disconnect',
    returns: accountType,
    parameters: {},
  },
  ({ world, ids }) => {
    const account = world.get<Account>(accountType, ids.account);
    return world.put({ ...account, status: 'disconnected', subscriptions: [] });
  },
);

export const financialConnectionsEndpoints: readonly Endpoint[] = [
  accounts,
  retrieve('/v1/financial_connections/accounts/{account}', accountType),
  owners,
  refresh,
  subscribe,
  unsubscribe,
  disconnect,
  transactions,
  retrieve('/v1/financial_connections/transactions/{transaction}', transactionType),
];
