import { expect, it } from 'vitest';
import { startWorld } from '../../../world.ts';
import { listOf, transaction, transactionLine } from '../seed.ts';

const PATH = '/v1/tax/transactions/tax_1Sale/line_items';

const line = (number: number): string => `tax_li_${String(number).padStart(2, '0')}`;

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

const withLines = (count: number) => [
  transaction({
    line_items: listOf(
      PATH,
      numbers(1, count).map((number) => transactionLine(line(number))),
    ),
  }),
];

const find = (page: string, selection = 'edges { cursor node { id } } pageInfo { hasNextPage endCursor }') =>
  `{ taxTransaction(id: "tax_1Sale") { lineItems${page} { ${selection} } } }`;

it('shows every field, in one call with the transaction', async () => {
  const lines = [
    transactionLine('tax_li_1', {
      metadata: { size: 'XL' },
      product: 'prod_1Shirt',
      quantity: 3,
      tax_behavior: 'inclusive',
    }),
    transactionLine('tax_li_2', {
      amount: -1000,
      amount_tax: -100,
      reversal: { original_line_item: 'tax_li_0' },
      type: 'reversal',
    }),
  ];
  await using world = await startWorld({ seed: [transaction({ line_items: listOf(PATH, lines) })] });
  const { data, errors } = await world.query(
    find(
      '(first: 10)',
      `nodes {
        id amount amountTax livemode metadata product quantity reference
        reversal { originalLineItem } taxBehavior taxCode type
      }`,
    ),
  );
  expect(errors).toBeUndefined();
  expect(data.taxTransaction.lineItems.nodes).toEqual([
    {
      id: 'tax_li_1',
      amount: 1000,
      amountTax: 100,
      livemode: false,
      metadata: { size: 'XL' },
      product: 'prod_1Shirt',
      quantity: 3,
      reference: 'ref_tax_li_1',
      reversal: null,
      taxBehavior: 'INCLUSIVE',
      taxCode: 'txcd_99999999',
      type: 'TRANSACTION',
    },
    {
      id: 'tax_li_2',
      amount: -1000,
      amountTax: -100,
      livemode: false,
      metadata: {},
      product: null,
      quantity: 1,
      reference: 'ref_tax_li_2',
      reversal: { originalLineItem: 'tax_li_0' },
      taxBehavior: 'EXCLUSIVE',
      taxCode: 'txcd_99999999',
      type: 'REVERSAL',
    },
  ]);
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Sale?expand[0]=line_items']);
});

it('takes what comes with the transaction', async () => {
  await using world = await startWorld({ seed: withLines(25) });
  const { data } = await world.query(find('(first: 10)'));
  expect(data.taxTransaction.lineItems.edges.map(({ cursor }: { cursor: string }) => cursor)).toEqual(
    numbers(1, 10).map(line),
  );
  expect(data.taxTransaction.lineItems.pageInfo).toEqual({ hasNextPage: true, endCursor: line(10) });
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Sale?expand[0]=line_items']);
});

it('goes on after what came with the transaction', async () => {
  await using world = await startWorld({ seed: withLines(25) });
  const { data } = await world.query(find('(first: 25)'));
  expect(data.taxTransaction.lineItems.edges.map(({ cursor }: { cursor: string }) => cursor)).toEqual(
    numbers(1, 25).map(line),
  );
  expect(data.taxTransaction.lineItems.pageInfo).toEqual({ hasNextPage: false, endCursor: line(25) });
  expect(world.calls).toEqual([
    'GET /v1/tax/transactions/tax_1Sale?expand[0]=line_items',
    `GET ${PATH}?limit=15&starting_after=${line(10)}`,
  ]);
});

it('asks for nothing more when all of them came with the transaction', async () => {
  await using world = await startWorld({ seed: withLines(3) });
  const { data } = await world.query(find('(first: 100)'));
  expect(data.taxTransaction.lineItems.edges).toHaveLength(3);
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Sale?expand[0]=line_items']);
});

it('does not expand what a cursor leaves out', async () => {
  await using world = await startWorld({ seed: withLines(25) });
  const { data } = await world.query(find(`(first: 5, after: "${line(20)}")`));
  expect(data.taxTransaction.lineItems.edges.map(({ cursor }: { cursor: string }) => cursor)).toEqual(
    numbers(21, 25).map(line),
  );
  expect(data.taxTransaction.lineItems.pageInfo).toEqual({ hasNextPage: false, endCursor: line(25) });
  expect(world.calls).toEqual([`GET ${PATH}?limit=5&starting_after=${line(20)}`]);
});

it('pages backwards in the same order', async () => {
  await using world = await startWorld({ seed: withLines(25) });
  const { data } = await world.query(find(`(last: 3, before: "${line(20)}")`));
  expect(data.taxTransaction.lineItems.edges.map(({ cursor }: { cursor: string }) => cursor)).toEqual(
    numbers(17, 19).map(line),
  );
  expect(world.calls).toEqual([`GET ${PATH}?limit=3&ending_before=${line(20)}`]);
});

it('asks a transaction known by its id alone for its list alone', async () => {
  const reversal = transaction({ id: 'tax_1Back', reversal: { original_transaction: 'tax_1Sale' }, type: 'reversal' });
  await using world = await startWorld({ seed: [...withLines(12), reversal] });
  const { data } = await world.query(
    `{ taxTransaction(id: "tax_1Back") { reversal { originalTransaction {
      id lineItems(first: 5, after: "${line(10)}") { nodes { id } }
    } } } }`,
  );
  expect(data.taxTransaction.reversal.originalTransaction).toEqual({
    id: 'tax_1Sale',
    lineItems: { nodes: [{ id: line(11) }, { id: line(12) }] },
  });
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Back', `GET ${PATH}?limit=5&starting_after=${line(10)}`]);
});

it('does not read line items of which none is wanted', async () => {
  await using world = await startWorld({ seed: withLines(3) });
  const { data } = await world.query(find('(first: 0)', 'edges { cursor }'));
  expect(data.taxTransaction.lineItems.edges).toEqual([]);
  expect(world.calls).toEqual(['GET /v1/tax/transactions/tax_1Sale']);
});

it.each([
  ['(after: "tax_1Sale")', 'a cursor of another kind'],
  ['(after: "tax_li_../x")', 'a cursor that would climb'],
  ['(first: -1)', 'a negative size'],
  ['(last: 2)', '`last` without `before`'],
  ['(first: 2, last: 2)', '`first` with `last`'],
])('refuses %s: %s', async (page) => {
  await using world = await startWorld({ seed: withLines(3) });
  const { errors } = await world.query(find(page, 'edges { cursor }'));
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(world.calls).toEqual([]);
});
