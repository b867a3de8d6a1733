import { expect, it } from 'vitest';
import { startWorld } from '../world.ts';

it('show what they paid out, with what each movement was caused by, in two calls', async () => {
  await using world = await startWorld();
  const { data, errors } = await world.query(`{
    payout(id: "po_1SeedAuto000001") {
      amount
      balanceTransactions(first: 100) {
        nodes { net source { __typename ... on Charge { id amount } ... on Refund { id amount } ... on Transfer { id amount } } }
      }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.payout.balanceTransactions.nodes).toHaveLength(100);
  expect(world.calls).toEqual([
    'GET /v1/payouts/po_1SeedAuto000001',
    'GET /v1/balance_transactions?payout=po_1SeedAuto000001&limit=100&expand[0]=data.source',
  ]);
  for (const { source } of data.payout.balanceTransactions.nodes) expect(source).not.toBeNull();
});

it('say which payout they take back, and which took them back', async () => {
  const payout = (id: string, fields: object) => ({ id, object: 'payout', created: 1_700_000_000, ...fields });
  await using world = await startWorld({
    seed: [
      payout('po_1', { original_payout: null, reversed_by: 'po_2' }),
      payout('po_2', { original_payout: 'po_1', reversed_by: null }),
    ],
  });
  const { data } = await world.query(
    '{ payout(id: "po_2") { originalPayout { id reversedBy { id } } reversedBy { id } } }',
  );
  expect(data.payout).toEqual({ originalPayout: { id: 'po_1', reversedBy: { id: 'po_2' } }, reversedBy: null });
  expect(world.calls).toEqual(['GET /v1/payouts/po_2?expand[0]=original_payout']);
});
