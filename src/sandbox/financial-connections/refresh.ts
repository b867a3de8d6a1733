import { createHash } from 'node:crypto';
import { itemsOf, type RestObject } from '../rest-object.ts';
import type { World } from '../world.ts';
import { type Account, accountType, type BankTransaction, type Feature, transactionType } from './account.ts';

/** What a refresh brings when it succeeds. REST takes seconds to hours; the sandbox takes seconds. */

const refreshTakes = 3;

const day = 24 * 60 * 60;
const newPerRefresh = 3;
const shops = ['Rocket Rides', 'Corner Bakery', 'City Power & Light', 'Harbor Books', 'Green Grocer'];

/** The same number for the same text, from 0 to `below`. */
const numberFor = (text: string, below: number): number =>
  createHash('sha256').update(text).digest().readUInt32BE(0) % below;

const transactionsOf = (world: World, account: Account): BankTransaction[] =>
  world.all<BankTransaction>(transactionType).filter((transaction) => transaction.account === account.id);

/** What was pending is settled, and a few new ones appear between the last one and now. */
const bringTransactions = (world: World, account: Account, refresh: string): void => {
  const now = world.now();
  const known = transactionsOf(world, account);
  for (const transaction of known.filter(({ status }) => status === 'pending')) {
    world.put({
      ...transaction,
      status: 'posted',
      status_transitions: { ...transaction.status_transitions, posted_at: now },
      transaction_refresh: refresh,
      updated: now,
    });
  }
  const last = Math.max(now - day, ...known.map(({ transacted_at }) => transacted_at));
  for (let n = 1; n <= newPerRefresh; n += 1) {
    const id = world.newId('fctxn');
    world.put<BankTransaction>({
      id,
      object: transactionType,
      account: account.id,
      amount: -150 - numberFor(id, 18_000),
      currency: 'usd',
      description: shops[numberFor(`${id}/shop`, shops.length)] ?? '',
      livemode: false,
      status: 'pending',
      status_transitions: { posted_at: null, void_at: null },
      transacted_at: last + Math.floor(((now - last) * n) / (newPerRefresh + 1)),
      transaction_refresh: refresh,
      updated: now,
    });
  }
};

/** As the bank tells it: the last known balance, and what was posted since. */
const balanceOf = (world: World, account: Account): RestObject['balance'] => {
  const { as_of = 0, current = { usd: 0 } } = account.balance ?? {};
  const since = transactionsOf(world, account).filter(
    ({ status_transitions: { posted_at } }) => posted_at !== null && posted_at > as_of,
  );
  const usd = since.reduce((total, { amount }) => total + amount, current.usd ?? 0);
  const shown = { as_of: world.now(), current: { ...current, usd } };
  return account.category === 'credit'
    ? { ...shown, type: 'credit', credit: { used: { usd: usd === 0 ? 0 : -usd } } }
    : { ...shown, type: 'cash', cash: { available: { usd } } };
};

const ownershipType = 'financial_connections.account_ownership';
const unknownOwner = {
  object: 'financial_connections.account_owner',
  email: null,
  name: 'Jane Austen',
  phone: null,
  raw_address: null,
};

/** A new ownership with the owners that the bank names now; an account without one has a single owner. */
const bringOwnership = (world: World, account: Account): string => {
  const id = world.newId('fcaowns');
  const former = account.ownership === null ? undefined : world.find(ownershipType, account.ownership);
  const owners = former === undefined ? [unknownOwner] : itemsOf(former, 'owners');
  const data = owners.map((owner) => ({
    ...owner,
    id: world.newId('fcaown'),
    ownership: id,
    refreshed_at: world.now(),
  }));
  const url = `/v1/financial_connections/accounts/${account.id}/owners?ownership=${id}`;
  world.put({
    id,
    object: ownershipType,
    created: world.now(),
    owners: { object: 'list', data, has_more: false, url },
  });
  return id;
};

const fieldOf = {
  balance: 'balance_refresh',
  ownership: 'ownership_refresh',
  transactions: 'transaction_refresh',
} as const;

const finish = (world: World, id: string, features: readonly Feature[]): void => {
  const account = world.get<Account>(accountType, id);
  const isActive = account.status === 'active';
  const next_refresh_available_at = isActive ? world.now() + day : null;
  const ended = { next_refresh_available_at, status: isActive ? 'succeeded' : 'failed' };
  const refreshes = Object.fromEntries(
    features.map((feature) => [fieldOf[feature], { ...account[fieldOf[feature]], ...ended }]),
  );
  if (!isActive) {
    world.put({ ...account, ...refreshes });
    return;
  }
  if (features.includes('transactions')) bringTransactions(world, account, account.transaction_refresh?.id ?? '');
  world.put({
    ...account,
    ...refreshes,
    ...(features.includes('balance') && { balance: balanceOf(world, account) }),
    ...(features.includes('ownership') && { ownership: bringOwnership(world, account) }),
  });
};

interface StoredRefresh extends RestObject {
  account: string;
  created: number;
}

/** REST shows no such object, but takes its id as a cursor long after the account names a later one. */
const refreshType = 'transaction_refresh';

export const refreshesOf = (world: World, { id }: Account): StoredRefresh[] =>
  world.all<StoredRefresh>(refreshType).filter(({ account }) => account === id);

/** Pending at once, and ended after a while: with success, unless the account was disconnected meanwhile. */
export const startRefresh = (world: World, account: Account, features: readonly Feature[]): Account => {
  const pending = { last_attempted_at: world.now(), next_refresh_available_at: null, status: 'pending' };
  const started: Record<string, object> = Object.fromEntries(features.map((feature) => [fieldOf[feature], pending]));
  if (features.includes('transactions')) {
    const { id } = world.put({
      id: world.newId('fctxnref'),
      object: refreshType,
      account: account.id,
      created: world.now(),
    });
    started.transaction_refresh = { id, ...pending };
  }
  world.later(refreshTakes, () => finish(world, account.id, features));
  return world.put({ ...account, ...started });
};
