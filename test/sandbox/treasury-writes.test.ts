import { expect, test } from 'vitest';
import { SEED } from '../seed.ts';
import { reconcile } from './books.ts';
import { type Answer, type Client, openClient } from './client.ts';
import { clock } from './clock.ts';

const main = 'fa_1Seed000001';
const savings = 'fa_1Seed000002';
const bank = 'pm_1SeedBank000001';
const base = `financial_account=${main}&amount=1000&currency=usd`;
const treasury = '/v1/treasury';
const helpers = '/v1/test_helpers/treasury';

type Balance = Record<'cash' | 'inbound_pending' | 'outbound_pending', { usd: number }>;

const balanceOf = async (client: Client, id = main): Promise<Balance> =>
  (await client.get(`${treasury}/financial_accounts/${id}`)).body.balance as Balance;

/** What a step changes: cash, inbound pending and outbound pending, in cents. */
const changed = async (client: Client, step: () => Promise<Answer>, id = main) => {
  const before = await balanceOf(client, id);
  const answer = await step();
  expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  const after = await balanceOf(client, id);
  const parts = ['cash', 'inbound_pending', 'outbound_pending'] as const;
  return { body: answer.body, by: parts.map((part) => after[part].usd - before[part].usd) };
};

const entryTypes = async (client: Client, transaction: unknown): Promise<unknown[]> => {
  const { body } = await client.get(`${treasury}/transactions/${transaction}?expand[]=entries`);
  return [body.status, ...((body.entries as { data: { type: string }[] }).data ?? []).map(({ type }) => type)];
};

const outbound: [kind: string, form: string][] = [
  ['outbound_transfer', `destination_payment_method=${bank}`],
  ['outbound_payment', 'destination_payment_method=pm_1SeedBank000002&customer=cus_1SeedSupplier001'],
];

test.each(outbound)('an %s holds the cash, and is posted, failed, returned or canceled', async (kind, form) => {
  await using client = await openClient({ seed: SEED });
  const make = () =>
    changed(client, () => client.post(`${treasury}/${kind}s`, `${base}&${form}&description=&metadata[a]=b`));
  const made = await make();
  expect(made.by).toEqual([-1000, 0, 1000]);
  expect(made.body).toMatchObject({
    object: `treasury.${kind}`,
    amount: 1000,
    cancelable: true,
    description: null,
    metadata: { a: 'b' },
    status: 'processing',
    destination_payment_method_details: { type: 'us_bank_account', us_bank_account: { network: 'ach', last4: '6789' } },
  });
  const ends = [
    [`${helpers}/${kind}s/ID/post`, 'posted', [0, 0, -1000], ['posted', `${kind}_posting`, kind]],
    [`${helpers}/${kind}s/ID/fail`, 'failed', [1000, 0, -1000], ['void', `${kind}_failure`, kind]],
    [`${helpers}/${kind}s/ID/return`, 'returned', [1000, 0, -1000], ['posted', `${kind}_posting`, kind]],
    [`${treasury}/${kind}s/ID/cancel`, 'canceled', [1000, 0, -1000], ['void', `${kind}_cancellation`, kind]],
  ] as const;
  for (const [path, status, by, entries] of ends) {
    const { body } = await make();
    const ended = await changed(client, () => client.post(path.replace('ID', String(body.id))));
    expect([ended.body.status, ended.by]).toEqual([status, by]);
    expect(ended.body).toMatchObject({
      cancelable: false,
      status_transitions: { [`${status}_at`]: expect.any(Number) },
    });
    expect(await entryTypes(client, ended.body.transaction)).toEqual(entries);
    // Nothing happens twice.
    const again = await client.post(path.replace('ID', String(body.id)));
    expect([again.status, again.body.error?.code]).toEqual([400, 'status_transition_invalid']);
  }
  const { body } = await make();
  const returned = await client.post(`${helpers}/${kind}s/${body.id}/return`, 'returned_details[code]=no_account');
  const details = returned.body.returned_details as { code: string; transaction: string };
  expect(details.code).toBe('no_account');
  expect(await entryTypes(client, details.transaction)).toEqual(['posted', `${kind}_return`]);
  await reconcile(client);
});

test.each(outbound)('an %s is given numbers to be found by, once it has left', async (kind, form) => {
  await using client = await openClient({ seed: SEED });
  const { body } = await client.post(`${treasury}/${kind}s`, `${base}&${form}`);
  const path = `${helpers}/${kind}s/${body.id}`;
  const wire = 'tracking_details[type]=us_domestic_wire&tracking_details[us_domestic_wire][imad]=I-1';
  expect((await client.post(path, wire)).status).toBe(400);
  await client.post(`${path}/post`);
  expect((await client.post(path, 'tracking_details[type]=ach')).body.error?.param).toBe('tracking_details[ach]');
  const tracked = await changed(client, () => client.post(path, wire));
  expect(tracked.by).toEqual([0, 0, 0]);
  const tracking_details = { type: 'us_domestic_wire', us_domestic_wire: { chips: null, imad: 'I-1', omad: null } };
  expect(tracked.body).toMatchObject({ status: 'posted', tracking_details });
  const seen = await client.get(`${treasury}/${kind}s/${body.id}`);
  expect(seen.body.tracking_details).toEqual(tracking_details);
});

