import { expect, it } from 'vitest';
import type { Answer, World } from '../world.ts';
import { booking, calculation, emptyWorld, type Input, ORDER, reversal, run } from './tax-operations.ts';

const CALCULATE = 'POST /v1/tax/calculations';
const BOOK = 'POST /v1/tax/transactions/create_from_calculation';
const REVERSE = 'POST /v1/tax/transactions/create_reversal';

const calculate = async (world: World, fields: Input = {}): Promise<string> => {
  const { taxCalculation } = await run(world, calculation(), { ...ORDER, ...fields });
  return taxCalculation.id;
};

interface Sale {
  readonly id: string;
  readonly lines: readonly string[];
}

const makeSale = async (world: World, fields: Input = {}): Promise<Sale> => {
  const from = await calculate(world, fields);
  const input = { calculation: from, reference: 'order_1', idempotencyKey: 'book-1' };
  const { taxTransaction } = await run(world, booking(), input);
  return { id: taxTransaction.id, lines: taxTransaction.lineItems.nodes.map(({ id }: { id: string }) => id) };
};

/** The key is the reference: each reversal of a test is another one. */
const reverse = (world: World, reference: string, input: Input): Promise<Answer['data']> =>
  run(world, reversal(), { reference, idempotencyKey: reference, ...input });

const amountsOf = (result: Answer['data']): unknown =>
  result.taxTransaction.lineItems.nodes.map(({ amount, amountTax }: Record<string, number>) => [amount, amountTax]);

it('calculates with everything that REST takes, and brings every breakdown in the one call', async () => {
  await using world = await emptyWorld({ now: () => 1_800_000_000_000 });
  const portion = 'amount taxableAmount taxabilityReason';
  const selection = `
    id currency amountTotal taxAmountExclusive taxAmountInclusive taxDate customer { id }
    customerDetails {
      address { city country line1 line2 postalCode state }
      addressSource ipAddress taxIds { type value } taxabilityOverride
    }
    shipFromDetails { address { country state } }
    shippingCost { amount amountTax taxBehavior taxCode taxBreakdown { ${portion} } }
    lineItems { nodes { amount amountTax product quantity reference taxBehavior taxCode taxBreakdown { ${portion} } } }
  `;
  const customerDetails = {
    address: { city: 'Berlin', country: 'DE', line1: 'Weg 1', line2: 'Haus 2', postalCode: '10115', state: 'BE' },
    addressSource: 'SHIPPING',
    ipAddress: '2001:db8::1',
    taxIds: [
      { type: 'EU_VAT', value: 'DE123456789' },
      { type: 'US_EIN', value: '12-3456789' },
    ],
    taxabilityOverride: 'NONE',
  };
  const { taxCalculation, ...rest } = await run(world, calculation(selection), {
    currency: 'EUR',
    customer: 'cus_1Buyer',
    customerDetails,
    lineItems: [
      { amount: 1000, product: 'prod_1Tea', quantity: 2, reference: 'tea', taxCode: 'txcd_99999999' },
      { amount: 1190, taxBehavior: 'INCLUSIVE' },
    ],
    shipFromDetails: { address: { country: 'FR', state: 'IDF' } },
    shippingCost: { amount: 300, taxBehavior: 'EXCLUSIVE', taxCode: 'txcd_92010001' },
    taxDate: '2027-01-15T07:59:59.900Z',
    idempotencyKey: 'everything',
  });
  expect(rest).toEqual({
    __typename: 'CreateTaxCalculationPayload',
    idempotencyKey: 'everything',
    replayed: false,
    requestId: expect.stringMatching(/^req_/),
  });
  const rated = (amount: number, taxableAmount: number) => [
    { amount, taxableAmount, taxabilityReason: 'STANDARD_RATED' },
  ];
  expect(taxCalculation).toEqual({
    id: expect.stringMatching(/^taxcalc_/),
    currency: 'EUR',
    amountTotal: 1000 + 190 + 1190 + 300 + 57,
    taxAmountExclusive: 190 + 57,
    taxAmountInclusive: 190,
    taxDate: '2027-01-15T07:59:59.000Z',
    customer: { id: 'cus_1Buyer' },
    customerDetails,
    shipFromDetails: { address: { country: 'FR', state: 'IDF' } },
    shippingCost: {
      amount: 300,
      amountTax: 57,
      taxBehavior: 'EXCLUSIVE',
      taxCode: 'txcd_92010001',
      taxBreakdown: rated(57, 300),
    },
    lineItems: {
      nodes: [
        {
          amount: 1000,
          amountTax: 190,
          product: 'prod_1Tea',
          quantity: 2,
          reference: 'tea',
          taxBehavior: 'EXCLUSIVE',
          taxCode: 'txcd_99999999',
          taxBreakdown: rated(190, 1000),
        },
        {
          amount: 1190,
          amountTax: 190,
          product: null,
          quantity: 1,
          reference: null,
          taxBehavior: 'INCLUSIVE',
          taxCode: 'txcd_10000000',
          taxBreakdown: rated(190, 1000),
        },
      ],
    },
  });
  expect(world.calls).toEqual([CALCULATE]);
});

