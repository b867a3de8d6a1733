import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { defaultSeed } from '../../src/sandbox/seed.ts';

const seed = defaultSeed();

const all = <T>(type: string): T[] => seed.filter((object) => object.object === type) as T[];

const transfers = all<Stripe.Transfer>('transfer');
const reversals = all<Stripe.TransferReversal>('transfer_reversal');
const bookings = all<Stripe.BalanceTransaction>('balance_transaction').filter(({ source }) =>
  /^trr?_/.test(String(source)),
);
const calculations = all<Stripe.Tax.Calculation>('tax.calculation');
const taxTransactions = all<Stripe.Tax.Transaction>('tax.transaction');
const financialAccounts = all<Stripe.Treasury.FinancialAccount>('treasury.financial_account');
const transactions = all<Stripe.Treasury.Transaction>('treasury.transaction');
const entries = all<Stripe.Treasury.TransactionEntry>('treasury.transaction_entry');
const fcAccounts = all<Stripe.FinancialConnections.Account>('financial_connections.account');
const ownerships = all<Stripe.FinancialConnections.AccountOwnership>('financial_connections.account_ownership');
const fcTransactions = all<Stripe.FinancialConnections.Transaction>('financial_connections.transaction');

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const groupBy = <T>(items: readonly T[], key: (item: T) => unknown): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(String(key(item)), [...(groups.get(String(key(item))) ?? []), item]);
  return groups;
};

const linesOf = (transaction: Stripe.Tax.Transaction | undefined): Stripe.Tax.TransactionLineItem[] =>
  transaction?.line_items?.data ?? [];

/** Every object in a value, at any depth. */
const nested = (value: unknown): object[] => {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(nested)];
};

const kinds: Readonly<Record<string, string>> = {
  cus: 'customer',
  user: 'customer',
  pm: 'payment_method',
  mandate: 'mandate',
  acct: 'account',
  ch: 'charge',
  py: 'charge',
  re: 'refund',
  pyr: 'refund',
  pi: 'payment_intent',
  dp: 'dispute',
  po: 'payout',
  tu: 'topup',
  fee: 'application_fee',
  fr: 'fee_refund',
  iauth: 'issuing.authorization',
  ic: 'issuing.card',
  ich: 'issuing.cardholder',
  tax: 'tax.transaction',
  tax_li: 'tax line item',
  taxcalc: 'tax.calculation',
  txr: 'tax_rate',
  tr: 'transfer',
  trr: 'transfer_reversal',
  txn: 'balance_transaction',
  fa: 'treasury.financial_account',
  trxn: 'treasury.transaction',
  trxne: 'treasury.transaction_entry',
  credrev: 'treasury.credit_reversal',
  debrev: 'treasury.debit_reversal',
  ibt: 'treasury.inbound_transfer',
  obp: 'treasury.outbound_payment',
  obt: 'treasury.outbound_transfer',
  rc: 'treasury.received_credit',
  rd: 'treasury.received_debit',
  fca: 'financial_connections.account',
  fcaown: 'financial_connections.account_owner',
  fcaowns: 'financial_connections.account_ownership',
  fctxn: 'financial_connections.transaction',
};

const withIds = nested(seed).filter((object): object is { id: string; object: string } => {
  return 'id' in object && 'object' in object;
});
const prefixOf = (id: string): string => /^(tax_li|[a-z]+)_/.exec(id)?.[1] ?? '';

