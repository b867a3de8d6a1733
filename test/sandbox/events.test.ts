import { expect, test } from 'vitest';
import { eventTypesOf } from '../../src/sandbox/event-types.ts';
import { SEED } from '../seed.ts';
import { type Client, openClient } from './client.ts';
import { clock } from './clock.ts';

const TRANSFER = 'tr_1Mio2dLkdIwHu7ixsUuCxJpu';

const eventsOf = async (client: Client, query = ''): Promise<Record<string, unknown>[]> =>
  ((await client.get(`/v1/events?limit=100${query}`)).body.data ?? []) as Record<string, unknown>[];

const typesOf = async (client: Client, query = ''): Promise<unknown[]> =>
  (await eventsOf(client, query)).map(({ type }) => type);

test('nothing has happened at the start', async () => {
  await using client = await openClient({ seed: SEED });
  expect(await eventsOf(client)).toEqual([]);
});

test('a transfer is made, changed and reversed', async () => {
  await using client = await openClient({ seed: SEED });
  await client.post(`/v1/transfers/${TRANSFER}`, 'description=new', { 'Idempotency-Key': 'key-1' });
  await client.post(`/v1/transfers/${TRANSFER}`, 'description=new');
  await client.post(`/v1/transfers/${TRANSFER}/reversals`, 'amount=100');
  const [reversed, updated, ...others] = await eventsOf(client);
  expect(others).toEqual([]);
  expect(reversed).toMatchObject({
    object: 'event',
    type: 'transfer.reversed',
    livemode: false,
    api_version: '2024-11-20.acacia',
    data: { object: { id: TRANSFER, object: 'transfer', reversals: { data: [{ amount: 100 }, { amount: 400 }] } } },
  });
  expect(updated).toMatchObject({ type: 'transfer.updated', request: { idempotency_key: 'key-1' } });
  expect((await client.get(`/v1/events/${reversed?.id}`)).body).toEqual(reversed);
});

test('what was refused is no event, and what is replayed is none again', async () => {
  await using client = await openClient({ seed: SEED });
  const once = () => client.post(`/v1/transfers/${TRANSFER}`, 'description=new', { 'Idempotency-Key': 'key-1' });
  await once();
  await once();
  await client.post(`/v1/transfers/${TRANSFER}/reversals`, 'amount=999999999');
  expect(await typesOf(client)).toEqual(['transfer.updated']);
});

test('what happens by itself is told at its own time', async () => {
  const time = clock();
  await using client = await openClient({ seed: SEED, now: time.now });
  const [account] = (await client.get('/v1/financial_connections/accounts')).body.data ?? [];
  await client.post(`/v1/financial_connections/accounts/${account?.id}/refresh`, 'features[]=balance');
  expect(await typesOf(client)).toEqual([]);
  time.pass(10);
  const [event] = await eventsOf(client);
  expect(event).toMatchObject({
    type: 'financial_connections.account.refreshed_balance',
    created: time.now() / 1000 - 7,
  });
});

test('they are narrowed by type, by types, by a part of them, and by time', async () => {
  const time = clock();
  await using client = await openClient({ seed: SEED, now: time.now });
  await client.post('/v1/treasury/financial_accounts', 'supported_currencies[]=usd');
  time.pass(60);
  await client.post(`/v1/transfers/${TRANSFER}`, 'description=new');
  const account = 'treasury.financial_account.created';
  expect(await typesOf(client)).toEqual(['transfer.updated', account]);
  expect(await typesOf(client, `&type=${account}`)).toEqual([account]);
  expect(await typesOf(client, '&type=treasury.*')).toEqual([account]);
  expect(await typesOf(client, '&types[]=transfer.updated&types[]=transfer.created')).toEqual(['transfer.updated']);
  expect(await typesOf(client, `&created[gte]=${time.now() / 1000}`)).toEqual(['transfer.updated']);
  const many = Array.from({ length: 21 }, (_, n) => `&types[]=a${n}`).join('');
  expect((await client.get(`/v1/events?${many}`)).status).toBe(400);
  time.pass(30 * 24 * 60 * 60);
  expect(await typesOf(client)).toEqual([]);
});

test('they are those of one account, and name a connected one', async () => {
  const accounts = { acct_1Other: [{ id: 'tr_1Other', object: 'transfer', amount: 100, metadata: {} }] };
  await using client = await openClient({ seed: SEED, accounts });
  const other = { 'Stripe-Account': 'acct_1Other' };
  await client.post('/v1/transfers/tr_1Other', 'description=new', other);
  expect(await eventsOf(client)).toEqual([]);
  expect((await client.get('/v1/events', other)).body.data).toMatchObject([
    { type: 'transfer.updated', account: 'acct_1Other' },
  ]);
});

const flow = (object: string, fields: object) => ({ id: 'x', object, ...fields });

test.each([
  ['treasury.inbound_transfer', { status: 'processing' }, { status: 'succeeded' }, ['succeeded']],
  ['treasury.inbound_transfer', { status: 'processing' }, { status: 'processing', description: 'a' }, []],
  ['treasury.outbound_payment', { status: 'posted' }, { status: 'returned' }, ['returned']],
  [
    'treasury.outbound_transfer',
    { status: 'processing', tracking_details: null },
    { status: 'posted', tracking_details: {} },
    ['posted', 'tracking_details_updated'],
  ],
  ['treasury.credit_reversal', { status: 'processing' }, { status: 'posted' }, ['posted']],
  ['treasury.debit_reversal', { status: 'processing' }, { status: 'succeeded' }, ['completed']],
  ['treasury.financial_account', { active_features: [] }, { active_features: ['a'] }, ['features_status_updated']],
  ['treasury.financial_account', { balance: 1 }, { balance: 2 }, []],
  ['financial_connections.account', { status: 'active' }, { status: 'disconnected' }, ['disconnected']],
  ['charge', { status: 'pending' }, { status: 'succeeded' }, []],
])('%s: %j and then %j is %j', (object, before, after, verbs) => {
  expect(eventTypesOf(flow(object, before), flow(object, after))).toEqual(verbs.map((verb) => `${object}.${verb}`));
});

test('a credit is there as soon as it is known', () => {
  expect(eventTypesOf(undefined, flow('treasury.received_credit', { status: 'failed' }))).toEqual([
    'treasury.received_credit.created',
    'treasury.received_credit.failed',
  ]);
});
