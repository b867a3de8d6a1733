import type { RestObject } from '../../src/sandbox/server.ts';

type Fields = Record<string, unknown>;

export const transfer = (id: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'transfer',
  amount: 1000,
  amount_reversed: 0,
  balance_transaction: 'txn_1',
  created: 1_700_000_000,
  currency: 'usd',
  description: null,
  destination: 'acct_1Destination',
  destination_payment: 'py_1',
  livemode: false,
  metadata: {},
  reversed: false,
  source_transaction: null,
  source_type: 'card',
  transfer_group: null,
  ...fields,
});

export const transferReversal = (id: string, transferId: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'transfer_reversal',
  amount: 10,
  balance_transaction: 'txn_1',
  created: 1_700_000_100,
  currency: 'usd',
  destination_payment_refund: 'pyr_1',
  metadata: {},
  source_refund: null,
  transfer: transferId,
  ...fields,
});

export const balanceTransaction = (id: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'balance_transaction',
  amount: -1000,
  available_on: 1_700_000_000,
  created: 1_700_000_000,
  currency: 'usd',
  description: null,
  exchange_rate: null,
  fee: 0,
  fee_details: [],
  net: -1000,
  reporting_category: 'transfer',
  source: 'tr_1',
  status: 'available',
  type: 'transfer',
  ...fields,
});

export const financialAccount = (id: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'treasury.financial_account',
  created: 1_700_000_000,
  features: { object: 'treasury.financial_account_features' },
  financial_addresses: [{ type: 'aba', aba: { account_number: '000123', account_number_last4: '0123' } }],
  ...fields,
});

export const treasuryTransaction = (id: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'treasury.transaction',
  amount: 100,
  created: 1_700_000_000,
  financial_account: 'fa_1',
  flow: 'rc_1',
  flow_type: 'received_credit',
  status: 'open',
  status_transitions: { posted_at: null, void_at: null },
  ...fields,
});

export const transactionEntry = (id: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'treasury.transaction_entry',
  created: 1_700_000_000,
  effective_at: 1_700_000_000,
  financial_account: 'fa_1',
  flow: 'rc_1',
  flow_type: 'received_credit',
  transaction: 'trxn_1',
  type: 'received_credit',
  ...fields,
});

export const receivedCredit = (id: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'treasury.received_credit',
  linked_flows: { source_flow: 'po_1', source_flow_type: 'payout' },
  transaction: 'trxn_1',
  ...fields,
});

export const bankAccount = (id: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'financial_connections.account',
  account_holder: { type: 'customer', customer: 'cus_1' },
  created: 1_700_000_000,
  ownership: null,
  status: 'active',
  subscriptions: [],
  transaction_refresh: null,
  ...fields,
});

export const bankTransaction = (id: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'financial_connections.transaction',
  account: 'fca_1',
  amount: -1000,
  transacted_at: 1_700_000_000,
  transaction_refresh: 'fctxnref_1',
  updated: 1_700_000_000,
  ...fields,
});

export const customer = (id: string, fields: Fields = {}): RestObject => ({
  id,
  object: 'customer',
  created: 1_700_000_000,
  email: null,
  metadata: {},
  name: null,
  ...fields,
});
