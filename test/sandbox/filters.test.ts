import { expect, test } from 'vitest';
import { ids, openClient } from './client.ts';
import {
  balanceTransaction,
  bankAccount,
  bankTransaction,
  financialAccount,
  transactionEntry,
  transfer,
  treasuryTransaction,
} from './objects.ts';

const flow = (id: string, type: string, fields: object = {}) => ({
  id,
  object: `treasury.${type}`,
  created: Number(id.at(-1)),
  financial_account: 'fa_1',
  status: 'processing',
  transaction: null,
  ...fields,
});

const flows = [
  flow('credrev_1', 'credit_reversal', { received_credit: 'rc_1', status: 'posted' }),
  flow('credrev_2', 'credit_reversal', { received_credit: 'rc_2' }),
  flow('debrev_1', 'debit_reversal', { received_debit: 'rd_1', status: 'succeeded' }),
  flow('debrev_2', 'debit_reversal', { received_debit: 'rd_2', status: 'failed' }),
  flow('debrev_3', 'debit_reversal', { received_debit: 'rd_2' }),
  flow('ibt_1', 'inbound_transfer', { status: 'succeeded' }),
  flow('ibt_2', 'inbound_transfer'),
  flow('ibt_3', 'inbound_transfer', { financial_account: 'fa_2' }),
  flow('obp_1', 'outbound_payment', { status: 'returned', customer: 'cus_1' }),
  flow('obp_2', 'outbound_payment'),
  flow('obt_1', 'outbound_transfer', { status: 'canceled' }),
  flow('obt_2', 'outbound_transfer'),
  flow('rc_1', 'received_credit', { status: 'succeeded', linked_flows: { source_flow_type: 'payout' } }),
  flow('rc_2', 'received_credit', { status: 'failed', linked_flows: { source_flow_type: null } }),
  flow('rd_1', 'received_debit', { status: 'succeeded' }),
  flow('rd_2', 'received_debit', { status: 'failed' }),
];

const seed = [
  ...flows,
  balanceTransaction('txn_1', { created: 100 }),
  balanceTransaction('txn_2', { created: 200, currency: 'eur', source: 'tr_2', type: 'transfer_refund' }),
  transfer('tr_1', { created: 100, destination: 'acct_1', transfer_group: 'a' }),
  transfer('tr_2', { created: 200, destination: 'acct_2', transfer_group: 'a' }),
  financialAccount('fa_1', { created: 1 }),
  financialAccount('fa_2', { created: 2 }),
  treasuryTransaction('trxn_1', { created: 10 }),
  treasuryTransaction('trxn_2', {
    created: 20,
    status: 'posted',
    status_transitions: { posted_at: 90, void_at: null },
  }),
  treasuryTransaction('trxn_3', {
    created: 30,
    status: 'posted',
    status_transitions: { posted_at: 80, void_at: null },
  }),
  treasuryTransaction('trxn_4', { financial_account: 'fa_2' }),
  transactionEntry('trxne_1', { created: 10, effective_at: 30, transaction: 'trxn_1' }),
  transactionEntry('trxne_2', { created: 20, effective_at: 20, transaction: 'trxn_1' }),
  transactionEntry('trxne_3', { created: 30, effective_at: 10, transaction: 'trxn_2' }),
  transactionEntry('trxne_4', { financial_account: 'fa_2', transaction: 'trxn_4' }),
  bankAccount('fca_1', { created: 1, transaction_refresh: { id: 'fctxnref_3', status: 'succeeded' } }),
  bankAccount('fca_2', { created: 2, account_holder: { type: 'account', account: 'acct_1' } }),
  {
    id: 'fcsess_1',
    object: 'financial_connections.session',
    accounts: { object: 'list', data: [bankAccount('fca_2')] },
  },
  bankTransaction('fctxn_1', { transacted_at: 10, updated: 10, transaction_refresh: 'fctxnref_1' }),
  bankTransaction('fctxn_2', { transacted_at: 20, updated: 40, transaction_refresh: 'fctxnref_2' }),
  bankTransaction('fctxn_3', { transacted_at: 30, updated: 50, transaction_refresh: 'fctxnref_3' }),
];

const entries = '/v1/treasury/transaction_entries?financial_account=fa_1';
const transactions = '/v1/treasury/transactions?financial_account=fa_1';
const bank = '/v1/financial_connections';
const of = (flow: string, query = ''): string => `/v1/treasury/${flow}?financial_account=fa_1${query}`;