describe('the seed', () => {
  test('is the same at every call, and no call shares anything with another', () => {
    const again = defaultSeed();
    expect(again).toEqual(seed);
    const first = new Set(nested(seed));
    expect(nested(again).filter((object) => first.has(object))).toEqual([]);
  });

  test('shares nothing within itself either', () => {
    const objects = nested(seed);
    expect(new Set(objects).size).toBe(objects.length);
  });

  test('gives every object an id of its own, with the prefix of its kind', () => {
    const ids = seed.map((object) => object.id);
    expect(new Set(ids).size).toBe(ids.length);
    // Where REST shows an object in full inside another one, it is the same object.
    const first = new Map<string, object>();
    for (const object of withIds)
      expect(first.get(object.id) ?? object).toEqual(first.set(object.id, object).get(object.id));
    for (const { id, object } of withIds) {
      expect(id).toMatch(/^[a-z]+_[A-Za-z0-9_]{1,128}$/);
      const kind = object.endsWith('_line_item') ? 'tax line item' : object;
      expect(kinds[prefixOf(id)]).toBe(kind);
    }
  });

  test('holds whatever it refers to, as far as the kind is held at all', () => {
    const ids = new Set(withIds.map((object) => object.id));
    const strings = nested(seed).flatMap((object) =>
      Object.values(object).filter((value) => typeof value === 'string'),
    );
    const references = strings.filter((value) => /^[a-z]+_(li_)?1[A-Z][A-Za-z0-9]+$/.test(value));
    const dangling = references.filter((id) => prefixOf(id) in kinds && !ids.has(id));
    expect(references.length).toBeGreaterThan(2_000);
    expect(dangling).toEqual([]);
  });
});

describe('transfers', () => {
  const byTransfer = groupBy(reversals, (reversal) => reversal.transfer);

  test('are of every kind', () => {
    expect(transfers.length).toBeGreaterThan(35);
    expect(new Set(transfers.map((transfer) => transfer.destination)).size).toBeGreaterThan(3);
    expect(transfers.some((transfer) => transfer.source_transaction)).toBe(true);
    expect(transfers.filter((transfer) => transfer.reversed).length).toBeGreaterThan(2);
    expect(transfers.filter((transfer) => transfer.amount_reversed === 0).length).toBeGreaterThan(transfers.length / 2);
    expect(transfers.some((transfer) => transfer.amount > 2 ** 31)).toBe(true);
    expect([...byTransfer.values()].map((group) => group.length)).toEqual(
      expect.arrayContaining([1, 2, 3, 10, 11, 25]),
    );
    expect(new Set(transfers.map((transfer) => transfer.created)).size).toBe(transfers.length);
  });

  test('are reversed by what their reversals add up to', () => {
    for (const transfer of transfers) {
      const own = byTransfer.get(transfer.id) ?? [];
      expect(transfer.amount_reversed).toBe(sum(own.map((reversal) => reversal.amount)));
      expect(transfer.amount_reversed).toBeLessThanOrEqual(transfer.amount);
      expect(transfer.reversed).toBe(transfer.amount_reversed === transfer.amount);
      expect(new Set(own.map((reversal) => reversal.created)).size).toBe(own.length);
      for (const reversal of own) {
        expect(reversal.created).toBeGreaterThan(transfer.created);
        expect(reversal.currency).toBe(transfer.currency);
      }
    }
  });

  test('and reversals have a balance transaction each', () => {
    const bySource = new Map(bookings.map((booking) => [booking.source, booking]));
    expect(bookings.length).toBe(transfers.length + reversals.length);
    for (const transfer of transfers) {
      const expected = { id: transfer.balance_transaction, net: -transfer.amount, type: 'transfer' };
      expect(bySource.get(transfer.id)).toMatchObject(expected);
    }
    for (const reversal of reversals) {
      const expected = { id: reversal.balance_transaction, net: reversal.amount, type: 'transfer_refund' };
      expect(bySource.get(reversal.id)).toMatchObject(expected);
    }
  });

  test("hold the documents' example, of which something can still be reversed", () => {
    const transfer = transfers.find(({ id }) => id === 'tr_1Mio2dLkdIwHu7ixsUuCxJpu');
    expect(transfer).toMatchObject({ amount: 1_100, amount_reversed: 400, currency: 'usd', reversed: false });
    expect(byTransfer.get('tr_1Mio2dLkdIwHu7ixsUuCxJpu')).toEqual([
      {
        id: 'trr_1Mio2eLkdIwHu7ixN5LPJS4a',
        object: 'transfer_reversal',
        amount: 400,
        balance_transaction: 'txn_1Mio2eLkdIwHu7ixosfrbjhW',
        created: 1678147568,
        currency: 'usd',
        destination_payment_refund: 'pyr_1Mio2eQ9PRzxEwkZYewpaIFB',
        metadata: {},
        source_refund: null,
        transfer: 'tr_1Mio2dLkdIwHu7ixsUuCxJpu',
      },
    ]);
  });
});

