import { expect, test } from 'vitest';
import { ids, openClient } from './client.ts';
import { transfer } from './objects.ts';

const now = (): number => 1_800_000_000_000;
const seed = [transfer('tr_1', { amount: 1000 }), transfer('tr_other')];

test('a reversal moves the money, updates its transfer and leaves a balance transaction', async () => {
  await using client = await openClient({ seed, now });
  const form = 'amount=400&metadata[order]=7&refund_application_fee=true&description=x&expand[]=balance_transaction';
  const { status, body } = await client.post('/v1/transfers/tr_1/reversals', form);
  expect(status).toBe(200);
  expect(body).toEqual({
    id: expect.stringMatching(/^trr_\w+$/),
    object: 'transfer_reversal',
    amount: 400,
    balance_transaction: expect.objectContaining({ type: 'transfer_refund', amount: 400, net: 400, source: body.id }),
    created: 1_800_000_000,
    currency: 'usd',
    destination_payment_refund: expect.stringMatching(/^pyr_\w+$/),
    metadata: { order: '7' },
    source_refund: null,
    transfer: 'tr_1',
  });
  const after = await client.get('/v1/transfers/tr_1');
  expect(after.body).toMatchObject({ amount_reversed: 400, reversed: false, reversals: { data: [{ id: body.id }] } });
});

test('without an amount the rest is reversed, and then no more', async () => {
  await using client = await openClient({ seed, now });
  const first = await client.post('/v1/transfers/tr_1/reversals', 'amount=1');
  const rest = await client.post('/v1/transfers/tr_1/reversals', 'expand[]=transfer');
  expect(rest.body).toMatchObject({ amount: 999, transfer: { amount_reversed: 1000, reversed: true } });
  expect(ids(await client.get('/v1/transfers/tr_1/reversals'))).toEqual([rest.body.id, first.body.id]);
  const again = await client.post('/v1/transfers/tr_1/reversals');
  expect(again.status).toBe(400);
  expect(again.body.error?.message).toContain('already fully reversed');
});

test('too much, and a transfer that does not exist, are refused', async () => {
  await using client = await openClient({ seed, now });
  const tooMuch = await client.post('/v1/transfers/tr_1/reversals', 'amount=1001');
  expect([tooMuch.status, tooMuch.body.error?.param]).toEqual([400, 'amount']);
  expect((await client.post('/v1/transfers/tr_2/reversals')).status).toBe(404);
  expect((await client.get('/v1/transfers/tr_2/reversals')).status).toBe(404);
  expect((await client.get('/v1/transfers/tr_1')).body.amount_reversed).toBe(0);
});

test('metadata is merged, and unset by empty strings', async () => {
  await using client = await openClient({ seed, now });
  const { body } = await client.post('/v1/transfers/tr_1/reversals', 'metadata[a]=1&metadata[b]=2');
  const path = `/v1/transfers/tr_1/reversals/${body.id}`;
  expect((await client.post(path, 'metadata[a]=&metadata[7]=3')).body.metadata).toEqual({ b: '2', 7: '3' });
  expect((await client.get(path)).body.metadata).toEqual({ b: '2', 7: '3' });
  expect((await client.post(path, 'metadata=')).body.metadata).toEqual({});
  expect((await client.post(path, 'amount=1')).body.error).toMatchObject({
    code: 'parameter_unknown',
    param: 'amount',
  });
  expect((await client.get(`/v1/transfers/tr_other/reversals/${body.id}`)).status).toBe(404);
});

test('metadata keys can be any text', async () => {
  await using client = await openClient({ seed, now });
  const keys = ['constructor', '__proto__', 'a.b', '0', '4999', '99999', 'é&=+', ' '];
  const form = keys.map((key) => `metadata[${encodeURIComponent(key)}]=v`).join('&');
  const { body } = await client.post('/v1/transfers/tr_1/reversals', form);
  expect(body.metadata).toEqual(JSON.parse(`{${keys.map((key) => `${JSON.stringify(key)}:"v"`).join()}}`));
});

test('transfers are made and updated', async () => {
  await using client = await openClient({ seed, now });
  const form = 'amount=5000000000&currency=EUR&destination=acct_9&transfer_group=g&expand[]=balance_transaction';
  const { body } = await client.post('/v1/transfers', form);
  expect(body).toMatchObject({
    amount: 5_000_000_000,
    amount_reversed: 0,
    balance_transaction: { type: 'transfer', amount: -5_000_000_000, source: body.id },
    currency: 'eur',
    reversals: { data: [], has_more: false },
    transfer_group: 'g',
  });
  expect(ids(await client.get('/v1/transfers'))).toEqual([body.id, 'tr_other', 'tr_1']);
  const updated = await client.post(`/v1/transfers/${body.id}`, 'description=hello&metadata[a]=1');
  expect(updated.body).toMatchObject({ description: 'hello', metadata: { a: '1' }, amount: 5_000_000_000 });
});

test('an empty description is accepted: of a reversal it is shown nowhere, of a transfer it is none', async () => {
  await using client = await openClient({ seed: [transfer('tr_1', { description: 'Order 9' })] });
  const reversal = await client.post('/v1/transfers/tr_1/reversals', 'amount=1&description=');
  expect([reversal.status, 'description' in reversal.body]).toEqual([200, false]);
  expect((await client.post('/v1/transfers/tr_1', 'metadata[a]=b')).body.description).toBe('Order 9');
  expect((await client.post('/v1/transfers/tr_1', 'description=')).body.description).toBeNull();
  const made = await client.post('/v1/transfers', 'amount=1&currency=usd&destination=acct_1&description=');
  expect([made.status, made.body.description]).toEqual([200, null]);
});
