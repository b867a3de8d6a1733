import { expect, it } from 'vitest';
import { startWorld } from '../world.ts';

it('finds a balance transaction by its id, and lists them with the filters of REST', async () => {
  await using world = await startWorld();
  const listed = await world.query(
    '{ balanceTransactions(type: TRANSFER, currency: "USD", created: { gte: "2020-01-01T00:00:00Z" }, first: 2) { nodes { id type source } } }',
  );
  expect(listed.errors).toBeUndefined();
  expect(world.calls).toEqual([
    'GET /v1/balance_transactions?created[gte]=1577836800&currency=usd&type=transfer&limit=2',
  ]);
  const [first] = listed.data.balanceTransactions.nodes;
  expect(first).toMatchObject({ type: 'TRANSFER', source: expect.stringMatching(/^tr_/) });

  const found = await world.query(`{ balanceTransaction(id: "${first.id}") { id type } }`);
  expect(found.data.balanceTransaction).toEqual({ id: first.id, type: 'TRANSFER' });
  expect(world.calls).toEqual([`GET /v1/balance_transactions/${first.id}`]);

  const caused = await world.query(`{ balanceTransactions(source: "${first.source}") { nodes { id } } }`);
  expect(caused.data.balanceTransactions.nodes).toEqual([{ id: first.id }]);
  expect(world.calls).toEqual([`GET /v1/balance_transactions?source=${first.source}&limit=10`]);

  const paid = await world.query('{ balanceTransactions(payout: "po_1SeedAuto000001", first: 1) { nodes { id } } }');
  expect(paid.data.balanceTransactions.nodes).toHaveLength(1);
  expect(world.calls).toEqual(['GET /v1/balance_transactions?payout=po_1SeedAuto000001&limit=1']);
});

it.each([
  'payout: "ch_1"',
  'source: ""',
  'source: "../x"',
  'type: UNRECOGNIZED',
  'typeOther: ""',
  'typeOther: "a&b=c"',
  'type: TRANSFER, typeOther: "fee_credit"',
])('refuses %s before any call', async (argument) => {
  await using world = await startWorld();
  const { errors } = await world.query(`{ balanceTransactions(${argument}) { nodes { id } } }`);
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(world.calls).toEqual([]);
});

it('narrows by a kind that is newer than the schema', async () => {
  await using world = await startWorld();
  await world.query('{ balanceTransactions(typeOther: "fee_credit_funding") { nodes { id } } }');
  expect(world.calls).toEqual(['GET /v1/balance_transactions?type=fee_credit_funding&limit=10']);
});