test('a payment to another financial account is posted at once, and received there', async () => {
  await using client = await openClient({ seed: SEED });
  const to =
    'destination_payment_method_data[type]=financial_account&destination_payment_method_data[financial_account]=';
  const before = await balanceOf(client, savings);
  const paid = await changed(client, () => client.post(`${treasury}/outbound_payments`, `${base}&${to}${savings}`));
  expect([paid.body.status, paid.by]).toEqual(['posted', [-1000, 0, 0]]);
  expect((await balanceOf(client, savings)).cash.usd).toBe(before.cash.usd + 1000);
  const { body } = await client.get(
    `${treasury}/received_credits?financial_account=${savings}&limit=1&expand[]=data.linked_flows.source_flow_details`,
  );
  expect(body.data).toMatchObject([
    {
      amount: 1000,
      network: 'stripe',
      linked_flows: { source_flow: paid.body.id, source_flow_details: { outbound_payment: { id: paid.body.id } } },
    },
  ]);
  const itself = await client.post(`${treasury}/outbound_payments`, `${base}&${to}${main}`);
  expect(itself.body.error?.param).toBe('destination_payment_method_data[financial_account]');
  await reconcile(client);
});

test('an inbound transfer is pending, and arrives, fails, is canceled, or is taken back', async () => {
  await using client = await openClient({ seed: SEED });
  const make = () =>
    changed(client, () => client.post(`${treasury}/inbound_transfers`, `${base}&origin_payment_method=${bank}`));
  const first = await make();
  expect(first.by).toEqual([0, 1000, 0]);
  expect(first.body).toMatchObject({ status: 'processing', cancelable: true, returned: false });
  const arrived = await changed(client, () => client.post(`${helpers}/inbound_transfers/${first.body.id}/succeed`));
  expect([arrived.body.status, arrived.by]).toEqual(['succeeded', [1000, -1000, 0]]);
  const back = await changed(client, () => client.post(`${helpers}/inbound_transfers/${first.body.id}/return`));
  expect([back.body.returned, back.by]).toEqual([true, [-1000, 0, 0]]);
  const debit = (back.body.linked_flows as { received_debit: string }).received_debit;
  expect((await client.get(`${treasury}/received_debits/${debit}`)).body).toMatchObject({
    amount: 1000,
    status: 'succeeded',
    linked_flows: { inbound_transfer: first.body.id },
  });
  const second = await make();
  const failed = await changed(client, () =>
    client.post(`${helpers}/inbound_transfers/${second.body.id}/fail`, 'failure_details[code]=no_account'),
  );
  expect([failed.body.failure_details, failed.by]).toEqual([{ code: 'no_account' }, [0, -1000, 0]]);
  const third = await make();
  const canceled = await changed(client, () => client.post(`${treasury}/inbound_transfers/${third.body.id}/cancel`));
  expect([canceled.body.status, canceled.by]).toEqual(['canceled', [0, -1000, 0]]);
  for (const [id, verb] of [
    [first.body.id, 'return'],
    [second.body.id, 'succeed'],
    [third.body.id, 'return'],
  ]) {
    const { status, body } = await client.post(`${helpers}/inbound_transfers/${id}/${verb}`);
    expect([status, body.error?.code]).toEqual([400, 'status_transition_invalid']);
  }
  await reconcile(client);
});

test.each([
  ['credit', 1000, [-1000, 0, 1000], [0, 0, -1000], 'posted'],
  ['debit', -1000, [0, 1000, 0], [1000, -1000, 0], 'succeeded'],
])('a received %s can be reversed once, before its deadline', async (kind, cash, begins, ends, status) => {
  const time = clock();
  await using client = await openClient({ seed: SEED, now: time.now });
  const receive = () =>
    changed(client, () => client.post(`${helpers}/received_${kind}s`, `${base}&network=ach&description=Rent`));
  const received = await receive();
  expect([received.body.status, received.body.description, received.by]).toEqual(['succeeded', 'Rent', [cash, 0, 0]]);
  const form = `received_${kind}=${received.body.id}&metadata[a]=b`;
  const reversal = await changed(client, () => client.post(`${treasury}/${kind}_reversals`, form));
  expect([reversal.body.status, reversal.by]).toEqual(['processing', begins]);
  const again = await client.post(`${treasury}/${kind}_reversals`, form);
  expect([again.status, again.body.error?.param]).toEqual([400, `received_${kind}`]);
  const settled = await changed(client, () => {
    time.pass(60);
    return client.get(`${treasury}/${kind}_reversals/${reversal.body.id}`);
  });
  // The balance before is read before time passes.
  expect([settled.body.status, settled.by]).toEqual([status, ends]);
  const { body } = await client.get(`${treasury}/received_${kind}s/${received.body.id}`);
  expect(body).toMatchObject({
    linked_flows: { [`${kind}_reversal`]: reversal.body.id },
    reversal_details: { restricted_reason: 'already_reversed' },
  });
  const late = await receive();
  time.pass(3 * 24 * 60 * 60);
  const refused = await client.post(`${treasury}/${kind}_reversals`, `received_${kind}=${late.body.id}`);
  expect(refused.body.error?.message).toContain('deadline');
  await reconcile(client);
});

