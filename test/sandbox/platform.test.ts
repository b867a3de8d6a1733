import { expect, test } from 'vitest';
import { SEED } from '../seed.ts';
import { everyItem } from './books.ts';
import { ids, openClient } from './client.ts';
import { reconcilePlatform } from './platform-books.ts';

const regular = 'cus_1SeedBuyer00001';

test('every balance transaction is reconciled with its source, and the balance with all of them', async () => {
  await using client = await openClient({ seed: SEED });
  const { bookings } = await reconcilePlatform(client);
  const types = new Set(bookings.map(({ type }) => type));
  expect([...types].sort()).toEqual([
    'adjustment',
    'application_fee',
    'application_fee_refund',
    'charge',
    'payout',
    'payout_cancel',
    'payout_failure',
    'refund',
    'topup',
    'transfer',
    'transfer_refund',
  ]);
});

test('an automatic payout is the sum of its balance transactions; a manual one has no such list', async () => {
  await using client = await openClient({ seed: SEED });
  const payouts = await everyItem<{ id: string; amount: number; automatic: boolean }>(client, '/v1/payouts');
  const automatic = payouts.filter((payout) => payout.automatic);
  expect(automatic).toHaveLength(3);
  const sizes: number[] = [];
  for (const { id, amount } of automatic) {
    const parts = await everyItem<{ net: number; source: string }>(client, `/v1/balance_transactions?payout=${id}`);
    const [own] = parts.filter(({ source }) => source === id);
    expect(own?.net).toBe(-amount);
    expect(parts.reduce((total, { net }) => total + net, 0)).toBe(0);
    sizes.push(parts.length);
  }
  expect(Math.max(...sizes)).toBeGreaterThan(100);
  const manual = payouts.find((payout) => !payout.automatic);
  const { status, body } = await client.get(`/v1/balance_transactions?payout=${manual?.id}`);
  expect([status, body.error?.param]).toEqual([400, 'payout']);
});

test('a transfer leads to its charge and destination, a reversal to its refund and the refund of the payment', async () => {
  await using client = await openClient({ seed: SEED });
  const expand = ['source_transaction.customer', 'destination', 'destination_payment', 'balance_transaction.source'];
  const query = expand.map((path) => `expand[]=data.${path}`).join('&');
  const { body } = await client.get(`/v1/transfers?limit=100&${query}`);
  const transfers = body.data as Record<string, Record<string, unknown> | null>[];
  expect(transfers.filter(({ source_transaction: charge }) => charge !== null).length).toBe(6);
  for (const { id, amount, currency, destination, destination_payment, source_transaction: charge } of transfers) {
    expect(destination).toMatchObject({ object: 'account', charges_enabled: expect.any(Boolean) });
    expect(destination_payment).toMatchObject({ object: 'charge', amount, currency, source_transfer: id });
    if (charge !== null) expect(charge).toMatchObject({ object: 'charge', amount, currency, transfer: id });
  }
  const found = await client.get(
    '/v1/transfers/tr_1Seed000020/reversals?expand[]=data.source_refund.charge&expand[]=data.destination_payment_refund',
  );
  expect(found.body.data?.length).toBe(2);
  for (const { id, amount, source_refund, destination_payment_refund } of found.body.data ?? []) {
    expect(source_refund).toMatchObject({ amount, transfer_reversal: id, charge: { id: 'ch_1Seed000020' } });
    expect(destination_payment_refund).toMatchObject({ amount, source_transfer_reversal: id });
  }
});

test("what lies on a connected account's side is met by expanding alone", async () => {
  await using client = await openClient({ seed: SEED });
  const { body } = await client.get('/v1/transfers/tr_1Seed000001?expand[]=destination_payment');
  const payment = body.destination_payment as { id: string; balance_transaction: string };
  expect(payment.balance_transaction).toMatch(/^txn_/);
  for (const path of [`charges/${payment.id}`, `balance_transactions/${payment.balance_transaction}`]) {
    expect((await client.get(`/v1/${path}`)).status).toBe(404);
  }
  const charges = await everyItem(client, '/v1/charges');
  expect(charges.some(({ source_transfer: transfer }) => transfer !== null)).toBe(false);
});

