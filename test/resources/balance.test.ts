import { expect, it } from 'vitest';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { startWorld } from '../world.ts';

it('is one call, however often it is asked for', async () => {
  await using world = await startWorld();
  const { data, errors, extensions } = await world.query(
    '{ balance { livemode available { amount currency sourceTypes { card } } pending { amount } issuing { available { amount } } } again: balance { livemode } }',
  );
  expect(errors).toBeUndefined();
  expect(world.calls).toEqual(['GET /v1/balance']);
  expect(extensions?.cost).toMatchObject({ estimated: 1, actual: 1 });
  expect(data.balance.available[0]).toEqual({
    amount: expect.any(Number),
    currency: expect.stringMatching(/^[A-Z]{3}$/),
    sourceTypes: { card: data.balance.available[0].amount },
  });
  expect(data.balance.issuing).toBeNull();
  expect(data.again).toEqual({ livemode: false });
});

it('is never null without an error, which leaves its neighbours alone', async () => {
  // It says of everything that there is none.
  const upstream = await startFaultyUpstream();
  await using world = await startWorld({ gateway: { apiBase: upstream.url } });
  const { data, errors } = await world.query('{ balance { livemode } transfer(id: "tr_1") { amount } }');
  expect(data).toEqual({ balance: null, transfer: null });
  expect(errors).toMatchObject([{ path: ['balance'], extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } }]);
  await upstream.close();
});

it('is read anew after a mutation has moved money', async () => {
  await using world = await startWorld();
  const before = await world.query('{ balance { available { amount currency } } }');
  const usd = ({ data }: typeof before) =>
    data.balance.available.find(({ currency }: { currency: string }) => currency === 'USD').amount;
  await world.query(`mutation {
    createTransfer(input: { amount: 1000, currency: "USD", destination: "acct_1SeedAlder00001", idempotencyKey: "b" }) { __typename }
  }`);
  expect(usd(await world.query('{ balance { available { amount currency } } }'))).toBe(usd(before) - 1000);
});
