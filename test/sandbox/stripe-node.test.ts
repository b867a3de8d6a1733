import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { financialAccount, transactionEntry, transfer, treasuryTransaction } from './objects.ts';

// The official client, pinned to this version of the API, takes the sandbox for the REST API.
let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  const seed = [
    ...Array.from({ length: 25 }, (_, index) => transfer(`tr_${index}`, { created: index })),
    financialAccount('fa_1'),
    treasuryTransaction('trxn_1'),
    transactionEntry('trxne_1'),
  ];
  sandbox = await startSandbox({ seed, accounts: { acct_1: [transfer('tr_theirs')] } });
  const { hostname, port } = new URL(sandbox.url);
  stripe = new Stripe(sandbox.key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
});
afterAll(() => sandbox.close());

test('retrieves, with expansions', async () => {
  const found = await stripe.transfers.retrieve('tr_1', { expand: ['destination'] });
  expect(found.destination).toEqual({ id: 'acct_1Destination', object: 'account' });
  expect(found.lastResponse).toMatchObject({
    requestId: expect.stringMatching(/^req_/),
    apiVersion: '2024-11-20.acacia',
  });
});

test('pages automatically, forwards and backwards', async () => {
  const ids = (transfers: Stripe.Transfer[]): string[] => transfers.map(({ id }) => id);
  const all = await stripe.transfers.list({ limit: 10 }).autoPagingToArray({ limit: 100 });
  expect(ids(all)).toEqual(Array.from({ length: 25 }, (_, index) => `tr_${24 - index}`));
  const back = await stripe.transfers.list({ limit: 10, ending_before: 'tr_0' }).autoPagingToArray({ limit: 100 });
  expect(ids(back)).toEqual(Array.from({ length: 24 }, (_, index) => `tr_${index + 1}`));
});

test('speaks for a connected account', async () => {
  const { data } = await stripe.transfers.list({}, { stripeAccount: 'acct_1' });
  expect(data.map(({ id }) => id)).toEqual(['tr_theirs']);
  const stranger = stripe.transfers.list({}, { stripeAccount: 'acct_2' });
  await expect(stranger).rejects.toBeInstanceOf(Stripe.errors.StripePermissionError);
});

test('reverses a transfer once, and understands the refusal of more', async () => {
  const once = () => stripe.transfers.createReversal('tr_2', { amount: 300 }, { idempotencyKey: 'once' });
  const [first, second] = [await once(), await once()];
  expect(second.id).toBe(first.id);
  const updated = await stripe.transfers.updateReversal('tr_2', first.id, { metadata: { why: 'test' } });
  expect(updated.metadata).toEqual({ why: 'test' });
  const tooMuch = stripe.transfers.createReversal('tr_2', { amount: 701 });
  await expect(tooMuch).rejects.toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, param: 'amount' });
  const mismatch = stripe.transfers.createReversal('tr_2', { amount: 1 }, { idempotencyKey: 'once' });
  await expect(mismatch).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  await expect(stripe.transfers.retrieve('tr_x')).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
});

test('sells with tax and takes it back', async () => {
  const calculation = await stripe.tax.calculations.create({
    currency: 'usd',
    line_items: [
      { amount: 1000, reference: 'L1' },
      { amount: 2000, reference: 'L2' },
    ],
    customer_details: { address: { country: 'US', line1: '' }, address_source: 'shipping' },
    expand: ['line_items'],
  });
  expect(calculation.amount_total).toBe(3300);
  const sale = await stripe.tax.transactions.createFromCalculation({
    calculation: calculation.id ?? '',
    reference: 'order-1',
  });
  const reversal = await stripe.tax.transactions.createReversal({
    mode: 'partial',
    original_transaction: sale.id,
    reference: 'refund-1',
    flat_amount: -1650,
    expand: ['line_items'],
  });
  expect(reversal.line_items?.data.map((line) => [line.amount, line.amount_tax])).toEqual([
    [-500, -50],
    [-1000, -100],
  ]);
  const lines = await stripe.tax.transactions.listLineItems(sale.id);
  expect(lines.data.map((line) => line.reference)).toEqual(['L1', 'L2']);
});

test('lists treasury entries by range', async () => {
  const entries = await stripe.treasury.transactionEntries.list({
    financial_account: 'fa_1',
    created: { gte: 1_700_000_000 },
    expand: ['data.transaction'],
  });
  expect(entries.data.map(({ transaction }) => (transaction as Stripe.Treasury.Transaction).id)).toEqual(['trxn_1']);
});
