import { expect, test } from 'vitest';
import { SEED } from '../seed.ts';
import { openClient } from './client.ts';

const accounts = '/v1/treasury/financial_accounts';

test('an account is made with the features that were asked for, and can be used at once', async () => {
  await using client = await openClient({ seed: SEED });
  const features =
    'features[financial_addresses][aba][requested]=true&features[inbound_transfers][ach][requested]=true';
  const asked = `supported_currencies[]=usd&${features}&metadata[a]=b&platform_restrictions[outbound_flows]=restricted`;
  const made = await client.post(accounts, `${asked}&expand[]=features`);
  expect([made.status, made.body.error]).toEqual([200, undefined]);
  const active = { requested: true, status: 'active', status_details: [] };
  expect(made.body).toMatchObject({
    id: expect.stringMatching(/^fa_\w+$/),
    active_features: ['financial_addresses.aba', 'inbound_transfers.ach'],
    balance: { cash: { usd: 0 }, inbound_pending: { usd: 0 }, outbound_pending: { usd: 0 } },
    features: {
      object: 'treasury.financial_account_features',
      financial_addresses: { aba: active },
      inbound_transfers: { ach: active },
    },
    financial_addresses: [{ type: 'aba', aba: { account_number_last4: expect.stringMatching(/^\d{4}$/) } }],
    metadata: { a: 'b' },
    platform_restrictions: { inbound_flows: null, outbound_flows: 'restricted' },
    status: 'open',
  });
  expect((made.body.financial_addresses as { aba: object }[])[0]?.aba).not.toHaveProperty('account_number');
  const credit = `financial_account=${made.body.id}&amount=500&currency=usd&network=ach`;
  expect((await client.post('/v1/test_helpers/treasury/received_credits', credit)).body.status).toBe('succeeded');
  expect((await client.get(`${accounts}/${made.body.id}`)).body.balance).toMatchObject({ cash: { usd: 500 } });
});

test('features are switched on and off, and the address comes and goes with its own', async () => {
  await using client = await openClient({ seed: SEED });
  const { body: made } = await client.post(accounts, 'supported_currencies[]=usd');
  expect(made).toMatchObject({ active_features: [], financial_addresses: [] });
  const path = `${accounts}/${made.id}/features`;
  const on = await client.post(path, 'financial_addresses[aba][requested]=true&card_issuing[requested]=true');
  expect(on.body).toMatchObject({ object: 'treasury.financial_account_features', card_issuing: { status: 'active' } });
  const account = (await client.get(`${accounts}/${made.id}`)).body;
  expect(account).toMatchObject({ active_features: ['card_issuing', 'financial_addresses.aba'] });
  expect(account.financial_addresses).toHaveLength(1);
  const off = await client.post(path, 'financial_addresses[aba][requested]=false');
  expect(off.body).toMatchObject({ financial_addresses: { aba: { requested: false, status: 'restricted' } } });
  expect((await client.get(path)).body).toEqual(off.body);
  expect((await client.get(`${accounts}/${made.id}`)).body).toMatchObject({
    active_features: ['card_issuing'],
    restricted_features: ['financial_addresses.aba'],
    financial_addresses: [],
  });
});

test('an update changes what it names and nothing else', async () => {
  await using client = await openClient({ seed: SEED });
  const path = `${accounts}/fa_1Seed000002`;
  const before = (await client.get(path)).body;
  const form = 'metadata[colour]=red&platform_restrictions[outbound_flows]=unrestricted';
  const { body } = await client.post(path, form);
  expect(body).toEqual({
    ...before,
    metadata: { colour: 'red' },
    platform_restrictions: { inbound_flows: 'unrestricted', outbound_flows: 'unrestricted' },
  });
  const active = await client.post(path, 'features[card_issuing][requested]=true');
  expect(active.body).toMatchObject({
    financial_addresses: before.financial_addresses,
    pending_features: before.pending_features,
    restricted_features: [],
  });
});

test.each([
  [accounts, '', 'supported_currencies'],
  [accounts, 'supported_currencies[]=eur', 'supported_currencies'],
  [accounts, 'supported_currencies[]=usd&features[gold][requested]=true', 'features[gold]'],
  [accounts, 'supported_currencies[]=usd&features[card_issuing]=true', 'features[card_issuing]'],
  [`${accounts}/fa_1Seed000001/features`, 'inbound_transfers[ach][requested]=yes', 'inbound_transfers[ach][requested]'],
  [`${accounts}/fa_1Seed000003/features`, 'card_issuing[requested]=true', undefined],
])('%s refuses "%s"', async (path, form, param) => {
  await using client = await openClient({ seed: SEED });
  const { status, body } = await client.post(path, form);
  expect([status, body.error?.param]).toEqual([400, param]);
});