it('calculates no tax for a customer who owes it themselves', async () => {
  await using world = await emptyWorld();
  const customerDetails = { address: { country: 'DE' }, taxabilityOverride: 'REVERSE_CHARGE' };
  const { taxCalculation } = await run(
    world,
    calculation('amountTotal customerDetails { taxabilityOverride } taxBreakdown { amount taxabilityReason }'),
    { ...ORDER, customerDetails },
  );
  expect(taxCalculation).toEqual({
    amountTotal: 3000,
    customerDetails: { taxabilityOverride: 'REVERSE_CHARGE' },
    taxBreakdown: [{ amount: 0, taxabilityReason: 'REVERSE_CHARGE' }],
  });
  expect(world.calls).toEqual([CALCULATE]);
});

it('hands a shipping rate on, which REST may not know', async () => {
  await using world = await emptyWorld();
  const shippingCost = { shippingRate: 'shr_1None' };
  expect(await run(world, calculation(), { ...ORDER, shippingCost })).toMatchObject({
    __typename: 'InvalidRequestProblem',
    code: 'NOT_FOUND',
    param: ['shippingCost', 'shippingRate'],
    outcome: 'REJECTED',
  });
  expect(world.calls).toEqual([CALCULATE]);
});

it('books a calculation as a sale', async () => {
  await using world = await emptyWorld({ now: () => 1_800_000_000_000 });
  const from = await calculate(world, { taxDate: '2027-01-15T07:00:00Z', shippingCost: { amount: 500 } });
  const { taxTransaction, ...rest } = await run(world, booking(), {
    calculation: from,
    reference: 'order_1',
    postedAt: '2027-01-15T07:30:00.999Z',
    metadata: { order_no: '7' },
    idempotencyKey: 'book',
  });
  expect(rest).toMatchObject({
    __typename: 'CreateTaxTransactionFromCalculationPayload',
    idempotencyKey: 'book',
    replayed: false,
  });
  const line = { type: 'TRANSACTION', metadata: {}, reversal: null };
  expect(taxTransaction).toEqual({
    id: expect.stringMatching(/^tax_(?!li_)/),
    type: 'TRANSACTION',
    reference: 'order_1',
    created: '2027-01-15T08:00:00.000Z',
    postedAt: '2027-01-15T07:30:00.000Z',
    metadata: { order_no: '7' },
    currency: 'USD',
    reversal: null,
    shippingCost: { amount: 500, amountTax: 50 },
    lineItems: {
      nodes: [
        { ...line, id: expect.stringMatching(/^tax_li_/), amount: 1000, amountTax: 100, quantity: 1, reference: 'L1' },
        { ...line, id: expect.stringMatching(/^tax_li_/), amount: 2000, amountTax: 200, quantity: 4, reference: 'L2' },
      ],
    },
  });
  expect(world.calls).toEqual([BOOK]);
});

it('takes back a line, then a flat amount of what is left', async () => {
  await using world = await emptyWorld();
  const sale = await makeSale(world);
  const byLine = await reverse(world, 'refund_1', {
    mode: 'PARTIAL',
    originalTransaction: sale.id,
    lineItems: [
      {
        originalLineItem: sale.lines[0],
        amount: -1000,
        amountTax: -100,
        reference: 'L1-refund',
        quantity: 1,
        metadata: { because_of: 'damage' },
      },
    ],
    metadata: { case_no: '8' },
  });
  expect(byLine).toMatchObject({
    __typename: 'CreateTaxTransactionReversalPayload',
    replayed: false,
    taxTransaction: {
      type: 'REVERSAL',
      reference: 'refund_1',
      metadata: { case_no: '8' },
      reversal: { originalTransaction: { id: sale.id } },
      shippingCost: null,
      lineItems: {
        nodes: [
          {
            type: 'REVERSAL',
            amount: -1000,
            amountTax: -100,
            quantity: 1,
            reference: 'L1-refund',
            metadata: { because_of: 'damage' },
            reversal: { originalLineItem: sale.lines[0] },
          },
        ],
      },
    },
  });
  expect(world.calls).toEqual([REVERSE]);

  const flat = { mode: 'PARTIAL', originalTransaction: sale.id, flatAmount: -1650 };
  const flatly = await reverse(world, 'refund_2', flat);
  expect(amountsOf(flatly)).toEqual([
    [0, 0],
    [-1500, -150],
  ]);
  expect(world.calls).toEqual([REVERSE]);

  // 550 + 55 of the second line are left.
  expect(await reverse(world, 'refund_3', flat)).toMatchObject({
    __typename: 'InvalidRequestProblem',
    code: 'BAD_USER_INPUT',
    param: ['flatAmount'],
    outcome: 'REJECTED',
    retryable: false,
    requestId: expect.stringMatching(/^req_/),
  });
});

