import { expect, test } from 'vitest';
import { SEED } from '../seed.ts';
import { everyItem } from './books.ts';
import { type Client, openClient } from './client.ts';
import { clock } from './clock.ts';
import { reconcilePlatform } from './platform-books.ts';

const alder = 'acct_1SeedAlder00001';

type Held = { amount: number; currency: string };
const held = async (client: Client, part: 'available' | 'pending', currency = 'usd'): Promise<number> => {
  const { body } = await client.get('/v1/balance');
  return (body[part] as Held[]).find((each) => each.currency === currency)?.amount ?? 0;
};

/** A charge that was paid by card and of which nothing was given back. */
const paidCharge = async (client: Client) => {
  const all = await everyItem<Record<string, unknown>>(client, '/v1/charges');
  const found = all.find(
    ({ status, captured, disputed, amount_refunded: back, payment_intent: intent }) =>
      status === 'succeeded' && captured === true && disputed === false && back === 0 && intent !== null,
  );
  return found as { id: string; amount: number; payment_intent: string };
};

test('a refund gives back a part, then the rest, and then no more', async () => {
  await using client = await openClient({ seed: SEED });
  const { id, amount, payment_intent } = await paidCharge(client);
  const before = await held(client, 'available');
  const form = `charge=${id}&amount=100&reason=duplicate&metadata[a]=b&expand[]=balance_transaction`;
  const { status, body } = await client.post('/v1/refunds', form);
  expect([status, body.error]).toEqual([200, undefined]);
  expect(body).toMatchObject({
    id: expect.stringMatching(/^re_\w+$/),
    amount: 100,
    balance_transaction: { type: 'refund', net: -100, source: body.id },
    charge: id,
    metadata: { a: 'b' },
    payment_intent,
    reason: 'duplicate',
    status: 'succeeded',
  });
  expect(await held(client, 'available')).toBe(before - 100);
  expect((await client.get(`/v1/charges/${id}`)).body).toMatchObject({ amount_refunded: 100, refunded: false });
  const tooMuch = await client.post('/v1/refunds', `charge=${id}&amount=${amount}`);
  expect([tooMuch.status, tooMuch.body.error?.param]).toEqual([400, 'amount']);
  const rest = await client.post('/v1/refunds', `payment_intent=${payment_intent}`);
  expect(rest.body.amount).toBe(amount - 100);
  expect((await client.get(`/v1/charges/${id}`)).body).toMatchObject({ amount_refunded: amount, refunded: true });
  const again = await client.post('/v1/refunds', `charge=${id}`);
  expect([again.status, again.body.error?.code]).toEqual([400, 'charge_already_refunded']);
  const updated = await client.post(`/v1/refunds/${body.id}`, 'metadata[a]=&metadata[c]=d');
  expect(updated.body.metadata).toEqual({ c: 'd' });
  await reconcilePlatform(client);
});

test("a refund takes the transfer's share back, and gives the fee's share back", async () => {
  await using client = await openClient({ seed: SEED });
  const charge = 'ch_1Seed000018';
  const { body: before } = await client.get(`/v1/charges/${charge}?expand[]=application_fee&expand[]=transfer`);
  const amount = Math.floor(Number(before.amount) / 2);
  const form = `charge=${charge}&amount=${amount}&reverse_transfer=true&refund_application_fee=true`;
  const { status, body } = await client.post('/v1/refunds', `${form}&expand[]=transfer_reversal`);
  expect([status, body.error]).toEqual([200, undefined]);
  expect(body.transfer_reversal).toMatchObject({ amount, source_refund: body.id });
  const fee = before.application_fee as { id: string; amount: number };
  const { body: after } = await client.get(`/v1/application_fees/${fee.id}`);
  expect(after.amount_refunded).toBe(Math.floor((fee.amount * amount) / Number(before.amount)));
  expect((after.refunds as { data: object[] }).data).toMatchObject([{ amount: after.amount_refunded, fee: fee.id }]);
  expect((await client.get(`/v1/application_fees/${fee.id}/refunds`)).body.data).toHaveLength(1);
  const payment = await client.get('/v1/transfers/tr_1Seed000018?expand[]=destination_payment');
  expect(payment.body.destination_payment).toMatchObject({ amount_refunded: amount, refunded: false });
  await reconcilePlatform(client);
});

