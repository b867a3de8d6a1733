import { expect, it } from 'vitest';
import { startWorld } from '../world.ts';

it('finds a balance transaction by its id, and lists them with the filters of REST', async () => {
  await using world = await startWorld();
  const listed = await world.query(
    '{ balanceTransactions(type: TRANSFER, currency: "USD", created: { gte: "2020-01-01T00:00:00Z" }, first: 2) { nodes { id type sourceId } } }',
  );
  expect(listed.errors).toBeUndefined();
  expect(world.calls).toEqual([
    'GET /v1/balance_transactions?created[gte]=1577836800&currency=usd&type=transfer&limit=2',
  ]);
  const [first] = listed.data.balanceTransactions.nodes;
  expect(first).toMatchObject({ type: 'TRANSFER', sourceId: expect.stringMatching(/^tr_/) });

  const found = await world.query(`{ balanceTransaction(id: "${first.id}") { id type } }`);
  expect(found.data.balanceTransaction).toEqual({ id: first.id, type: 'TRANSFER' });
  expect(world.calls).toEqual([`GET /v1/balance_transactions/${first.id}`]);

  const caused = await world.query(`{ balanceTransactions(source: "${first.sourceId}") { nodes { id } } }`);
  expect(caused.data.balanceTransactions.nodes).toEqual([{ id: first.id }]);
  expect(world.calls).toEqual([`GET /v1/balance_transactions?source=${first.sourceId}&limit=10`]);

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

const KINDS: Readonly<Record<string, string>> = {
  ch: 'Charge',
  dp: 'Dispute',
  fee: 'ApplicationFee',
  fr: 'ApplicationFeeRefund',
  iauth: 'IssuingAuthorization',
  po: 'Payout',
  re: 'Refund',
  tr: 'Transfer',
  trr: 'TransferReversal',
  tu: 'Topup',
};

it('brings what caused each of a page of them in the same call, whatever its type', async () => {
  await using world = await startWorld();
  const { data, errors } = await world.query(
    '{ balanceTransactions(first: 300) { nodes { sourceId source { __typename ... on Transfer { id } ... on TransferReversal { stripeId } } } } }',
  );
  expect(errors).toBeUndefined();
  expect(world.calls[0]).toBe('GET /v1/balance_transactions?limit=100&expand[0]=data.source');
  expect(world.calls.length).toBeLessThanOrEqual(3);
  const seen = new Set<string>();
  for (const { sourceId, source } of data.balanceTransactions.nodes) {
    const prefix = /^[a-z]+/.exec(sourceId)?.[0] ?? '';
    expect({ sourceId, typename: source.__typename }).toEqual({ sourceId, typename: KINDS[prefix] });
    if (source.id || source.stripeId) expect(source.id ?? source.stripeId).toBe(sourceId);
    seen.add(prefix);
  }
  expect(seen.size).toBeGreaterThan(4);
});

it('asks again for what caused a movement that came without it', async () => {
  await using world = await startWorld();
  const { data, errors } = await world.query(`mutation {
    createTransferReversal(input: { transfer: "tr_1Seed000001", amount: 1, idempotencyKey: "k" }) {
      ... on CreateTransferReversalPayload {
        transferReversal { stripeId balanceTransaction { source { ... on TransferReversal { stripeId amount } } } }
      }
    }
  }`);
  expect(errors).toBeUndefined();
  const { stripeId, balanceTransaction } = data.createTransferReversal.transferReversal;
  expect(balanceTransaction.source).toEqual({ stripeId, amount: 1 });
});

it('has null and a warning for what is caused by something newer than the schema', async () => {
  const transaction = { id: 'txn_1', object: 'balance_transaction', source: { id: 'new_1', object: 'novelty' } };
  await using world = await startWorld({ seed: [transaction] });
  const { data, errors, extensions } = await world.query(
    '{ balanceTransaction(id: "txn_1") { sourceId source { __typename } } }',
  );
  expect(errors).toBeUndefined();
  expect(data.balanceTransaction).toEqual({ sourceId: 'new_1', source: null });
  expect(extensions?.warnings).toMatchObject([
    { code: 'UNRECOGNIZED_VALUE', path: ['balanceTransaction', 'source'], value: 'novelty' },
  ]);
});

it.each([null, 7, ['charge']])(
  'is an odd value where what caused it is of the kind %j, and nothing beside it fails',
  async (object) => {
    const transaction = { id: 'txn_1', object: 'balance_transaction', source: { id: 'ch_1', object } };
    await using world = await startWorld({ seed: [transaction as never] });
    const { data, errors } = await world.query('{ balanceTransaction(id: "txn_1") { id source { __typename } } }');
    expect(data.balanceTransaction).toEqual({ id: 'txn_1', source: null });
    expect(errors).toMatchObject([
      { extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' }, path: ['balanceTransaction', 'source'] },
    ]);
  },
);
