import { Pool } from 'undici';

export interface Transfer {
  readonly amount_reversed: number;
  readonly reversals: { readonly data: readonly TransferReversal[] };
}

export interface TransferReversal {
  readonly balance_transaction: string | object | null;
}

export interface Flow {
  readonly id: string;
  readonly object: string;
}

export interface Entry {
  readonly id: string;
  readonly effective_at: number;
  readonly flow_type: string;
  readonly balance_impact: {
    readonly cash: number;
    readonly inbound_pending: number;
    readonly outbound_pending: number;
  };
  readonly transaction: string | object;
  readonly flow_details?: { readonly type: string } & Readonly<Record<string, never>>;
}

interface Page {
  readonly data: readonly Entry[];
}

const PAGE = 100;

const pool = new Pool(process.env.UPSTREAM ?? '', { connections: Number(process.env.REST_CONNECTIONS) });
const headers = { authorization: 'Bearer sk_test_sandbox' };

/** One for each operation: equal GETs within it are one call. It repeats nothing, checks nothing and waits for nothing. */
export class StripeApi {
  readonly #answers = new Map<string, Promise<unknown>>();

  transfer(id: string, expansions: string): Promise<Transfer> {
    return this.#get(`/v1/transfers/${id}?${expansions}`);
  }

  async entries(financialAccount: string, first: number, expansions: string): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    let after = '';
    while (entries.length < first) {
      const limit = Math.min(PAGE, first - entries.length);
      const query = `financial_account=${financialAccount}&limit=${limit}${after}&${expansions}`;
      const { data } = await this.#get<Page>(`/v1/treasury/transaction_entries?${query}`);
      entries.push(...data);
      if (data.length < limit) break;
      after = `&starting_after=${data.at(-1)?.id}`;
    }
    return entries;
  }

  #get<Answer>(path: string): Promise<Answer> {
    let answer = this.#answers.get(path);
    if (answer === undefined) {
      answer = pool.request({ method: 'GET', path, headers }).then(({ body }) => body.json());
      this.#answers.set(path, answer);
    }
    return answer as Promise<Answer>;
  }
}
