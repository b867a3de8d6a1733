import { expect, it } from 'vitest';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { booking, calculation, emptyWorld, type Input, ORDER, reversal, run } from './tax-operations.ts';

const without = (input: Input, key: string): Input =>
  Object.fromEntries(Object.entries(input).filter(([k]) => k !== key));

const LINE = { originalLineItem: 'tax_li_1Line', amount: -1, amountTax: 0, reference: 'L1' };
const PARTIAL = { mode: 'PARTIAL', originalTransaction: 'tax_1Sale', reference: 'r', idempotencyKey: 'k' };
const FULL = { ...PARTIAL, mode: 'FULL' };
const lines = (...fields: Input[]): Input => ({
  ...PARTIAL,
  lineItems: fields.map((each) => ({ ...LINE, ...each })),
});
const BOOKING = { calculation: 'taxcalc_1Cart', reference: 'r', idempotencyKey: 'k' };
const cart = (fields: Input): Input => ({ ...ORDER, ...fields });
const soldLine = (fields: Input): Input => cart({ lineItems: [{ amount: 1 }, { amount: 1, ...fields }] });
const customer = (fields: Input): Input => cart({ customerDetails: fields });
const tooLong = 'r'.repeat(501);
const manyKeys = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key${index}`, 'text']));

it.each<[what: string, source: string, input: Input, param: string[], message: RegExp]>([
  ['nothing to take back', reversal(), PARTIAL, ['mode'], /at least one of `flatAmount`.*`FULL`/],
  ['nulls to take back', reversal(), { ...PARTIAL, flatAmount: null, lineItems: null }, ['mode'], /at least one of/],
  [
    'a flat amount beside lines',
    reversal(),
    { ...PARTIAL, flatAmount: -1, lineItems: [] },
    ['lineItems'],
    /not both.*spread over all lines/,
  ],
  ['FULL with an amount', reversal(), { ...FULL, flatAmount: -1 }, ['flatAmount'], /leave `flatAmount` out/],
  ['FULL with lines', reversal(), { ...FULL, lineItems: [LINE] }, ['lineItems'], /leave `lineItems` out/],
  [
    'FULL with shipping',
    reversal(),
    { ...FULL, shippingCost: { amount: -1, amountTax: 0 } },
    ['shippingCost'],
    /leave `shippingCost` out/,
  ],
  ['a positive flat amount', reversal(), { ...PARTIAL, flatAmount: 1650 }, ['flatAmount'], /write -1650/],
  ['a flat amount of 0', reversal(), { ...PARTIAL, flatAmount: 0 }, ['flatAmount'], /-1 or less/],
  ['no lines', reversal(), { ...PARTIAL, lineItems: [] }, ['lineItems'], /at least one item/],
  ['a positive amount', reversal(), lines({}, { amount: 5 }), ['lineItems', '1', 'amount'], /write -5/],
  ['a positive tax', reversal(), lines({ amountTax: 5 }), ['lineItems', '0', 'amountTax'], /write -5/],
  ['a quantity of 0', reversal(), lines({ quantity: 0 }), ['lineItems', '0', 'quantity'], /at least 1/],
  ['an empty line reference', reversal(), lines({ reference: '' }), ['lineItems', '0', 'reference'], /1 to 500/],
  ['a long line reference', reversal(), lines({ reference: tooLong }), ['lineItems', '0', 'reference'], /not 501/],
  [
    'a transaction as a line',
    reversal(),
    lines({ originalLineItem: 'tax_1Sale' }),
    ['lineItems', '0', 'originalLineItem'],
    /such as "tax_li_/,
  ],
  [
    'a number in the metadata of a line',
    reversal(),
    lines({}, { metadata: { order_no: 7 } }),
    ['lineItems', '1', 'metadata', 'order_no'],
    /a value is a text/,
  ],
  [
    'positive shipping',
    reversal(),
    { ...PARTIAL, shippingCost: { amount: 5, amountTax: 0 } },
    ['shippingCost', 'amount'],
    /write -5/,
  ],
  [
    'positive tax on shipping',
    reversal(),
    { ...PARTIAL, shippingCost: { amount: 0, amountTax: 5 } },
    ['shippingCost', 'amountTax'],
    /write -5/,
  ],
  [
    'a line as the transaction',
    reversal(),
    { ...FULL, originalTransaction: 'tax_li_1Line' },
    ['originalTransaction'],
    /such as "tax_1/,
  ],
  [
    'an id that climbs',
    reversal(),
    { ...FULL, originalTransaction: 'tax_1/../x' },
    ['originalTransaction'],
    /such as "tax_1/,
  ],
  ['an empty reference', reversal(), { ...FULL, reference: '' }, ['reference'], /1 to 500 characters, not 0/],
  ['a long reference', reversal(), { ...FULL, reference: tooLong }, ['reference'], /not 501/],
  ['too much metadata', reversal(), { ...FULL, metadata: manyKeys }, ['metadata'], /at most 50 keys/],
  ['an empty key', reversal(), { ...FULL, idempotencyKey: '' }, ['idempotencyKey'], /1 to 255/],

  [
    'a transaction as the calculation',
    booking(),
    { ...BOOKING, calculation: 'tax_1Sale' },
    ['calculation'],
    /such as "taxcalc_/,
  ],
  ['an empty reference', booking(), { ...BOOKING, reference: '' }, ['reference'], /1 to 500/],
  ['a long reference', booking(), { ...BOOKING, reference: tooLong }, ['reference'], /not 501/],
  ['a posting before 1970', booking(), { ...BOOKING, postedAt: '1969-12-31T23:59:59Z' }, ['postedAt'], /1970 or later/],
  [
    'a long metadata key',
    booking(),
    { ...BOOKING, metadata: { ['k'.repeat(41)]: 'text' } },
    ['metadata', 'k'.repeat(41)],
    /1 to 40 characters/,
  ],
  [
    'a long metadata text',
    booking(),
    { ...BOOKING, metadata: { key: tooLong } },
    ['metadata', 'key'],
    /at most 500 characters/,
  ],
  [
    'a bracket in a metadata key',
    booking(),
    { ...BOOKING, metadata: { 'a[b]': 'text' } },
    ['metadata', 'a[b]'],
    /no square brackets/,
  ],

  ['no lines', calculation(), cart({ lineItems: [] }), ['lineItems'], /at least one item/],
  ['a negative amount', calculation(), soldLine({ amount: -1 }), ['lineItems', '1', 'amount'], /not be negative/],
  ['a quantity of 0', calculation(), soldLine({ quantity: 0 }), ['lineItems', '1', 'quantity'], /at least 1/],
  ['an empty product', calculation(), soldLine({ product: '' }), ['lineItems', '1', 'product'], /not be empty/],
  ['an empty reference', calculation(), soldLine({ reference: '' }), ['lineItems', '1', 'reference'], /1 to 500/],
  ['a long reference', calculation(), soldLine({ reference: tooLong }), ['lineItems', '1', 'reference'], /not 501/],
  [
    'a reference twice',
    calculation(),
    cart({
      lineItems: [{ amount: 1, reference: 'L1' }, { amount: 1 }, { amount: 1 }, { amount: 1, reference: 'L1' }],
    }),
    ['lineItems', '3', 'reference'],
    /one of its own, or none/,
  ],
  ['no tax code', calculation(), soldLine({ taxCode: 'books' }), ['lineItems', '1', 'taxCode'], /such as "txcd_/],
  [
    'two kinds of one tax id',
    calculation(),
    customer({ taxIds: [{ type: 'EU_VAT', typeOther: 'al_tin', value: '1' }] }),
    ['customerDetails', 'taxIds', '0', 'typeOther'],
    /exclude each other/,
  ],
  [
    'no kind of a tax id',
    calculation(),
    customer({ taxIds: [{ type: null, value: '1' }] }),
    ['customerDetails', 'taxIds', '0', 'type'],
    /exactly one of `type` and `typeOther`/,
  ],
  ...['', 'AL_TIN', 'al tin', 'al', 'unknown', 'al_tin&x=1', 'al_tin]', 'al_tin\n', `al_${'x'.repeat(31)}`].map(
    (typeOther): [string, string, Input, string[], RegExp] => [
      `"${typeOther}" as another kind of tax id`,
      calculation(),
      customer({ taxIds: [{ typeOther, value: '1' }] }),
      ['customerDetails', 'taxIds', '0', 'typeOther'],
      /such as "al_tin"/,
    ],
  ),
  ...['', ' ', 'user\n1', 'user\u20281', 'user\u200b1', 'u'.repeat(256)].map(
    (id): [string, string, Input, string[], RegExp] => [
      `the customer ${JSON.stringify(id)}`,
      calculation(),
      cart({ customer: id }),
      ['customer'],
      /such as "cus_/,
    ],
  ),
  ['no customer', calculation(), cart({ customer: 'acct_1Abc' }), ['customer'], /such as "cus_/],
  [
    'a long country',
    calculation(),
    customer({ address: { country: 'USA' } }),
    ['customerDetails', 'address', 'country'],
    /two letters.*such as "US"/,
  ],
  [
    'an empty country',
    calculation(),
    cart({ shipFromDetails: { address: { country: '' } } }),
    ['shipFromDetails', 'address', 'country'],
    /two letters/,
  ],
  [
    'no IP address',
    calculation(),
    customer({ ipAddress: '203.0.113' }),
    ['customerDetails', 'ipAddress'],
    /such as "203/,
  ],
  [
    'an empty tax id',
    calculation(),
    customer({
      taxIds: [
        { type: 'EU_VAT', value: 'DE1' },
        { type: 'EU_VAT', value: '' },
      ],
    }),
    ['customerDetails', 'taxIds', '1', 'value'],
    /not be empty/,
  ],
  [
    'negative shipping',
    calculation(),
    cart({ shippingCost: { amount: -1 } }),
    ['shippingCost', 'amount'],
    /not be negative/,
  ],
  [
    'shipping without a price',
    calculation(),
    cart({ shippingCost: { taxBehavior: 'INCLUSIVE' } }),
    ['shippingCost', 'amount'],
    /an `amount` or a `shippingRate`/,
  ],
  [
    'shipping with two prices',
    calculation(),
    cart({ shippingCost: { amount: 5, shippingRate: 'shr_1Fast' } }),
    ['shippingCost', 'amount'],
    /leave one of the two out/,
  ],
  [
    'a rate with a behavior',
    calculation(),
    cart({ shippingCost: { shippingRate: 'shr_1Fast', taxBehavior: 'INCLUSIVE' } }),
    ['shippingCost', 'taxBehavior'],
    /leave one of the two out/,
  ],
  [
    'no shipping rate',
    calculation(),
    cart({ shippingCost: { shippingRate: 'fast' } }),
    ['shippingCost', 'shippingRate'],
    /such as "shr_/,
  ],
  [
    'no tax code of shipping',
    calculation(),
    cart({ shippingCost: { amount: 5, taxCode: 'txcd_' } }),
    ['shippingCost', 'taxCode'],
    /such as "txcd_/,
  ],
  ['a date before 1970', calculation(), cart({ taxDate: '1969-01-01T00:00:00Z' }), ['taxDate'], /1970 or later/],
])('refuses %s before any call (%#)', async (_what, source, input, param, message) => {
  await using world = await emptyWorld();
  expect(await run(world, source, input)).toEqual({
    __typename: 'InvalidRequestProblem',
    message: expect.stringMatching(message),
    code: 'BAD_USER_INPUT',
    param,
    outcome: 'REJECTED',
    retryable: false,
    requestId: null,
    docUrl: null,
  });
  expect(world.calls).toEqual([]);
});

it.each<[what: string, source: string, input: Input]>([
  ['a currency of four letters', calculation(), cart({ currency: 'EURO' })],
  ['half a cent', calculation(), soldLine({ amount: 0.5 })],
  ['an amount past the safe integers', calculation(), soldLine({ amount: 2 ** 53 })],
  ['a tax id of no kind', calculation(), customer({ taxIds: [{ type: 'UNKNOWN', value: '1' }] })],
  ['a behavior of no kind', calculation(), soldLine({ taxBehavior: 'UNRECOGNIZED' })],
  ['an address of no country', calculation(), customer({ address: { city: 'Berlin' } })],
  ['a flat amount past the safe integers', reversal(), { ...PARTIAL, flatAmount: -(2 ** 53) }],
  ['a line without its tax', reversal(), { ...PARTIAL, lineItems: [without(LINE, 'amountTax')] }],
  ['a mode of no kind', reversal(), { ...PARTIAL, mode: 'SOME' }],
  ['no idempotency key', reversal(), without(FULL, 'idempotencyKey')],
  ['no idempotency key', booking(), without(BOOKING, 'idempotencyKey')],
])('cannot even read %s (%#)', async (_what, source, input) => {
  await using world = await emptyWorld();
  const { data, errors } = await world.query(source, { input });
  expect(data).toBeUndefined();
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(world.calls).toEqual([]);
});

/** The form of the one POST that this input becomes, at an upstream that keeps nothing. */
const sent = async (input: Input): Promise<URLSearchParams> => {
  const upstream = await startFaultyUpstream();
  try {
    await using world = await emptyWorld({ gateway: { apiBase: upstream.url } });
    await world.query(calculation(), { input });
    expect(upstream.requests.map(({ method, path }) => [method, path])).toEqual([['POST', '/v1/tax/calculations']]);
    return new URLSearchParams(upstream.requests[0]?.body);
  } finally {
    await upstream.close();
  }
};

it('sends a kind of tax id that is newer than the schema as it is written', async () => {
  const form = await sent(customer({ taxIds: [{ typeOther: 'al_tin', value: 'J91402501L' }] }));
  expect(form.get('customer_details[tax_ids][0][type]')).toBe('al_tin');
  expect(form.get('customer_details[tax_ids][0][value]')).toBe('J91402501L');
});

it.each(['user_1234', 'jane.austen@example.com', '42', '../x?expand[]=1&a=b#c', 'Jürgen Groß', 'u'.repeat(255)])(
  'sends the customer "%s" as a value that can be nothing else',
  async (id) => {
    const form = await sent(cart({ customer: id }));
    expect(form.getAll('customer')).toEqual([id]);
    expect(form.has('a')).toBe(false);
  },
);

it('tells of a calculation that REST made and did not keep that it has no id', async () => {
  const made = { id: null, object: 'tax.calculation', currency: 'usd', amount_total: 3300 };
  const headers = { 'content-type': 'application/json' };
  const upstream = await startFaultyUpstream({ answer: () => ({ status: 200, headers, body: JSON.stringify(made) }) });
  try {
    await using world = await emptyWorld({ gateway: { apiBase: upstream.url } });
    const shown = await world.query(calculation('amountTotal'), { input: ORDER });
    expect(shown.data.result).toMatchObject({ taxCalculation: { amountTotal: 3300 } });
    const asked = await world.query(calculation('id amountTotal'), { input: ORDER });
    expect(asked.data.result).toMatchObject({ __typename: 'CreateTaxCalculationPayload', taxCalculation: null });
    expect(asked.errors).toMatchObject([
      {
        path: ['result', 'taxCalculation', 'id'],
        message: expect.stringMatching(/without `id`/),
        extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' },
      },
    ]);
  } finally {
    await upstream.close();
  }
});