test('the seed holds a few that can be reversed at any time', async () => {
  await using client = await openClient({ seed: SEED });
  for (const kind of ['credit', 'debit']) {
    const { body } = await client.get(`${treasury}/received_${kind}s?financial_account=${savings}`);
    const open = (body.data ?? []).filter(
      ({ reversal_details: details }) => (details as { restricted_reason: null } | null)?.restricted_reason === null,
    );
    expect(open).toHaveLength(3);
    const answer = await client.post(`${treasury}/${kind}_reversals`, `received_${kind}=${open[0]?.id}`);
    expect(answer.status).toBe(200);
  }
});

test('what cannot be received is a failed flow without a transaction', async () => {
  await using client = await openClient({ seed: SEED });
  const closed = base.replace(main, 'fa_1Seed000003');
  for (const [path, form, failure_code] of [
    ['received_credits', `${closed}&network=ach`, 'account_closed'],
    ['received_debits', `${closed}&network=ach`, 'account_closed'],
    ['received_debits', `${base.replace('1000&', '9000000000000&')}&network=ach`, 'insufficient_funds'],
  ]) {
    const { status, body } = await client.post(`${helpers}/${path}`, form);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'failed', failure_code, transaction: null, reversal_details: null });
  }
  await reconcile(client);
});

const transfer = `${base}&destination_payment_method=${bank}`;
const payment = `${base}&destination_payment_method_data`;
test.each([
  ['outbound_transfers', transfer.replace('1000&', '9000000000000&'), { code: 'insufficient_funds', param: 'amount' }],
  ['outbound_transfers', transfer.replace('usd', 'eur'), { param: 'currency' }],
  ['outbound_transfers', transfer.replace(main, savings), { param: 'financial_account' }],
  ['outbound_transfers', transfer.replace(main, 'fa_1Seed000003'), { param: 'financial_account' }],
  ['outbound_transfers', transfer.replace(main, 'fa_9'), { code: 'resource_missing', param: 'financial_account' }],
  ['outbound_transfers', transfer.replace(bank, 'pm_9'), { param: 'destination_payment_method' }],
  ['outbound_transfers', base, { code: 'parameter_missing', param: 'destination_payment_method' }],
  ['outbound_transfers', transfer.replace('1000', '0'), { param: 'amount' }],
  ['outbound_payments', base, { code: 'parameter_missing', param: 'destination_payment_method' }],
  ['outbound_payments', `${transfer}&customer=cus_1SeedSupplier001`, { param: 'customer' }],
  ['outbound_payments', `${base}&destination_payment_method=pm_1SeedBank000002`, { param: 'customer' }],
  ['outbound_payments', `${transfer}&customer=cus_1SeedGone000001`, { code: 'resource_missing', param: 'customer' }],
  [
    'outbound_payments',
    `${payment}[type]=us_bank_account`,
    { param: 'destination_payment_method_data[us_bank_account]' },
  ],
  [
    'outbound_payments',
    `${transfer}&destination_payment_method_data[type]=financial_account`,
    { code: 'parameters_exclusive' },
  ],
  ['inbound_transfers', base, { param: 'origin_payment_method' }],
  [
    'inbound_transfers',
    `${base}&origin_payment_method=${bank}&statement_descriptor=more than ten`,
    { param: 'statement_descriptor' },
  ],
  ['credit_reversals', '', { code: 'parameter_missing', param: 'received_credit' }],
  ['credit_reversals', 'received_credit=rc_9', { code: 'resource_missing', param: 'received_credit' }],
  ['debit_reversals', 'received_debit=rd_9', { code: 'resource_missing', param: 'received_debit' }],
])('%s refuses %s, and changes nothing', async (path, form, error) => {
  await using client = await openClient({ seed: SEED });
  const before = await client.get(`${treasury}/financial_accounts`);
  const { status, body } = await client.post(`${treasury}/${path}`, form, { 'Idempotency-Key': 'one' });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ type: 'invalid_request_error', ...error });
  expect((await client.get(`${treasury}/financial_accounts`)).body).toEqual(before.body);
});

test('a key that is used again moves nothing again', async () => {
  await using client = await openClient({ seed: SEED });
  const key = { 'Idempotency-Key': 'one' };
  const first = await client.post(`${treasury}/outbound_transfers`, transfer, key);
  const balance = await balanceOf(client);
  const second = await client.post(`${treasury}/outbound_transfers`, transfer, key);
  expect([second.headers.get('idempotent-replayed'), second.body]).toEqual(['true', first.body]);
  expect(await balanceOf(client)).toEqual(balance);
});
