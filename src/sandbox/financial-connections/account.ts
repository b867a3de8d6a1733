import type { RestObject } from '../rest-object.ts';

export interface Account extends RestObject {
  account_holder: { account?: string; customer?: string } | null;
  created: number;
  ownership: string | null;
  status: 'active' | 'disconnected' | 'inactive';
  subscriptions: string[] | null;
  transaction_refresh: { id: string; status: string } | null;
}

export const accountType = 'financial_connections.account';
export const accountPath = '/v1/financial_connections/accounts';
