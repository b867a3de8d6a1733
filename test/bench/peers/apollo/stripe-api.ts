import { type AugmentedRequest, type DataSourceConfig, RESTDataSource } from '@apollo/datasource-rest';
import { Agent, fetch } from 'undici';

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

export interface Flow {
  readonly id: string;
  readonly object: string;
}

const PAGE = 100;

const path = encodeURIComponent;

/** Node's own `fetch` opens as many connections as there are calls. */
const dispatcher = new Agent({ connections: Number(process.env.REST_CONNECTIONS) });
const bounded = (url: string, init?: object) => fetch(url, { ...init, dispatcher });

/** One for each operation: equal GETs within it are one call. */
export class StripeApi extends RESTDataSource {
  override baseURL = process.env.UPSTREAM ?? '';

  constructor(cache: NonNullable<DataSourceConfig['cache']>) {
    super({ cache, fetch: bounded });
  }

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

  flow(type: string, id: string): Promise<Flow> {
    return this.get(`/v1/treasury/${type}s/${path(id)}`);
  }

  async transactionEntries(financialAccount: string, most: number): Promise<readonly TransactionEntry[]> {
    const entries: TransactionEntry[] = [];
    while (entries.length < most) {
      const limit = Math.min(PAGE, most - entries.length);
      const last = entries.at(-1);
      const params = {
        financial_account: financialAccount,
        limit: String(limit),
        ...(last === undefined ? {} : { starting_after: last.id }),
      };
      const { data } = await this.get<{ data: TransactionEntry[] }>('/v1/treasury/transaction_entries', { params });
      entries.push(...data);
      if (data.length < limit) break;
    }
    return entries;
  }
}
