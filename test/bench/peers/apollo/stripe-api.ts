import { type AugmentedRequest, RESTDataSource } from '@apollo/datasource-rest';

export interface BalanceTransaction {
  readonly id: string;
  readonly net: number;
  readonly available_on: number;
}

export interface TransferReversal {
  readonly id: string;
  readonly amount: number;
  readonly created: number;
  readonly balance_transaction: string | null;
}

export interface Transfer {
  readonly id: string;
  readonly amount: number;
  readonly amount_reversed: number;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly reversals: { readonly data: readonly TransferReversal[] };
}

export interface Transaction {
  readonly id: string;
  readonly amount: number;
  readonly status: string;
  readonly description: string;
  readonly created: number;
}

export interface TransactionEntry {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly effective_at: number;
  readonly currency: string;
  readonly flow: string | null;
  readonly flow_type: string;
  readonly balance_impact: {
    readonly cash: number;
    readonly inbound_pending: number;
    readonly outbound_pending: number;
  };
  readonly transaction: string;
}

const path = encodeURIComponent;

/** One for each operation: equal GETs within it are one call. */
export class StripeApi extends RESTDataSource {
  override baseURL = process.env.UPSTREAM ?? '';

  override willSendRequest(_path: string, request: AugmentedRequest): void {
    request.headers.authorization = 'Bearer sk_test_sandbox';
  }

  transfer(id: string): Promise<Transfer> {
    return this.get(`/v1/transfers/${path(id)}`);
  }

  balanceTransaction(id: string): Promise<BalanceTransaction> {
    return this.get(`/v1/balance_transactions/${path(id)}`);
  }

  transaction(id: string): Promise<Transaction> {
    return this.get(`/v1/treasury/transactions/${path(id)}`);
  }

  async transactionEntries(financialAccount: string, limit: number): Promise<readonly TransactionEntry[]> {
    const params = { financial_account: financialAccount, limit: String(limit) };
    return (await this.get<{ data: TransactionEntry[] }>('/v1/treasury/transaction_entries', { params })).data;
  }
}
