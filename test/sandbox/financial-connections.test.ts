import { expect, test } from 'vitest';
import { SEED } from '../seed.ts';
import { type Client, ids, openClient } from './client.ts';
import { clock } from './clock.ts';
import { bankAccount, customer } from './objects.ts';

const now = (): number => 1_800_000_000_000;
const seed = [bankAccount('fca_1'), bankAccount('fca_2', { status: 'inactive' })];
const account = '/v1/financial_connections/accounts/fca_1';

test('a refresh is pending for each feature that was asked for', async () => {
  await using client = await openClient({ seed, now });
  const { body } = await client.post(`${account}/refresh`, 'features[]=balance&features[]=transactions');
  const pending = { last_attempted_at: 1_800_000_000, next_refresh_available_at: null, status: 'pending' };
  expect(body).toMatchObject({
    balance_refresh: pending,
    transaction_refresh: { id: expect.stringMatching(/^fctxnref_/), ...pending },
  });
  expect(body).not.toHaveProperty('ownership_refresh');
  expect((await client.get(account)).body).toEqual(body);
});

test('subscriptions begin and end', async () => {
  await using client = await openClient({ seed, now });
  const features = 'features[0]=transactions';
  expect((await client.post(`${account}/subscribe`, features)).body.subscriptions).toEqual(['transactions']);
  expect((await client.post(`${account}/subscribe`, features)).body.subscriptions).toEqual(['transactions']);
  expect((await client.post(`${account}/unsubscribe`, features)).body.subscriptions).toEqual([]);
});

test('a disconnected or inactive account cannot be refreshed', async () => {
  await using client = await openClient({ seed, now });
  expect((await client.post(`${account}/disconnect`)).body.status).toBe('disconnected');
  for (const id of ['fca_1', 'fca_2']) {
    const { status, body } = await client.post(
      `/v1/financial_connections/accounts/${id}/refresh`,
      'features[]=balance',
    );
    expect([status, body.error?.code]).toEqual([400, 'financial_connections_account_inactive']);
  }
});

test('features must be named, and be known', async () => {
  await using client = await openClient({ seed, now });
  expect((await client.post(`${account}/refresh`)).body.error?.code).toBe('parameter_missing');
  expect((await client.post(`${account}/refresh`, 'features[]=all')).body.error?.param).toBe('features[0]');
  expect((await client.post(`${account}/refresh`, 'features=balance')).body.error?.param).toBe('features');
});

const transactionsOf = async (client: Client, query = ''): Promise<string[]> =>
  ids(await client.get(`/v1/financial_connections/transactions?account=fca_1&limit=100${query}`));

test('after a while a refresh has succeeded: there are transactions, a balance that adds up, and owners', async () => {
  const time = clock(1_800_000_000);
  await using client = await openClient({ seed, now: time.now });
  const features = 'features[]=balance&features[]=ownership&features[]=transactions';
  await client.post(`${account}/refresh`, features);
  const list = '/v1/financial_connections/transactions?account=fca_1';
  expect((await client.get(list)).body.error?.code).toBe('financial_connections_no_successful_transaction_refresh');
  time.pass(3);
  const { body } = await client.get(`${account}?expand[]=ownership`);
  const succeeded = { next_refresh_available_at: 1_800_086_403, status: 'succeeded' };
  expect(body).toMatchObject({
    balance_refresh: succeeded,
    ownership_refresh: succeeded,
    transaction_refresh: { ...succeeded, last_attempted_at: 1_800_000_000 },
    balance: { as_of: 1_800_000_003, type: 'cash' },
    ownership: { owners: { data: [{ name: 'Jane Austen', refreshed_at: 1_800_000_003 }] } },
  });
  const first = (await client.get(list)).body.data ?? [];
  expect(first.map(({ status }) => status)).toEqual(['pending', 'pending', 'pending']);

  // The next one settles what was pending; the balance follows what is posted.
  const [refresh, balance] = [body.transaction_refresh, body.balance] as [{ id: string }, { current: { usd: number } }];
  await client.post(`${account}/refresh`, features);
  time.pass(3);
  const after = (await client.get(account)).body.balance as typeof balance;
  const posted = first.reduce((total, { amount }) => total + Number(amount), 0);
  expect(after.current.usd).toBe(balance.current.usd + posted);
  expect(await transactionsOf(client)).toHaveLength(6);
  // All of the first three were updated, too.
  expect(await transactionsOf(client, `&transaction_refresh[after]=${refresh.id}`)).toHaveLength(6);
  const statuses = ((await client.get(list)).body.data ?? []).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual(['pending', 'pending', 'pending', 'posted', 'posted', 'posted']);
});