test.each([
  ['/v1/transfers?created=100', 'tr_1'],
  ['/v1/transfers?created[gt]=100', 'tr_2'],
  ['/v1/transfers?created[gte]=100&created[lte]=200', 'tr_2 tr_1'],
  ['/v1/transfers?created[lt]=100', ''],
  ['/v1/transfers?destination=acct_1', 'tr_1'],
  ['/v1/transfers?transfer_group=a', 'tr_2 tr_1'],
  ['/v1/treasury/financial_accounts?created[gt]=1', 'fa_2'],
  [transactions, 'trxn_3 trxn_2 trxn_1'],
  [`${transactions}&status=open`, 'trxn_1'],
  [`${transactions}&created[lt]=30`, 'trxn_2 trxn_1'],
  [`${transactions}&status=posted&order_by=posted_at`, 'trxn_2 trxn_3'],
  [`${transactions}&status=posted&order_by=posted_at&status_transitions[posted_at][gte]=90`, 'trxn_2'],
  [entries, 'trxne_3 trxne_2 trxne_1'],
  [`${entries}&transaction=trxn_1`, 'trxne_2 trxne_1'],
  [`${entries}&created=20`, 'trxne_2'],
  [`${entries}&order_by=effective_at`, 'trxne_1 trxne_2 trxne_3'],
  [`${entries}&order_by=effective_at&effective_at[gt]=10`, 'trxne_1 trxne_2'],
  [`${entries}&order_by=effective_at&starting_after=trxne_1&limit=1`, 'trxne_2'],
  ['/v1/balance_transactions', 'txn_2 txn_1'],
  ['/v1/balance_transactions?created[lt]=200', 'txn_1'],
  ['/v1/balance_transactions?currency=eur', 'txn_2'],
  ['/v1/balance_transactions?source=tr_1', 'txn_1'],
  ['/v1/balance_transactions?type=transfer', 'txn_1'],
  [of('credit_reversals'), 'credrev_2 credrev_1'],
  [of('credit_reversals', '&status=posted'), 'credrev_1'],
  [of('credit_reversals', '&received_credit=rc_2'), 'credrev_2'],
  [of('debit_reversals'), 'debrev_3 debrev_2 debrev_1'],
  [of('debit_reversals', '&received_debit=rd_2'), 'debrev_3 debrev_2'],
  [of('debit_reversals', '&status=completed'), 'debrev_1'],
  [of('debit_reversals', '&status=canceled'), 'debrev_2'],
  [of('debit_reversals', '&status=processing'), 'debrev_3'],
  [of('debit_reversals', '&resolution=won'), 'debrev_1'],
  [of('debit_reversals', '&resolution=lost'), 'debrev_2'],
  [of('inbound_transfers'), 'ibt_2 ibt_1'],
  [of('inbound_transfers', '&status=succeeded'), 'ibt_1'],
  [of('outbound_payments'), 'obp_2 obp_1'],
  [of('outbound_payments', '&status=returned'), 'obp_1'],
  [of('outbound_payments', '&customer=cus_1'), 'obp_1'],
  [of('outbound_payments', '&created[gt]=1'), 'obp_2'],
  [of('outbound_transfers'), 'obt_2 obt_1'],
  [of('outbound_transfers', '&status=canceled'), 'obt_1'],
  [of('received_credits'), 'rc_2 rc_1'],
  [of('received_credits', '&status=failed'), 'rc_2'],
  [of('received_credits', '&linked_flows[source_flow_type]=payout'), 'rc_1'],
  [of('received_debits'), 'rd_2 rd_1'],
  [of('received_debits', '&status=succeeded&limit=1'), 'rd_1'],
  [`${bank}/accounts`, 'fca_2 fca_1'],
  [`${bank}/accounts?account_holder[account]=acct_1`, 'fca_2'],
  [`${bank}/accounts?account_holder[customer]=cus_1`, 'fca_1'],
  [`${bank}/accounts?session=fcsess_1`, 'fca_2'],
  [`${bank}/transactions?account=fca_1`, 'fctxn_3 fctxn_2 fctxn_1'],
  [`${bank}/transactions?account=fca_1&transacted_at[lte]=20`, 'fctxn_2 fctxn_1'],
  [`${bank}/transactions?account=fca_1&transaction_refresh[after]=fctxnref_1`, 'fctxn_3 fctxn_2'],
  [`${bank}/transactions?account=fca_1&transaction_refresh[after]=fctxnref_3`, ''],
])('%s', async (path, expected) => {
  await using client = await openClient({ seed });
  expect(ids(await client.get(path)).join(' ')).toBe(expected);
});

test.each([
  [`${entries}&order_by=effective_at&created=1`, 'created'],
  [`${entries}&effective_at=1`, 'effective_at'],
  [`${entries}&transaction=trxn_9`, 'transaction'],
  [`${entries}&starting_after=trxne_4`, 'starting_after'],
  [`${transactions}&order_by=posted_at&created=1`, 'created'],
  [`${transactions}&status=posted&status_transitions[posted_at]=1`, 'status_transitions[posted_at]'],
  [`${transactions}&order_by=posted_at&status_transitions[posted_at]=1`, 'status_transitions[posted_at]'],
  ['/v1/balance_transactions?payout=po_9', 'payout'],
  ['/v1/treasury/inbound_transfers', 'financial_account'],
  ['/v1/treasury/inbound_transfers?financial_account=fa_9', 'financial_account'],
  [of('inbound_transfers', '&starting_after=ibt_3'), 'starting_after'],
  [of('outbound_transfers', '&status=lost'), 'status'],
  [of('outbound_transfers', '&created=1'), 'created'],
  [of('credit_reversals', '&received_credit=rc_9'), 'received_credit'],
  [of('received_credits', '&linked_flows[source_flow]=po_1'), 'linked_flows[source_flow]'],
  [`${bank}/accounts?account_holder[account]=acct_1&account_holder[customer]=cus_1`, 'account_holder'],
  [`${bank}/accounts?session=fcsess_9`, 'session'],
  [`${bank}/transactions`, 'account'],
  [`${bank}/transactions?account=fca_9`, 'account'],
  [`${bank}/transactions?account=fca_1&transaction_refresh[before]=x`, 'transaction_refresh[before]'],
  [`${bank}/transactions?account=fca_1&transaction_refresh[after]=fctxnref_9`, 'transaction_refresh[after]'],
])('%s is refused', async (path, param) => {
  await using client = await openClient({ seed });
  const answer = await client.get(path);
  expect([answer.status, answer.body.error?.param]).toEqual([400, param]);
});

test('an account that was never refreshed has no transactions to list', async () => {
  await using client = await openClient({ seed });
  const answer = await client.get(`${bank}/transactions?account=fca_2`);
  expect(answer.status).toBe(400);
  expect(answer.body.error?.code).toBe('financial_connections_no_successful_transaction_refresh');
});