it('spreads a flat amount over lines and shipping in proportion', async () => {
  await using world = await emptyWorld();
  const { id } = await makeSale(world, { shippingCost: { amount: 1000 } });
  const spread = await reverse(world, 'half', { mode: 'PARTIAL', originalTransaction: id, flatAmount: -2200 });
  expect(amountsOf(spread)).toEqual([
    [-500, -50],
    [-1000, -100],
  ]);
  expect(spread.taxTransaction.shippingCost).toEqual({ amount: -500, amountTax: -50 });

  const shipping = { mode: 'PARTIAL', originalTransaction: id, shippingCost: { amount: -500, amountTax: -50 } };
  const rest = await reverse(world, 'shipping', shipping);
  expect(rest.taxTransaction.shippingCost).toEqual({ amount: -500, amountTax: -50 });
  expect(amountsOf(rest)).toEqual([]);
  expect(world.calls).toEqual([REVERSE]);
});

it('takes everything back once', async () => {
  await using world = await emptyWorld();
  const { id, lines } = await makeSale(world);
  const whole = { mode: 'FULL', originalTransaction: id };
  const first = await reverse(world, 'refund_1', whole);
  expect(first.taxTransaction.lineItems.nodes).toMatchObject([
    { amount: -1000, amountTax: -100, reference: 'L1', reversal: { originalLineItem: lines[0] } },
    { amount: -2000, amountTax: -200, quantity: 4, reference: 'L2', reversal: { originalLineItem: lines[1] } },
  ]);
  expect(world.calls).toEqual([REVERSE]);
  expect(await reverse(world, 'refund_2', whole)).toEqual({
    __typename: 'InvalidRequestProblem',
    message: `You can't reverse transaction '${id}' because it has been fully reversed.`,
    code: 'FAILED_PRECONDITION',
    param: null,
    outcome: 'REJECTED',
    retryable: false,
    requestId: expect.stringMatching(/^req_/),
    docUrl: null,
  });
  expect(world.calls).toEqual([REVERSE]);
});

it('undoes a partial reversal by taking that back in turn', async () => {
  await using world = await emptyWorld();
  const sale = await makeSale(world);
  const all = { mode: 'PARTIAL', originalTransaction: sale.id, flatAmount: -3300 };
  const partial = await reverse(world, 'refund_1', all);
  expect(await reverse(world, 'refund_2', all)).toMatchObject({ __typename: 'InvalidRequestProblem' });

  const undo = await reverse(world, 'undo_1', { mode: 'FULL', originalTransaction: partial.taxTransaction.id });
  expect(undo.taxTransaction).toMatchObject({
    type: 'REVERSAL',
    reversal: { originalTransaction: { id: partial.taxTransaction.id } },
  });
  expect(amountsOf(undo)).toEqual([
    [1000, 100],
    [2000, 200],
  ]);
  expect(world.calls).toEqual([REVERSE]);
  expect(await reverse(world, 'refund_3', all)).toMatchObject({ taxTransaction: { type: 'REVERSAL' } });
});

it('names what is wrong with a calculation or a reference by its path in the input', async () => {
  let now = 1_800_000_000_000;
  await using world = await emptyWorld({ now: () => now });
  const book = (from: string, reference: string, fields: Input = {}) =>
    run(world, booking(), { calculation: from, reference, idempotencyKey: `${from} ${reference}`, ...fields });
  const refused = (...param: string[]) => ({
    __typename: 'InvalidRequestProblem',
    code: 'BAD_USER_INPUT',
    param,
    outcome: 'REJECTED',
    retryable: false,
  });
  const used = await calculate(world);
  const late = await calculate(world, { idempotencyKey: 'calculate-2' });
  await book(used, 'order_1');
  const done = { ...refused('calculation'), code: 'FAILED_PRECONDITION' };
  expect(await book(used, 'order_2')).toMatchObject(done);
  const unknown = { ...refused('calculation'), code: 'NOT_FOUND' };
  expect(await book('taxcalc_1None', 'order_2')).toMatchObject(unknown);
  expect(await book(late, 'order_1')).toMatchObject(refused('reference'));
  expect(await book(late, 'order_2', { postedAt: '2027-01-15T08:00:01Z' })).toMatchObject(refused('postedAt'));
  now += 90 * 86_400_000;
  expect(await book(late, 'order_3')).toMatchObject(refused('calculation'));
  expect(world.calls).toEqual([BOOK]);
});

