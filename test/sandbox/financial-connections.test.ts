import { expect, test } from 'vitest';
import { openClient } from './client.ts';
import { bankAccount } from './objects.ts';

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
