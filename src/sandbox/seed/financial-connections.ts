import type Stripe from 'stripe';
import { DAY, day, embeddedList, HOUR, type NonEmpty, random, seedId } from './generator.ts';

type Account = Stripe.FinancialConnections.Account;
type Owner = Stripe.FinancialConnections.AccountOwner;
type Ownership = Stripe.FinancialConnections.AccountOwnership;
type Transaction = Stripe.FinancialConnections.Transaction;

const CHECKING = seedId('fca', 1);
const CARD = seedId('fca', 2);
const BROKERAGE = seedId('fca', 3);
const CUSTOMER = 'cus_1SeedHolder0001';

/** All three accounts were last refreshed here, and no transaction is newer. */
const REFRESHED = day('2024-11-01');
const REFRESH_EVERY = 24 * DAY;

export const financialConnections = (): (Account | Ownership | Transaction)[] => [
  checkingAccount(),
  ownership(1, CHECKING, 12),
  ...history(CHECKING, '', 540, 170, 7),
  cardAccount(),
  ownership(2, CARD, 1),
  ...history(CARD, 'C', 9, 20, 1),
  brokerageAccount(),
];

/** Everything granted, a long history, many owners. */
const checkingAccount = (): Account => ({
  id: CHECKING,
  object: 'financial_connections.account',
  account_holder: { type: 'customer', customer: CUSTOMER },
  balance: {
    as_of: REFRESHED,
    type: 'cash',
    cash: { available: { usd: 1_204_330 } },
    current: { usd: 1_231_780 },
  },
  balance_refresh: refreshed('succeeded'),
  category: 'cash',
  created: day('2024-05-02'),
  display_name: 'Sample Checking Account',
  institution_name: 'StripeBank',
  last4: '6789',
  livemode: false,
  ownership: seedId('fcaowns', 1),
  ownership_refresh: refreshed('succeeded'),
  permissions: ['balances', 'ownership', 'payment_method', 'transactions'],
  status: 'active',
  subcategory: 'checking',
  subscriptions: ['transactions'],
  supported_payment_method_types: ['link', 'us_bank_account'],
  transaction_refresh: { id: seedId('fctxnref', 7), ...refreshed('succeeded') },
});

/** A connected account's credit card; its bank wants the holder to sign in again. */
const cardAccount = (): Account => ({
  id: CARD,
  object: 'financial_connections.account',
  account_holder: { type: 'account', account: 'acct_1SeedAlder00001' },
  balance: { as_of: REFRESHED, type: 'credit', credit: { used: { usd: 48_215 } }, current: { usd: -48_215 } },
  balance_refresh: refreshed('failed'),
  category: 'credit',
  created: day('2024-04-11'),
  display_name: 'Travel Card',
  institution_name: 'Birchwood Credit Union',
  last4: '1881',
  livemode: false,
  ownership: seedId('fcaowns', 2),
  ownership_refresh: refreshed('succeeded'),
  permissions: ['balances', 'ownership', 'transactions'],
  status: 'inactive',
  subcategory: 'credit_card',
  subscriptions: [],
  supported_payment_method_types: [],
  transaction_refresh: { id: seedId('fctxnref', 1, 'C'), ...refreshed('succeeded') },
});

/**
 * Disconnected before anything was ever fetched: all that REST may leave null is null. It is the oldest account, so
 * that the first one of a list is not the one whose transactions REST refuses to list.
 */
const brokerageAccount = (): Account => ({
  id: BROKERAGE,
  object: 'financial_connections.account',
  account_holder: { type: 'customer', customer: CUSTOMER },
  balance: null,
  balance_refresh: null,
  category: 'investment',
  created: day('2024-03-19'),
  display_name: null,
  institution_name: 'Cedar Brokerage',
  last4: null,
  livemode: false,
  ownership: null,
  ownership_refresh: null,
  permissions: ['payment_method'],
  status: 'disconnected',
  subcategory: 'other',
  subscriptions: [],
  supported_payment_method_types: [],
  transaction_refresh: null,
});

type Refresh = Stripe.FinancialConnections.Account.BalanceRefresh;

const refreshed = (status: Refresh['status']): Refresh => {
  const next = status === 'succeeded' ? REFRESHED + DAY : null;
  return { last_attempted_at: REFRESHED, next_refresh_available_at: next, status };
};

const FIRST_NAMES: NonEmpty<string> = ['Ada', 'Blaise', 'Carl', 'Dorothy', 'Emmy', 'Grace', 'Katherine', 'Mary'];
const LAST_NAMES: NonEmpty<string> = ['Archer', 'Bennett', 'Castillo', 'Dahl', 'Eriksen', 'Fontaine', 'Gupta'];

const ownership = (n: number, account: string, size: number): Ownership => {
  const { int, pick } = random(10 + n);
  const id = seedId('fcaowns', n);
  const owners = Array.from({ length: size }, (_, index): Owner => {
    const name = `${pick(FIRST_NAMES)} ${pick(LAST_NAMES)}`;
    // Banks tell different amounts about an owner: every fourth one is only a name.
    const known = index % 4 !== 3;
    return {
      id: seedId('fcaown', n * 100 + index + 1),
      object: 'financial_connections.account_owner',
      email: known ? `${name.toLowerCase().replace(' ', '.')}@example.com` : null,
      name,
      ownership: id,
      phone: known ? `+1 555-555-${int(1_000, 9_999)}` : null,
      raw_address: known ? `${int(1, 999)} Main Street, Everytown USA` : null,
      refreshed_at: known ? REFRESHED : null,
    };
  });
  const url = `/v1/financial_connections/accounts/${account}/owners?ownership=${id}`;
  return {
    id,
    object: 'financial_connections.account_ownership',
    created: REFRESHED,
    owners: embeddedList(url, owners),
  };
};

const SHOPS: NonEmpty<string> = ['Rocket Rides', 'Corner Bakery', 'City Power & Light', 'Harbor Books', 'Green Grocer'];

/** Oldest first; the newest are still pending, and of the others some never happened. */
const history = (account: string, tag: string, size: number, days: number, refreshes: number): Transaction[] => {
  const { int, pick } = random(size);
  const step = Math.floor((days * DAY) / size);
  const start = REFRESHED - days * DAY;
  return Array.from({ length: size }, (_, index): Transaction => {
    const transactedAt = start + index * step + int(0, step - 1);
    // The last refresh is number `refreshes`, and each is the first that could see its transactions.
    const refreshesLater = Math.min(Math.floor((REFRESHED - transactedAt - 1) / REFRESH_EVERY), refreshes - 1);
    const pending = index >= size - Math.min(8, Math.ceil(size / 4));
    const isVoid = !pending && index % 37 === 5;
    const income = index % 27 === 0;
    const updated = REFRESHED - refreshesLater * REFRESH_EVERY;
    const settledAt = Math.min(transactedAt + 2 * HOUR, updated);
    return {
      id: seedId('fctxn', index + 1, tag),
      object: 'financial_connections.transaction',
      account,
      amount: income ? int(150_000, 320_000) : 0 - int(150, 18_000),
      currency: 'usd',
      description: income ? 'Payroll' : pick(SHOPS),
      livemode: false,
      status: pending ? 'pending' : isVoid ? 'void' : 'posted',
      status_transitions: {
        posted_at: pending || isVoid ? null : settledAt,
        void_at: isVoid ? settledAt : null,
      },
      transacted_at: transactedAt,
      transaction_refresh: seedId('fctxnref', refreshes - refreshesLater, tag),
      updated,
    };
  });
};