describe('tax', () => {
  const byId = new Map(taxTransactions.map((transaction) => [transaction.id, transaction]));
  const sales = taxTransactions.filter((transaction) => transaction.type === 'transaction');
  const taxReversals = taxTransactions.filter((transaction) => transaction.type === 'reversal');

  test('is of every kind', () => {
    expect(sales.length).toBeGreaterThanOrEqual(12);
    expect(sales.map((sale) => linesOf(sale).length)).toContain(25);
    expect(new Set(sales.map((sale) => sale.shipping_cost === null)).size).toBe(2);
    const behaviors = sales.flatMap(linesOf).map((line) => line.tax_behavior);
    expect(new Set(behaviors)).toEqual(new Set(['exclusive', 'inclusive']));
    expect(sales.some((sale) => sale.customer_details.tax_ids.length > 0)).toBe(true);
    const references = taxTransactions.map((transaction) => transaction.reference);
    expect(new Set(references).size).toBe(references.length);
    expect(calculations.filter(({ expires_at }) => (expires_at ?? 0) > 4_000_000_000).length).toBe(3);
    expect(calculations.some(({ expires_at }) => (expires_at ?? 0) < 1_710_000_000)).toBe(true);
  });

  test('adds up in every calculation', () => {
    for (const calculation of calculations) {
      const lines = calculation.line_items?.data ?? [];
      const parts = [...lines, ...(calculation.shipping_cost ? [calculation.shipping_cost] : [])];
      const inclusive = parts.filter((part) => part.tax_behavior === 'inclusive');
      const exclusive = parts.filter((part) => part.tax_behavior === 'exclusive');
      const exclusiveTax = sum(exclusive.map((part) => part.amount_tax));
      expect(calculation.tax_amount_inclusive).toBe(sum(inclusive.map((part) => part.amount_tax)));
      expect(calculation.tax_amount_exclusive).toBe(exclusiveTax);
      expect(calculation.amount_total).toBe(sum(parts.map((part) => part.amount)) + exclusiveTax);
      expect(sum(calculation.tax_breakdown.map((part) => part.amount))).toBe(sum(parts.map((part) => part.amount_tax)));
      for (const part of parts) expect(sum((part.tax_breakdown ?? []).map((of) => of.amount))).toBe(part.amount_tax);
    }
  });

  test('is the same in a calculation and the transaction of its number', () => {
    const amounts = (lines: readonly { amount: number; amount_tax: number; reference: string | null }[]) =>
      lines.map(({ amount, amount_tax, reference }) => ({ amount, amount_tax, reference }));
    const kept = calculations.filter((calculation) => byId.has(String(calculation.id).replace('taxcalc', 'tax')));
    expect(kept.length).toBeGreaterThan(3);
    for (const calculation of kept) {
      const sale = byId.get(String(calculation.id).replace('taxcalc', 'tax'));
      expect(amounts(linesOf(sale))).toEqual(amounts(calculation.line_items?.data ?? []));
    }
  });

  test('is given back wholly once, and partly by lines and by a flat amount', () => {
    expect(taxReversals.map(({ id }) => id)).toEqual(['tax_1Seed000101', 'tax_1Seed000102', 'tax_1Seed000103']);
    for (const reversal of taxReversals) {
      const original = byId.get(reversal.reversal?.original_transaction ?? '');
      expect(original?.type).toBe('transaction');
      expect(reversal.tax_date).toBe(original?.tax_date);
      for (const line of linesOf(reversal)) {
        const of = linesOf(original).find(({ id }) => id === line.reversal?.original_line_item);
        expect(line.type).toBe('reversal');
        expect(line.amount).toBeLessThanOrEqual(0);
        expect(-line.amount).toBeLessThanOrEqual(of?.amount ?? -1);
        expect(-line.amount_tax).toBeLessThanOrEqual(of?.amount_tax ?? -1);
        // The tax given back is in proportion to the amount given back.
        expect(line.amount_tax).toBe(Math.round((line.amount * (of?.amount_tax ?? 0)) / (of?.amount ?? 1)));
      }
    }
    const total = (transaction: Stripe.Tax.Transaction | undefined): number => {
      const shipping = transaction?.shipping_cost;
      const parts = [...linesOf(transaction), ...(shipping ? [shipping] : [])];
      return sum(parts.map((part) => part.amount + part.amount_tax));
    };
    expect(total(byId.get('tax_1Seed000101'))).toBe(-total(byId.get('tax_1Seed000004')));
    expect(total(byId.get('tax_1Seed000103'))).toBe(-1_650);
  });
});

