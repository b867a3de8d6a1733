import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import {
  balanceTransaction,
  bankAccount,
  financialAccount,
  receivedCredit,
  transactionEntry,
  transfer,
  transferReversal,
  treasuryTransaction,
} from './objects.ts';

const owners = Array.from({ length: 3 }, (_, index) => ({
  id: `fcaown_${index}`,
  object: 'financial_connections.account_owner',
  name: `Owner ${index}`,
  ownership: 'fcaowns_1',
}));
const seed = [
  transfer('tr_1'),
  ...Array.from({ length: 12 }, (_, index) => transferReversal(`trr_${index}`, 'tr_1', { created: index })),
  balanceTransaction('txn_1'),
  financialAccount('fa_1'),
  receivedCredit('rc_1'),
  treasuryTransaction('trxn_1'),
  transactionEntry('trxne_1', { created: 1 }),
  transactionEntry('trxne_2', { created: 2, flow: null, flow_type: 'other' }),
  bankAccount('fca_1', { ownership: 'fcaowns_1' }),
  {
    id: 'fcaowns_1',
    object: 'financial_connections.account_ownership',
    created: 1,
    owners: { object: 'list', data: owners, has_more: false, url: '/' },
  },
];
const entries = '/v1/treasury/transaction_entries?financial_account=fa_1';

test('without expand, references are ids and includables are absent', async () => {
  await using client = await openClient({ seed });
  const entry = await client.get('/v1/treasury/transaction_entries/trxne_1');
  expect(entry.body.transaction).toBe('trxn_1');
  expect(entry.body).not.toHaveProperty('flow_details');
  expect((await client.get('/v1/treasury/transactions/trxn_1')).body).not.toHaveProperty('entries');
  const account = await client.get('/v1/treasury/financial_accounts/fa_1');
  expect(account.body).not.toHaveProperty('features');
  expect(account.body.financial_addresses).toEqual([{ type: 'aba', aba: { account_number_last4: '0123' } }]);
});

test('a transfer always brings its 10 newest reversals', async () => {
  await using client = await openClient({ seed, pageSizeInExpansion: 1 });
  const { body } = await client.get('/v1/transfers/tr_1?expand[]=reversals.data.transfer');
  const reversals = body.reversals as { data: { id: string; transfer: { object: string } }[]; has_more: boolean };
  expect(reversals.data.map(({ id }) => id)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((n) => `trr_${n}`));
  expect(reversals).toMatchObject({ object: 'list', has_more: true, url: '/v1/transfers/tr_1/reversals' });
  expect(reversals.data[0]?.transfer.object).toBe('transfer');
});

test('references become objects, also of kinds that are not held', async () => {
  await using client = await openClient({ seed });
  const paths = ['transfer.balance_transaction.source', 'destination_payment_refund', 'transfer.destination'];
  const query = paths.map((path, index) => `expand[${index}]=${path}`).join('&');
  const { body } = await client.get(`/v1/transfers/tr_1/reversals/trr_0?${query}`);
  expect(body).toMatchObject({
    balance_transaction: 'txn_1',
    destination_payment_refund: { id: 'pyr_1', object: 'refund' },
    source_refund: null,
    transfer: {
      id: 'tr_1',
      destination: { id: 'acct_1Destination', object: 'account' },
      balance_transaction: { id: 'txn_1', source: { id: 'tr_1', object: 'transfer', amount: 1000 } },
    },
  });
});

test('flows and entries are included on request', async () => {
  await using client = await openClient({ seed, pageSizeInExpansion: 1 });
  const expand = 'expand[]=entries.data.flow_details&expand[]=flow_details';
  const { body } = await client.get(`/v1/treasury/transactions/trxn_1?${expand}`);
  expect(body.flow_details).toMatchObject({ type: 'received_credit', received_credit: { id: 'rc_1' } });
  expect(body.entries).toMatchObject({
    object: 'list',
    data: [{ id: 'trxne_2', flow_details: { type: 'other' } }],
    has_more: true,
    url: '/v1/treasury/transaction_entries?financial_account=fa_1&transaction=trxn_1',
  });
  const list = await client.get(`${entries}&expand[]=data.flow_details.received_credit.transaction`);
  expect(list.body.data?.[1]).toMatchObject({
    flow_details: { received_credit: { transaction: { id: 'trxn_1', object: 'treasury.transaction' } } },
  });
  const credit = await client.get('/v1/treasury/received_credits/rc_1?expand[]=linked_flows.source_flow_details');
  expect(credit.body.linked_flows).toMatchObject({
    source_flow_details: { type: 'payout', payout: { id: 'po_1', object: 'payout' } },
  });
});

test('parts of an object are included on request', async () => {
  await using client = await openClient({ seed });
  const expand = 'expand[]=data.features&expand[]=data.financial_addresses.aba.account_number';
  const { body } = await client.get(`/v1/treasury/financial_accounts?${expand}`);
  expect(body.data?.[0]).toMatchObject({
    features: { object: 'treasury.financial_account_features' },
    financial_addresses: [{ aba: { account_number: '000123' } }],
  });
});

test('an ownership brings its first owners; the rest is in their list', async () => {
  await using client = await openClient({ seed, pageSizeInExpansion: 2 });
  const expand = 'expand[]=ownership&expand[]=account_holder.customer';
  const { body } = await client.get(`/v1/financial_connections/accounts/fca_1?${expand}`);
  const url = '/v1/financial_connections/accounts/fca_1/owners?ownership=fcaowns_1';
  expect(body.account_holder).toMatchObject({ customer: { id: 'cus_1', object: 'customer' } });
  expect(body.ownership).toMatchObject({
    owners: { data: [{ id: 'fcaown_0' }, { id: 'fcaown_1' }], has_more: true, url },
  });
  const rest = await client.get(`${url}&starting_after=fcaown_1`);
  expect(rest.body).toMatchObject({ data: [{ id: 'fcaown_2' }], has_more: false, url });
});

test.each([
  ['/v1/transfers?expand[]=destination', "(destination). You may want to try expanding 'data.destination' instead."],
  ['/v1/transfers?expand[]=data', 'This property cannot be expanded (data).'],
  ['/v1/transfers?expand[]=data.amount', 'This property cannot be expanded (data.amount).'],
  ['/v1/transfers?expand[]=data.constructor', 'This property cannot be expanded (data.constructor).'],
  ['/v1/transfers?expand[]=data.balance_transaction.source.a', 'This property cannot be expanded'],
  ['/v1/transfers/tr_1?expand[]=data.destination', 'This property cannot be expanded (data.destination).'],
  ['/v1/transfers?expand[]=data.a.b.c.d', 'You cannot expand more than 4 levels of a property.'],
  [`${entries}&expand[]=data.transaction.entries`, 'This property cannot be expanded (data.transaction.entries).'],
  ['/v1/treasury/transactions?financial_account=fa_1&expand[]=data.entries', 'cannot be expanded (data.entries).'],
  ['/v1/treasury/transaction_entries/trxne_1?expand[]=flow_details.received_credit', 'cannot be expanded'],
  ['/v1/financial_connections/transactions?account=fca_1&expand[]=data.account', 'cannot be expanded'],
])('%s is refused', async (path, message) => {
  await using client = await openClient({ seed });
  const answer = await client.get(path);
  expect(answer.status).toBe(400);
  expect(answer.body.error?.message).toContain(message);
});