test("a customer's payments, a charge's refunds, and all that filters reach", async () => {
  await using client = await openClient({ seed: SEED });
  const intents = await everyItem(client, `/v1/payment_intents?customer=${regular}`);
  expect(intents.length).toBeGreaterThanOrEqual(60);
  const { body } = await client.get(`/v1/payment_intents?customer=${regular}&limit=50&expand[]=data.latest_charge`);
  for (const { id, latest_charge: charge } of body.data ?? []) {
    if (charge !== null) expect(charge).toMatchObject({ object: 'charge', payment_intent: id, customer: regular });
  }
  const statuses = new Set((await everyItem(client, '/v1/payment_intents')).map(({ status }) => status));
  expect([...statuses].sort()).toEqual(['canceled', 'requires_capture', 'requires_payment_method', 'succeeded']);
  const [refund] = (await client.get('/v1/refunds?limit=1')).body.data ?? [];
  expect(ids(await client.get(`/v1/refunds?charge=${refund?.charge}`))).toContain(refund?.id);
  const disputes = await client.get('/v1/disputes?expand[]=data.charge');
  expect(disputes.body.data?.map(({ status }) => status).sort()).toEqual(['lost', 'needs_response', 'won']);
  for (const { amount, charge, balance_transactions: booked } of disputes.body.data ?? []) {
    expect(charge).toMatchObject({ amount, disputed: true });
    expect(booked).toMatchObject([
      { object: 'balance_transaction', amount: -Number(amount) },
      ...(booked as []).slice(1),
    ]);
  }
});

test('an authorization that is still open holds its amount, and shows its card and transaction', async () => {
  await using client = await openClient({ seed: SEED });
  const open = await client.get('/v1/issuing/authorizations?status=pending&expand[]=data.cardholder');
  expect(open.body.data).toHaveLength(1);
  const [held] = open.body.data ?? [];
  expect(held).toMatchObject({ card: { id: 'ic_1SeedCard00001' }, cardholder: { object: 'issuing.cardholder' } });
  const { body } = await client.get(
    `/v1/treasury/transactions/${(held?.treasury as { transaction: string } | undefined)?.transaction}`,
  );
  expect(body).toMatchObject({ flow: held?.id, status: 'open', amount: -Number(held?.amount) });
});

test('entries of authorizations show them in full', async () => {
  await using client = await openClient({ seed: SEED });
  const path = '/v1/treasury/transaction_entries?financial_account=fa_1Seed000001&limit=100&expand[]=data.flow_details';
  const { body } = await client.get(path);
  const authorized = (body.data ?? []).filter(({ flow_type: type }) => type === 'issuing_authorization');
  expect(authorized.length).toBeGreaterThan(10);
  for (const { flow, flow_details: details } of authorized) {
    expect(details).toMatchObject({ issuing_authorization: { id: flow, merchant_data: { name: 'Rocket Rides' } } });
  }
});

test('a deleted customer is shown by its id and where it is named, and in no list', async () => {
  await using client = await openClient({ seed: SEED });
  const deleted = { id: 'cus_1SeedGone000001', object: 'customer', deleted: true };
  expect((await client.get(`/v1/customers/${deleted.id}`)).body).toEqual(deleted);
  expect((await everyItem(client, '/v1/customers')).map(({ id }) => id)).not.toContain(deleted.id);
  const charges = await everyItem(client, '/v1/charges?expand[]=data.customer');
  expect(charges.filter(({ customer }) => (customer as { deleted?: true } | null)?.deleted).length).toBeGreaterThan(3);
  const refused = await client.get(`/v1/charges?customer=${deleted.id}`);
  expect([refused.status, refused.body.error?.code]).toEqual([400, 'resource_missing']);
});

test.each([
  ['/v1/customers?email=jane.austen@example.com', ['cus_1SeedHolder0001']],
  ['/v1/topups?status=pending', ['tu_1Seed000013']],
  ['/v1/topups?amount[gte]=6000000000', ['tu_1Seed000004']],
  ['/v1/payouts?status=pending', ['po_1Seed000005']],
  ['/v1/payouts?arrival_date[gt]=4000000000', ['po_1Seed000005', 'po_1Seed000004']],
  ['/v1/charges?transfer_group=group_ch_1Seed000020', ['ch_1Seed000020']],
  ['/v1/application_fees?charge=py_1Seed000014', ['fee_1Seed000014']],
  ['/v1/accounts?created[lt]=1665000000', ['acct_1MTfjCQ9PRzxEwkZ']],
])('%s', async (path, expected) => {
  await using client = await openClient({ seed: SEED });
  expect(ids(await client.get(path))).toEqual(expected);
});