describe('treasury', () => {
  const main = 'fa_1Seed000001';
  const flowTypes = new Map(seed.map((object) => [object.id, object.object]));

  test('has entries and transactions of every kind', () => {
    const own = entries.filter((entry) => entry.financial_account === main);
    expect(own.length).toBeGreaterThanOrEqual(260);
    expect(new Set(own.map((entry) => entry.type)).size).toBe(20);
    expect(new Set(own.map((entry) => entry.flow_type)).size).toBe(9);
    expect(new Set(transactions.map((transaction) => transaction.status))).toEqual(new Set(['open', 'posted', 'void']));
    const sizes = [...groupBy(entries, (entry) => entry.transaction).values()].map((group) => group.length);
    expect(new Set(sizes)).toEqual(new Set([1, 2, 3, 15]));
    expect(new Set(entries.map((entry) => entry.financial_account)).size).toBe(3);
  });

  test('has flows in every status', () => {
    const statuses = (kind: string) => new Set(all<{ status: string }>(`treasury.${kind}`).map(({ status }) => status));
    const out = ['canceled', 'failed', 'posted', 'processing', 'returned'];
    expect(statuses('outbound_payment')).toEqual(new Set(out));
    expect(statuses('outbound_transfer')).toEqual(new Set(out));
    expect(statuses('inbound_transfer')).toEqual(new Set(['canceled', 'failed', 'processing', 'succeeded']));
    expect(statuses('credit_reversal')).toEqual(new Set(['canceled', 'posted', 'processing']));
    expect(statuses('debit_reversal')).toEqual(new Set(['failed', 'processing', 'succeeded']));
    expect(statuses('received_credit')).toEqual(new Set(['failed', 'succeeded']));
    expect(statuses('received_debit')).toEqual(new Set(['failed', 'succeeded']));
  });

  test('links flows with their transactions, both ways', () => {
    const byId = new Map(transactions.map((transaction) => [transaction.id, transaction]));
    for (const flow of seed) {
      if (typeof flow.transaction !== 'string' || flow.object === 'treasury.transaction_entry') continue;
      expect(byId.get(flow.transaction)?.flow).toBe(flow.id);
    }
    for (const { flow, flow_type } of transactions) {
      const kinds: Readonly<Record<string, string | undefined>> = {
        other: undefined,
        issuing_authorization: 'issuing.authorization',
      };
      const expected = flow_type in kinds ? kinds[flow_type] : `treasury.${flow_type}`;
      expect(flow === null).toBe(flow_type === 'other');
      expect(flowTypes.get(flow)).toBe(expected);
    }
  });

  test('adds up: entries to transactions, transactions to balances', () => {
    const impactOf = (parts: readonly Pick<Stripe.Treasury.Transaction, 'balance_impact'>[]) => ({
      cash: sum(parts.map((part) => part.balance_impact.cash)),
      inbound_pending: sum(parts.map((part) => part.balance_impact.inbound_pending)),
      outbound_pending: sum(parts.map((part) => part.balance_impact.outbound_pending)),
    });
    const byTransaction = groupBy(entries, (entry) => entry.transaction);
    for (const transaction of transactions) {
      const own = byTransaction.get(transaction.id) ?? [];
      expect(transaction.balance_impact).toEqual(impactOf(own));
      for (const { flow, flow_type, financial_account } of own) {
        expect(transaction).toMatchObject({ flow, flow_type, financial_account });
      }
      const { cash, inbound_pending, outbound_pending } = transaction.balance_impact;
      const { posted_at, void_at } = transaction.status_transitions;
      expect([posted_at !== null, void_at !== null]).toEqual([
        transaction.status === 'posted',
        transaction.status === 'void',
      ]);
      expect(inbound_pending !== 0 || outbound_pending !== 0).toBe(transaction.status === 'open');
      if (transaction.status === 'posted') expect(transaction.amount).toBe(cash);
      if (transaction.status === 'void') expect(cash).toBe(0);
    }
    for (const account of financialAccounts) {
      const impact = impactOf(transactions.filter((transaction) => transaction.financial_account === account.id));
      expect(account.balance).toEqual({
        cash: { usd: impact.cash },
        inbound_pending: { usd: impact.inbound_pending },
        outbound_pending: { usd: impact.outbound_pending },
      });
      expect(Math.min(...Object.values(impact))).toBeGreaterThanOrEqual(0);
    }
  });

  test('can be put in order without ties, by both times', () => {
    for (const own of groupBy(entries, (entry) => entry.financial_account).values()) {
      expect(new Set(own.map((entry) => entry.created)).size).toBe(own.length);
      expect(new Set(own.map((entry) => entry.effective_at)).size).toBe(own.length);
    }
    expect(entries.some((entry) => entry.effective_at > entry.created)).toBe(true);
  });
});

