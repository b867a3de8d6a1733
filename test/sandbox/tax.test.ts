import { expect, test } from 'vitest';
import { type Client, openClient } from './client.ts';

const day = 24 * 60 * 60;
const start = 1_800_000_000;

/** A clock that a test turns. */
const clock = (): { now: () => number; seconds: number } => {
  const state = { seconds: start, now: () => state.seconds * 1000 };
  return state;
};

const order =
  'currency=usd&line_items[0][amount]=1000&line_items[0][reference]=L1&line_items[1][amount]=2000&line_items[1][reference]=L2' +
  '&line_items[1][quantity]=4&customer_details[address][country]=US&customer_details[address][postal_code]=94080';

interface Line {
  id: string;
  amount: number;
  amount_tax: number;
  reference: string;
  reversal: { original_line_item: string } | null;
}
interface Sale {
  id: string;
  line_items: { data: Line[] };
}

const makeSale = async (client: Client, reference = 'order-1', form = order): Promise<Sale> => {
  const { body: calculation } = await client.post('/v1/tax/calculations', form);
  const given = `calculation=${calculation.id}&reference=${reference}&expand[]=line_items`;
  const { body } = await client.post('/v1/tax/transactions/create_from_calculation', given);
  return body as unknown as Sale;
};

const reverse = async (client: Client, form: string) => {
  const { status, body } = await client.post('/v1/tax/transactions/create_reversal', `${form}&expand[]=line_items`);
  const lines = (body as unknown as Sale).line_items?.data.map(({ amount, amount_tax }) => [amount, amount_tax]);
  return { status, body, lines, error: body.error };
};

test('a calculation adds exclusive tax and finds inclusive tax', async () => {
  await using client = await openClient({ seed: [], now: clock().now });
  const form =
    'currency=eur&customer_details[address][country]=de&tax_date=1799999999' +
    '&line_items[0][amount]=1000&line_items[0][tax_behavior]=exclusive' +
    '&line_items[1][amount]=1190&line_items[1][tax_behavior]=inclusive' +
    '&line_items[2][amount]=500&line_items[2][tax_code]=txcd_00000000&shipping_cost[amount]=300';
  const { body } = await client.post('/v1/tax/calculations', `${form}&expand[]=line_items.data.tax_breakdown`);
  expect(body).toMatchObject({
    object: 'tax.calculation',
    amount_total: 1000 + 190 + 1190 + 500 + 300 + 57,
    currency: 'eur',
    expires_at: start + 90 * day,
    tax_amount_exclusive: 190 + 57,
    tax_amount_inclusive: 190,
    tax_date: 1_799_999_999,
    shipping_cost: { amount: 300, amount_tax: 57, tax_behavior: 'exclusive', tax_code: 'txcd_92010001' },
    line_items: {
      data: [
        { amount: 1000, amount_tax: 190, tax_breakdown: [{ amount: 190, taxable_amount: 1000 }] },
        { amount: 1190, amount_tax: 190, tax_breakdown: [{ amount: 190, taxable_amount: 1000 }] },
        { amount: 500, amount_tax: 0, tax_breakdown: [{ amount: 0, taxability_reason: 'product_exempt' }] },
      ],
    },
    tax_breakdown: [
      { amount: 247, inclusive: false, taxable_amount: 1300, tax_rate_details: { percentage_decimal: '19.0' } },
      { amount: 190, inclusive: true, taxable_amount: 1000 },
      { amount: 0, taxability_reason: 'product_exempt' },
    ],
  });
  expect(body.shipping_cost).not.toHaveProperty('tax_breakdown');
  const again = await client.get(`/v1/tax/calculations/${body.id}?expand[]=shipping_cost.tax_breakdown`);
  expect(again.body).not.toHaveProperty('line_items');
  expect(again.body.shipping_cost).toMatchObject({ tax_breakdown: [{ amount: 57 }] });
  const lines = await client.get(`/v1/tax/calculations/${body.id}/line_items?limit=1`);
  expect(lines.body).toMatchObject({ data: [{ amount: 1000 }], has_more: true });
  expect(lines.body.data?.[0]).not.toHaveProperty('tax_breakdown');
});

