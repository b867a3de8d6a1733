import { expect, it } from 'vitest';
import { startWorld } from '../../../world.ts';
import { calculation, calculationLine, lineBreakdown, lineBreakdownInGraph, listOf } from '../seed.ts';

const PATH = '/v1/tax/calculations/taxcalc_1Cart/line_items';

const line = (number: number): string => `tax_li_${String(number).padStart(2, '0')}`;

const withLines = (count: number) => [
  calculation({
    line_items: listOf(
      PATH,
      Array.from({ length: count }, (_, index) => calculationLine(line(index + 1))),
    ),
  }),
];

const find = (page: string, selection: string) =>
  `{ taxCalculation(id: "taxcalc_1Cart") { lineItems${page} { ${selection} } } }`;

it('shows every field, in one call with the calculation', async () => {
  const lines = [
    calculationLine('tax_li_1', { product: 'prod_1Shirt', quantity: 3, reference: 'shirt', tax_behavior: 'inclusive' }),
    calculationLine('tax_li_2', {
      tax_breakdown: [{ ...lineBreakdown, sourcing: 'origin', tax_rate_details: null, amount: 0 }],
    }),
    calculationLine('tax_li_3', { tax_breakdown: null }),
  ];
  await using world = await startWorld({ seed: [calculation({ line_items: listOf(PATH, lines) })] });
  const { data, errors } = await world.query(
    find(
      '(first: 10)',
      `nodes {
        id amount amountTax livemode product quantity reference taxBehavior taxCode
        taxBreakdown {
          amount jurisdiction { country displayName level state } sourcing
          taxRateDetails { displayName percentageDecimal taxType } taxabilityReason taxableAmount
        }
      }`,
    ),
  );
  expect(errors).toBeUndefined();
  const [first, second, third] = data.taxCalculation.lineItems.nodes;
  expect(first).toEqual({
    id: 'tax_li_1',
    amount: 1000,
    amountTax: 100,
    livemode: false,
    product: 'prod_1Shirt',
    quantity: 3,
    reference: 'shirt',
    taxBehavior: 'INCLUSIVE',
    taxCode: 'txcd_99999999',
    taxBreakdown: [lineBreakdownInGraph],
  });
  expect(second).toMatchObject({
    product: null,
    reference: null,
    taxBreakdown: [{ ...lineBreakdownInGraph, sourcing: 'ORIGIN', taxRateDetails: null, amount: 0 }],
  });
  expect(third).toMatchObject({ taxBreakdown: null });
  expect(world.calls).toEqual([
    'GET /v1/tax/calculations/taxcalc_1Cart?expand[0]=line_items&expand[1]=line_items.data.tax_breakdown',
  ]);
});

it('does not expand a breakdown that nobody wants', async () => {
  await using world = await startWorld({ seed: withLines(3) });
  const { data } = await world.query(find('(first: 10)', 'nodes { id }'));
  expect(data.taxCalculation.lineItems.nodes).toHaveLength(3);
  expect(world.calls).toEqual(['GET /v1/tax/calculations/taxcalc_1Cart?expand[0]=line_items']);
});

it('goes on after what came with the calculation, with the same expansion', async () => {
  await using world = await startWorld({ seed: withLines(25) });
  const { data, errors } = await world.query(find('(first: 25)', 'nodes { id taxBreakdown { amount } }'));
  expect(errors).toBeUndefined();
  expect(data.taxCalculation.lineItems.nodes).toEqual(
    Array.from({ length: 25 }, (_, index) => ({ id: line(index + 1), taxBreakdown: [{ amount: 100 }] })),
  );
  expect(world.calls).toEqual([
    'GET /v1/tax/calculations/taxcalc_1Cart?expand[0]=line_items&expand[1]=line_items.data.tax_breakdown',
    `GET ${PATH}?limit=15&starting_after=${line(10)}&expand[0]=data.tax_breakdown`,
  ]);
});

it('expands on the list when a cursor leaves out what comes with the calculation', async () => {
  await using world = await startWorld({ seed: withLines(25) });
  const { data } = await world.query(find(`(last: 2, before: "${line(20)}")`, 'nodes { id taxBreakdown { amount } }'));
  expect(data.taxCalculation.lineItems.nodes).toEqual([
    { id: line(18), taxBreakdown: [{ amount: 100 }] },
    { id: line(19), taxBreakdown: [{ amount: 100 }] },
  ]);
  expect(world.calls).toEqual([`GET ${PATH}?limit=2&ending_before=${line(20)}&expand[0]=data.tax_breakdown`]);
});

it('refuses a cursor of another kind before any call', async () => {
  await using world = await startWorld({ seed: withLines(3) });
  const { errors } = await world.query(find('(after: "taxcalc_1Cart")', 'nodes { id }'));
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(world.calls).toEqual([]);
});