describe('financial connections', () => {
  test('have three different accounts', () => {
    for (const key of ['category', 'subcategory', 'status', 'institution_name'] as const) {
      expect(new Set(fcAccounts.map((account) => account[key])).size).toBe(3);
    }
    expect(fcAccounts.map((account) => account.balance?.type)).toEqual(['cash', 'credit', undefined]);
    expect(fcAccounts.map((account) => account.account_holder?.type)).toEqual(['customer', 'account', 'customer']);
    expect(fcAccounts.filter((account) => account.ownership === null).length).toBe(1);
    expect(ownerships.map((ownership) => ownership.owners.data.length)).toEqual([12, 1]);
    for (const { id, owners } of ownerships) expect(owners.data.every((owner) => owner.ownership === id)).toBe(true);
  });

  test('begin, newest first, with what a newcomer can use; what was never refreshed is the oldest', () => {
    const newest = fcAccounts.toSorted((a, b) => b.created - a.created);
    expect(newest[0]).toMatchObject({ status: 'active', transaction_refresh: { status: 'succeeded' } });
    expect(newest.map((account) => account.transaction_refresh !== null)).toEqual([true, true, false]);
  });

  test('have a long history on the first of them', () => {
    const own = fcTransactions.filter((transaction) => transaction.account === fcAccounts[0]?.id);
    expect(own.length).toBeGreaterThanOrEqual(520);
    expect(new Set(own.map((transaction) => transaction.status))).toEqual(new Set(['pending', 'posted', 'void']));
    const times = own.map((transaction) => transaction.transacted_at);
    expect((Math.max(...times) - Math.min(...times)) / 86_400).toBeGreaterThan(165);
    expect(new Set(times).size).toBe(times.length);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // Later transactions come from later refreshes, and the account names the last one.
    const refreshes = own.map((transaction) => transaction.transaction_refresh);
    expect(new Set(refreshes).size).toBe(7);
    expect(refreshes).toEqual([...refreshes].sort());
    expect(fcAccounts[0]?.transaction_refresh?.id).toBe(refreshes.at(-1));
    for (const { transacted_at, updated, status, status_transitions } of own) {
      expect(updated).toBeGreaterThanOrEqual(transacted_at);
      expect(status_transitions.posted_at !== null).toBe(status === 'posted');
      expect(status_transitions.void_at !== null).toBe(status === 'void');
    }
  });
});