test('a refund that waits for the customer can be canceled, and then the money is back', async () => {
  await using client = await openClient({ seed: SEED });
  const charge = 'ch_1SeedBank000001';
  const before = await held(client, 'available', 'eur');
  const missing = await client.post('/v1/refunds', `charge=${charge}&amount=500`);
  expect(missing.body.error).toMatchObject({ code: 'parameter_missing', param: 'instructions_email' });
  const form = `charge=${charge}&amount=500&instructions_email=a@example.com`;
  const { body } = await client.post('/v1/refunds', form);
  expect(body).toMatchObject({
    status: 'requires_action',
    next_action: { type: 'display_details', display_details: { email_sent: { email_sent_to: 'a@example.com' } } },
  });
  expect(await held(client, 'available', 'eur')).toBe(before - 500);
  const canceled = await client.post(`/v1/refunds/${body.id}/cancel`);
  expect(canceled.body).toMatchObject({
    status: 'canceled',
    failure_balance_transaction: expect.stringMatching(/^txn_/),
  });
  expect(await held(client, 'available', 'eur')).toBe(before);
  expect((await client.get(`/v1/charges/${charge}`)).body.amount_refunded).toBe(2_000);
  expect((await client.post(`/v1/refunds/${body.id}/cancel`)).status).toBe(400);
  // Seeded for whoever has no such charge.
  expect((await client.post('/v1/refunds/re_1SeedBank000001/cancel')).body.status).toBe('canceled');
  await reconcilePlatform(client);
});

test.each([
  ['', { code: 'parameter_missing', param: 'charge' }],
  ['charge=ch_9', { code: 'resource_missing', param: 'charge' }],
  ['charge=py_1Seed000001', { code: 'resource_missing', param: 'charge' }],
  ['charge=ch_1Seed000018&payment_intent=pi_1Seed000001', { code: 'parameters_exclusive' }],
  ['charge=ch_1SeedSale000011', { code: 'charge_disputed' }],
  ['charge=ch_1SeedSale000007', { message: expect.stringContaining('not succeeded') }],
  ['charge=ch_1SeedSale000003', { message: expect.stringContaining('not captured') }],
  ['payment_intent=pi_1Seed000005', { param: 'payment_intent' }],
  ['charge=ch_1SeedSale000001&reverse_transfer=true', { param: 'reverse_transfer' }],
  ['charge=ch_1SeedSale000001&refund_application_fee=true', { param: 'refund_application_fee' }],
  ['origin=customer_balance', { code: 'parameter_missing', param: 'customer' }],
  ['origin=customer_balance&customer=cus_1SeedBuyer00001&currency=usd&amount=1', { param: 'customer' }],
])('a refund of "%s" is refused, and nothing has changed', async (form, error) => {
  await using client = await openClient({ seed: SEED });
  const before = (await client.get('/v1/balance')).body;
  const { status, body } = await client.post('/v1/refunds', form);
  expect([form, status]).toEqual([form, 400]);
  expect(body.error).toMatchObject(error);
  expect((await client.get('/v1/balance')).body).toEqual(before);
});

test('a payout leaves the balance, and arrives, or is canceled before it has left', async () => {
  const time = clock();
  await using client = await openClient({ seed: SEED, now: time.now });
  const before = await held(client, 'available');
  const pay = (form = '') => client.post('/v1/payouts', `amount=5000&currency=usd${form}`);
  const { body } = await pay('&description=Rent&metadata[a]=b&statement_descriptor=RENT');
  expect(body).toMatchObject({
    amount: 5000,
    description: 'Rent',
    metadata: { a: 'b' },
    method: 'standard',
    status: 'pending',
  });
  expect(await held(client, 'available')).toBe(before - 5000);
  const second = await pay('&method=instant');
  const canceled = await client.post(`/v1/payouts/${second.body.id}/cancel`);
  expect(canceled.body.status).toBe('canceled');
  expect(await held(client, 'available')).toBe(before - 5000);
  time.pass(15 * 60);
  expect((await client.get(`/v1/payouts/${body.id}`)).body.status).toBe('in_transit');
  expect((await client.post(`/v1/payouts/${body.id}/cancel`)).status).toBe(400);
  time.pass(2 * 24 * 60 * 60);
  expect((await client.get(`/v1/payouts/${body.id}`)).body.status).toBe('paid');
  expect((await client.get(`/v1/payouts/${second.body.id}`)).body.status).toBe('canceled');
  const tooMuch = await client.post('/v1/payouts', 'amount=99000000000&currency=usd');
  expect([tooMuch.status, tooMuch.body.error?.code]).toEqual([400, 'balance_insufficient']);
  const unknown = await client.post('/v1/payouts', 'amount=1&currency=nok');
  expect(unknown.body.error?.code).toBe('balance_insufficient');
  await reconcilePlatform(client);
});

