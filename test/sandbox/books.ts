import { expect } from 'vitest';
import type { RestObject } from '../../src/sandbox/server.ts';
import type { Client } from './client.ts';

export type Impact = { cash: number; inbound_pending: number; outbound_pending: number };

/** Every item of a list, page by page. */
export const everyItem = async <T = RestObject>(client: Client, path: string): Promise<T[]> => {
  const items: RestObject[] = [];
  for (;;) {
    const cursor = items.length > 0 ? `&starting_after=${items.at(-1)?.id}` : '';
    const { status, body } = await client.get(`${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`);
    expect([path, status]).toEqual([path, 200]);
    items.push(...(body.data ?? []));
    if (body.has_more !== true) return items as T[];
  }
};

const addUp = (parts: readonly { balance_impact: Impact }[]): Impact => ({
  cash: parts.reduce((total, { balance_impact }) => total + balance_impact.cash, 0),
  inbound_pending: parts.reduce((total, { balance_impact }) => total + balance_impact.inbound_pending, 0),
  outbound_pending: parts.reduce((total, { balance_impact }) => total + balance_impact.outbound_pending, 0),
});

interface Booked extends RestObject {
  balance_impact: Impact;
}
type Account = RestObject & { balance: Record<keyof Impact, { usd: number }> };

/** Every entry is in its transaction, every transaction in its account's balance, and nothing else is. */
export const reconcile = async (client: Client): Promise<{ accounts: number; entries: number }> => {
  const accounts = await everyItem<Account>(client, '/v1/treasury/financial_accounts');
  let seen = 0;
  for (const { id, balance } of accounts) {
    const entries = await everyItem<Booked>(client, `/v1/treasury/transaction_entries?financial_account=${id}`);
    const transactions = await everyItem<Booked>(client, `/v1/treasury/transactions?financial_account=${id}`);
    seen += entries.length;
    const byTransaction = new Map<unknown, Booked[]>();
    for (const entry of entries) {
      byTransaction.set(entry.transaction, [...(byTransaction.get(entry.transaction) ?? []), entry]);
    }
    expect(byTransaction.size).toBe(transactions.length);
    for (const transaction of transactions) {
      const own = byTransaction.get(transaction.id) ?? [];
      const impact = addUp(own);
      expect(transaction.balance_impact).toEqual(impact);
      const isOpen = impact.inbound_pending !== 0 || impact.outbound_pending !== 0;
      expect(transaction.status).toBe(isOpen ? 'open' : impact.cash === 0 ? 'void' : 'posted');
      if (transaction.status === 'posted') expect(transaction.amount).toBe(impact.cash);
      for (const { flow, flow_type } of own) expect(transaction).toMatchObject({ flow, flow_type });
    }
    const total = addUp(entries);
    expect([id, balance]).toEqual([
      id,
      {
        cash: { usd: total.cash },
        inbound_pending: { usd: total.inbound_pending },
        outbound_pending: { usd: total.outbound_pending },
      },
    ]);
  }
  return { accounts: accounts.length, entries: seen };
};
