import type { Metadata } from '../metadata.ts';
import type { RestObject } from '../rest-object.ts';

/** What the endpoints read of the stored objects; the rest of their fields only passes through. */

export interface Impact {
  cash: number;
  inbound_pending: number;
  outbound_pending: number;
}

export interface FinancialAccount extends RestObject {
  active_features: string[];
  balance: Record<keyof Impact, Record<string, number>>;
  metadata: Metadata | null;
  platform_restrictions: { inbound_flows: Restriction | null; outbound_flows: Restriction | null } | null;
  status: 'open' | 'closed';
  supported_currencies: string[];
}
export type Restriction = 'restricted' | 'unrestricted';

export interface Transaction extends RestObject {
  balance_impact: Impact;
  currency: string;
  financial_account: string;
  flow: string | null;
  flow_type: string;
}

/** What all flows of money have in common. */
export interface Flow extends RestObject {
  amount: number;
  currency: string;
  financial_account: string;
  status: string;
  status_transitions: Record<string, number | null>;
  transaction: string;
}

export const financialAccountType = 'treasury.financial_account';