test('a transaction takes over its calculation, once and in time', async () => {
  const time = clock();
  await using client = await openClient({ seed: [], now: time.now });
  const { body: calculation } = await client.post('/v1/tax/calculations', order);
  const from = `calculation=${calculation.id}`;
  const path = '/v1/tax/transactions/create_from_calculation';
  const early = await client.post(path, `${from}&reference=a&posted_at=${start - 1}`);
  const late = await client.post(path, `${from}&reference=a&posted_at=${start + 1}`);
  expect([early.body.error?.param, late.body.error?.param]).toEqual(['posted_at', 'posted_at']);
  const { body } = await client.post(path, `${from}&reference=a&metadata[b]=c&expand[]=line_items`);
  expect(body).toMatchObject({
    object: 'tax.transaction',
    line_items: { data: [{ amount: 1000, amount_tax: 100, reference: 'L1', type: 'transaction' }, { quantity: 4 }] },
    metadata: { b: 'c' },
    posted_at: start,
    reference: 'a',
    reversal: null,
    type: 'transaction',
  });
  expect((await client.get(`/v1/tax/transactions/${body.id}`)).body).not.toHaveProperty('line_items');
  expect((await client.get(`/v1/tax/transactions/${body.id}/line_items`)).body.data).toHaveLength(2);

  expect((await client.post(path, `${from}&reference=b`)).body.error?.param).toBe('calculation');
  const { body: second } = await client.post('/v1/tax/calculations', order);
  expect((await client.post(path, `calculation=${second.id}&reference=a`)).body.error?.param).toBe('reference');
  time.seconds += 90 * day;
  expect((await client.post(path, `calculation=${second.id}&reference=b`)).body.error?.param).toBe('calculation');
});

test('a full reversal repeats everything with the opposite sign, whatever was reversed before', async () => {
  await using client = await openClient({ seed: [], now: clock().now });
  const sale = await makeSale(client, 'order-1', `${order}&shipping_cost[amount]=500`);
  await reverse(client, `mode=partial&original_transaction=${sale.id}&reference=r0&flat_amount=-100`);
  const { body, lines } = await reverse(client, `mode=full&original_transaction=${sale.id}&reference=r1`);
  expect(lines).toEqual([
    [-1000, -100],
    [-2000, -200],
  ]);
  expect(body).toMatchObject({
    reversal: { original_transaction: sale.id },
    shipping_cost: { amount: -500, amount_tax: -50 },
    type: 'reversal',
    line_items: {
      data: [{ reference: 'L1', reversal: { original_line_item: sale.line_items.data[0]?.id } }, { quantity: 4 }],
    },
  });
  const twice = await reverse(client, `mode=full&original_transaction=${sale.id}&reference=r2`);
  expect(twice.status).toBe(400);
  expect(twice.error).toEqual({
    message: `You can't reverse transaction '${sale.id}' because it has been fully reversed.`,
    type: 'invalid_request_error',
  });
});

test('a flat amount is shared out by what is left, and split as each line is', async () => {
  await using client = await openClient({ seed: [], now: clock().now });
  const sale = await makeSale(client);
  const form = `mode=partial&original_transaction=${sale.id}&flat_amount=-1650&reference=`;
  const { body, lines } = await reverse(client, `${form}half`);
  expect(lines).toEqual([
    [-500, -50],
    [-1000, -100],
  ]);
  expect(body.line_items).toMatchObject({ data: [{ reference: 'refund_li_1' }, { reference: 'refund_li_2' }] });
  expect((await reverse(client, `${form}rest`)).lines).toEqual([
    [-500, -50],
    [-1000, -100],
  ]);
  expect((await reverse(client, `${form}more`)).error?.param).toBe('flat_amount');
});

