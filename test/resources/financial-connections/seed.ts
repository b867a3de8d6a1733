import type Stripe from 'stripe';

type Account = Stripe.FinancialConnections.Account;
type Owner = Stripe.FinancialConnections.AccountOwner;
type Transaction = Stripe.FinancialConnections.Transaction;

/** One account of a customer with all that REST can say of it. */
export const account = (id: string, changes: Partial<Account> = {}) => ({
  id,
  object: 'financial_connections.account',
  account_holder: { type: 'customer', customer: 'cus_1' },
  balance: {
    as_of: 1_700_000_001,
    type: 'cash',
    cash: { available: { usd: 900, eur: 5 } },
    current: { usd: 1000, eur: -5 },
  },
  balance_refresh: { last_attempted_at: 1_700_000_002, next_refresh_available_at: null, status: 'pending' },
  category: 'cash',
  created: 1_700_000_000,
  display_name: 'Daily',
  institution_name: 'StripeBank',
  last4: '6789',
  livemode: false,
  ownership: 'fcaowns_1',
  ownership_refresh: { last_attempted_at: 1_700_000_003, next_refresh_available_at: 1_700_000_004, status: 'failed' },
  permissions: ['balances', 'payment_method'],
  status: 'active',
  subcategory: 'checking',
  subscriptions: ['transactions'],
  supported_payment_method_types: ['us_bank_account', 'link'],
  transaction_refresh: {
    id: 'fctxnref_2',
    last_attempted_at: 1_700_000_005,
    next_refresh_available_at: 1_700_000_006,
    status: 'succeeded',
  },
  ...changes,
});

export const owner = (n: number, changes: Partial<Owner> = {}) => ({
  id: `fcaown_${n}`,
  object: 'financial_connections.account_owner',
  email: `owner${n}@example.com`,
  name: `Owner ${n}`,
  ownership: 'fcaowns_1',
  phone: null,
  raw_address: null,
  refreshed_at: 1_700_000_003,
  ...changes,
});

/** What is known about the owners of an account; they stand in it in full. */
export const ownership = (id: string, accountId: string, data: readonly object[]) => ({
  id,
  object: 'financial_connections.account_ownership',
  created: 1_700_000_003,
  owners: {
    object: 'list',
    data,
    has_more: false,
    url: `/v1/financial_connections/accounts/${accountId}/owners?ownership=${id}`,
  },
});

export const owners = (count: number) => Array.from({ length: count }, (_, index) => owner(index + 1));

/** The higher `n`, the newer. */
export const transaction = (n: number, changes: Partial<Transaction> = {}) => ({
  id: `fctxn_${n}`,
  object: 'financial_connections.transaction',
  account: 'fca_1',
  amount: -100 * n,
  currency: 'usd',
  description: `Shop ${n}`,
  livemode: false,
  status: 'posted',
  status_transitions: { posted_at: 1_700_000_500, void_at: null },
  transacted_at: 1_700_000_000 + n,
  transaction_refresh: 'fctxnref_2',
  updated: 1_700_000_600,
  ...changes,
});

export const transactions = (count: number) => Array.from({ length: count }, (_, index) => transaction(index + 1));
