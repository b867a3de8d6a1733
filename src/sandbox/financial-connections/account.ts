import type { RestObject } from '../rest-object.ts';

interface Refresh {
  readonly status: string;
}

export interface Account extends RestObject {
  account_holder: { type?: string; account?: string; customer?: string } | null;
  balance?: { as_of: number; current: Record<string, number> } | null;
  balance_refresh?: Refresh | null;
  category?: string;
  created: number;
  ownership: string | null;
  ownership_refresh?: Refresh | null;
  permissions?: string[] | null;
  status: 'active' | 'disconnected' | 'inactive';
  subscriptions: string[] | null;
  transaction_refresh: (Refresh & { readonly id: string }) | null;
}

export interface BankTransaction extends RestObject {
  account: string;
  amount: number;
  status: 'pending' | 'posted' | 'void';
  status_transitions: { posted_at: number | null; void_at: number | null };
  transacted_at: number;
  transaction_refresh: string;
  updated: number;
}

export type Feature = 'balance' | 'ownership' | 'transactions';

export const accountType = 'financial_connections.account';
export const accountPath = '/v1/financial_connections/accounts';
export const transactionType = 'financial_connections.transaction';