test('a line that is used up takes no share of a flat amount', async () => {
  await using client = await openClient({ seed: [], now: clock().now });
  const sale = await makeSale(client);
  const line = `line_items[0][original_line_item]=${sale.line_items.data[0]?.id}&line_items[0][reference]=back`;
  const partial = `mode=partial&original_transaction=${sale.id}`;
  const first = await reverse(
    client,
    `${partial}&reference=r1&${line}&line_items[0][amount]=-1000&line_items[0][amount_tax]=-100`,
  );
  expect(first.lines).toEqual([[-1000, -100]]);
  const { lines } = await reverse(client, `${partial}&reference=r2&flat_amount=-1650`);
  expect(lines).toEqual([
    [0, 0],
    [-1500, -150],
  ]);
});

test('a partial reversal is undone by fully reversing it', async () => {
  await using client = await openClient({ seed: [], now: clock().now });
  const sale = await makeSale(client);
  const partial = `mode=partial&original_transaction=${sale.id}&flat_amount=-3300`;
  const { body: all } = await reverse(client, `${partial}&reference=r1`);
  expect((await reverse(client, `${partial}&reference=r2`)).status).toBe(400);
  const undo = await reverse(client, `mode=full&original_transaction=${all.id}&reference=r3`);
  expect(undo.lines).toEqual([
    [1000, 100],
    [2000, 200],
  ]);
  expect(undo.body).toMatchObject({ type: 'reversal', reversal: { original_transaction: all.id } });
  expect((await reverse(client, `${partial}&reference=r4`)).status).toBe(200);
});

test('what a reversal must not do is refused', async () => {
  await using client = await openClient({ seed: [], now: clock().now });
  const sale = await makeSale(client);
  const [line] = sale.line_items.data;
  const partial = `mode=partial&original_transaction=${sale.id}&reference=r`;
  const named = (id: string | undefined, amount: number, tax: number, index = 0): string =>
    [`original_line_item]=${id}`, `amount]=${amount}`, `amount_tax]=${tax}`, `reference]=x${index}`]
      .map((part) => `&line_items[${index}][${part}`)
      .join('');
  const refusals: [form: string, param: string | undefined][] = [
    [partial, 'line_items'],
    [`${partial}&flat_amount=1`, 'flat_amount'],
    [`${partial}&flat_amount=-3301`, 'flat_amount'],
    [`${partial}&flat_amount=-1${named(line?.id, -1, 0)}`, 'flat_amount'],
    [`${partial}${named(line?.id, 1, 0)}`, 'line_items[0][amount]'],
    [`${partial}${named(line?.id, -1001, 0)}`, 'line_items[0][amount]'],
    [`${partial}${named(line?.id, -1000, -101)}`, 'line_items[0][amount_tax]'],
    [`${partial}${named(line?.id, -600, 0)}${named(line?.id, -600, 0, 1)}`, 'line_items[1][amount]'],
    [`${partial}${named('tax_li_other', -1, 0)}`, 'line_items[0][original_line_item]'],
    [`${partial}&shipping_cost[amount]=-1&shipping_cost[amount_tax]=0`, 'shipping_cost'],
    [`mode=full&original_transaction=${sale.id}&reference=r&flat_amount=-1`, 'flat_amount'],
    [`mode=full&original_transaction=${sale.id}&reference=order-1`, 'reference'],
    [`mode=full&original_transaction=tax_9&reference=r`, 'original_transaction'],
    [`mode=some&original_transaction=${sale.id}&reference=r`, 'mode'],
  ];
  for (const [form, param] of refusals) {
    const { status, error } = await reverse(client, form);
    expect([status, error?.param, form]).toEqual([400, param, form]);
  }
});

test('30 partial reversals of a sale are the limit', async () => {
  await using client = await openClient({ seed: [], now: clock().now });
  const sale = await makeSale(client);
  const partial = `mode=partial&original_transaction=${sale.id}&flat_amount=-1`;
  for (let n = 0; n < 30; n += 1) expect((await reverse(client, `${partial}&reference=r${n}`)).status).toBe(200);
  expect((await reverse(client, `${partial}&reference=r30`)).error?.message).toContain('30 partial reversals');
});