it('names what is wrong with a reversal by its path in the input', async () => {
  await using world = await emptyWorld();
  const sale = await makeSale(world);
  const line = { originalLineItem: sale.lines[0], amount: -1000, amountTax: -100, reference: 'L1' };
  const partial = { mode: 'PARTIAL', originalTransaction: sale.id };
  const tooMuch = await reverse(world, 'refund_1', { ...partial, lineItems: [line, { ...line, reference: 'again' }] });
  expect(tooMuch.param).toEqual(['lineItems', '1', 'amount']);
  const tooMuchTax = await reverse(world, 'refund_2', { ...partial, lineItems: [{ ...line, amountTax: -101 }] });
  expect(tooMuchTax.param).toEqual(['lineItems', '0', 'amountTax']);
  const stranger = { ...line, originalLineItem: 'tax_li_1None' };
  const ofAnother = await reverse(world, 'refund_3', { ...partial, lineItems: [stranger] });
  expect(ofAnother.param).toEqual(['lineItems', '0', 'originalLineItem']);
  const noShipping = { ...partial, shippingCost: { amount: -1, amountTax: 0 } };
  expect((await reverse(world, 'refund_4', noShipping)).param).toEqual(['shippingCost']);
  expect((await reverse(world, 'order_1', { ...partial, flatAmount: -1 })).param).toEqual(['reference']);
  const unknown = { mode: 'FULL', originalTransaction: 'tax_1None' };
  expect((await reverse(world, 'refund_5', unknown)).param).toEqual(['originalTransaction']);
  expect(world.calls).toEqual([REVERSE]);
});

it('answers the same key with what was done, whatever is selected', async () => {
  await using world = await emptyWorld();
  const first = await run(world, calculation('id amountTotal'), ORDER);
  const again = await run(
    world,
    calculation('id shippingCost { taxBreakdown { amount } } lineItems { nodes { taxBreakdown { amount } } }'),
    ORDER,
  );
  expect(again).toMatchObject({ replayed: true, taxCalculation: { id: first.taxCalculation.id, shippingCost: null } });
  expect(world.calls).toEqual([CALCULATE]);

  const from = { calculation: first.taxCalculation.id, reference: 'order_1', idempotencyKey: 'book' };
  const booked = await run(world, booking('id'), from);
  const bookedAgain = await run(world, booking(), from);
  expect([booked.replayed, bookedAgain.replayed]).toEqual([false, true]);
  expect(bookedAgain.taxTransaction.id).toBe(booked.taxTransaction.id);
  expect(bookedAgain.taxTransaction.lineItems.nodes).toHaveLength(2);
  expect(world.calls).toEqual([BOOK]);

  const flat = { mode: 'PARTIAL', originalTransaction: booked.taxTransaction.id, flatAmount: -1650 };
  const reversed = await reverse(world, 'refund_1', flat);
  const reversedAgain = await reverse(world, 'refund_1', flat);
  expect(reversedAgain).toEqual({ ...reversed, replayed: true, requestId: reversedAgain.requestId });
  expect(world.calls).toEqual([REVERSE]);

  // Were it done twice, this would be more than is left.
  expect(await reverse(world, 'refund_2', flat)).toMatchObject({ replayed: false });
});

it('takes the same key for another request as a mistake', async () => {
  await using world = await emptyWorld();
  const { id } = await makeSale(world);
  const flat = { mode: 'PARTIAL', originalTransaction: id, idempotencyKey: 'refund' };
  await reverse(world, 'refund_1', { ...flat, flatAmount: -1 });
  expect(await reverse(world, 'refund_1', { ...flat, flatAmount: -2 })).toMatchObject({
    __typename: 'IdempotencyProblem',
    code: 'IDEMPOTENCY_MISMATCH',
    param: ['idempotencyKey'],
    outcome: 'REJECTED',
  });
});

it('reads line items past those that came with the reversal with one more call', async () => {
  await using world = await emptyWorld({ pageSizeInExpansion: 1 });
  const { id } = await makeSale(world);
  const { taxTransaction } = await reverse(world, 'refund_1', { mode: 'FULL', originalTransaction: id });
  expect(taxTransaction.lineItems.nodes).toHaveLength(2);
  expect(world.calls).toEqual([
    REVERSE,
    expect.stringContaining(`/v1/tax/transactions/${taxTransaction.id}/line_items`),
  ]);
});