test('a refresh of an account that was disconnected meanwhile fails, and brings nothing', async () => {
  const time = clock(1_800_000_000);
  await using client = await openClient({ seed, now: time.now });
  await client.post(`${account}/refresh`, 'features[]=transactions');
  await client.post(`${account}/disconnect`);
  time.pass(60);
  expect((await client.get(account)).body.transaction_refresh).toMatchObject({ status: 'failed' });
  expect((await client.get('/v1/financial_connections/transactions?account=fca_1')).status).toBe(400);
});

test('what the holder has not permitted is not refreshed', async () => {
  await using client = await openClient({ seed: [bankAccount('fca_1', { permissions: ['balances'] })] });
  expect((await client.post(`${account}/refresh`, 'features[]=balance')).status).toBe(200);
  for (const action of ['refresh', 'subscribe']) {
    const { status, body } = await client.post(`${account}/${action}`, 'features[]=transactions');
    expect([status, body.error?.param]).toEqual([400, 'features']);
  }
});

test('the newest account of the seed can be refreshed, again and again', async () => {
  const time = clock(1_800_000_000);
  await using client = await openClient({ seed: SEED, now: time.now });
  const [newest] = ids(await client.get('/v1/financial_connections/accounts?limit=1'));
  const path = `/v1/financial_connections/accounts/${newest}`;
  const list = `/v1/financial_connections/transactions?account=${newest}&limit=5`;
  const before = ids(await client.get(list));
  for (let n = 0; n < 3; n += 1) {
    await client.post(`${path}/refresh`, 'features[]=transactions');
    time.pass(3);
  }
  expect((await client.get(path)).body.transaction_refresh).toMatchObject({ status: 'succeeded' });
  const after = ids(await client.get(`${list}0`));
  expect(after.indexOf(before[0] ?? '')).toBe(9);
});

const sessions = '/v1/financial_connections/sessions';
const holder = 'account_holder[type]=customer&account_holder[customer]=cus_1';

test('a session is made with its secret, and collects an account after a while', async () => {
  const time = clock(1_800_000_000);
  await using client = await openClient({ seed: [customer('cus_1')], now: time.now });
  const asked = 'permissions[]=balances&permissions[]=transactions&prefetch[]=balances&filters[countries][]=US';
  const { status, body } = await client.post(sessions, `${holder}&${asked}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    id: expect.stringMatching(/^fcsess_\w+$/),
    object: 'financial_connections.session',
    account_holder: { type: 'customer', customer: 'cus_1' },
    accounts: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/financial_connections/accounts?session=${body.id}`,
    },
    client_secret: expect.stringMatching(new RegExp(`^${body.id}_secret_\\w+$`)),
    filters: { account_subcategories: null, countries: ['US'] },
    livemode: false,
    permissions: ['balances', 'transactions'],
    prefetch: ['balances'],
  });
  expect((await client.get(`${sessions}/${body.id}`)).body).toEqual(body);
  time.pass(5);
  const later = await client.get(`${sessions}/${body.id}?expand[]=account_holder.customer`);
  expect(later.body).toMatchObject({ account_holder: { customer: { object: 'customer' } } });
  const collected = await client.get(`/v1/financial_connections/accounts?session=${body.id}`);
  expect((later.body.accounts as { data: unknown }).data).toEqual(collected.body.data);
  expect(collected.body.data).toMatchObject([{ balance_refresh: { status: 'pending' }, transaction_refresh: null }]);
  time.pass(3);
  const [id] = ids(collected);
  const refreshed = await client.get(`/v1/financial_connections/accounts/${id}`);
  expect(refreshed.body).toMatchObject({ balance: { type: 'cash' }, balance_refresh: { status: 'succeeded' } });
});

test.each([
  ['', 'account_holder'],
  ['account_holder[type]=customer&permissions[]=balances', 'account_holder[customer]'],
  ['account_holder[type]=customer&account_holder[customer]=cus_9&permissions[]=balances', 'account_holder[customer]'],
  ['account_holder[type]=person&permissions[]=balances', 'account_holder[type]'],
  [holder, 'permissions'],
  [`${holder}&permissions[]=all`, 'permissions[0]'],
  [`${holder}&permissions[]=balances&prefetch[]=payment_method`, 'prefetch[0]'],
])('a session of "%s" is refused', async (form, param) => {
  await using client = await openClient({ seed: [customer('cus_1')], now });
  const { status, body } = await client.post(sessions, form);
  expect([status, body.error?.param]).toEqual([400, param]);
});