test('a topup arrives after a while, unless it was canceled', async () => {
  const time = clock();
  await using client = await openClient({ seed: SEED, now: time.now });
  const before = await held(client, 'available');
  const add = () => client.post('/v1/topups', 'amount=7000&currency=usd&description=&transfer_group=g');
  const { body } = await add();
  expect(body).toMatchObject({ amount: 7000, balance_transaction: null, status: 'pending', transfer_group: 'g' });
  const other = await add();
  expect((await client.post(`/v1/topups/${other.body.id}/cancel`)).body.status).toBe('canceled');
  expect(await held(client, 'available')).toBe(before);
  time.pass(60);
  expect((await client.get(`/v1/topups/${body.id}`)).body).toMatchObject({ status: 'succeeded' });
  expect((await client.get(`/v1/topups/${other.body.id}`)).body).toMatchObject({ status: 'canceled' });
  expect(await held(client, 'available')).toBe(before + 7000);
  expect((await client.post(`/v1/topups/${body.id}/cancel`)).status).toBe(400);
  expect((await client.post('/v1/topups/tu_1Seed000013/cancel')).body.status).toBe('canceled');
  await reconcilePlatform(client);
});

test('a transfer leaves the balance and is a payment there; its reversal is a refund of that', async () => {
  await using client = await openClient({ seed: SEED });
  const before = await held(client, 'available');
  const form = `amount=3000&currency=usd&destination=${alder}&transfer_group=g&expand[]=destination_payment`;
  const { status, body } = await client.post('/v1/transfers', form);
  expect([status, body.error]).toEqual([200, undefined]);
  expect(body.destination_payment).toMatchObject({ object: 'charge', amount: 3000, source_transfer: body.id });
  expect(await held(client, 'available')).toBe(before - 3000);
  const expand = 'expand[]=destination_payment_refund.charge';
  const reversal = await client.post(`/v1/transfers/${body.id}/reversals`, `amount=1000&${expand}`);
  expect(reversal.body.destination_payment_refund).toMatchObject({ amount: 1000, charge: { amount_refunded: 1000 } });
  expect(await held(client, 'available')).toBe(before - 2000);
  await reconcilePlatform(client);
});

test('a transfer can pass a charge on, once', async () => {
  await using client = await openClient({ seed: SEED });
  const { id, amount } = await paidCharge(client);
  const form = `currency=usd&destination=${alder}&source_transaction=${id}`;
  const { body } = await client.post('/v1/transfers', form);
  expect(body).toMatchObject({ amount, source_transaction: id, transfer_group: `group_${id}` });
  const again = await client.post('/v1/transfers', `${form}&amount=1`);
  expect([again.status, again.body.error?.param]).toEqual([400, 'amount']);
  const reversal = await client.post(
    '/v1/transfers/tr_1Seed000018/reversals',
    'amount=1000&refund_application_fee=true',
  );
  expect(reversal.status).toBe(200);
  const { body: fee } = await client.get('/v1/application_fees/fee_1Seed000018?expand[]=originating_transaction');
  const sold = (fee.originating_transaction as { amount: number }).amount;
  expect(fee.amount_refunded).toBe(Math.floor((Number(fee.amount) * 1000) / sold));
  await reconcilePlatform(client);
});

test.each([
  [`amount=1&currency=usd&destination=acct_9`, { code: 'resource_missing', param: 'destination' }],
  [`currency=usd&destination=${alder}`, { code: 'parameter_missing', param: 'amount' }],
  [`amount=99000000000&currency=usd&destination=${alder}`, { code: 'balance_insufficient' }],
  [`currency=usd&destination=${alder}&source_transaction=ch_9`, { param: 'source_transaction' }],
  [`currency=eur&destination=${alder}&source_transaction=ch_1SeedSale000001`, { param: 'currency' }],
])('a transfer of "%s" is refused', async (form, error) => {
  await using client = await openClient({ seed: SEED });
  const { status, body } = await client.post('/v1/transfers', form);
  expect(status).toBe(400);
  expect(body.error).toMatchObject(error);
});
