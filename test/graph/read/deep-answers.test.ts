import { expect, it } from 'vitest';
import { startFaultyUpstream } from '../../faulty-upstream.ts';
import { startWorld } from '../../world.ts';

/** Written by hand: to make it from a value, JSON.stringify would need the stack that this is about. */
const DEEP = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

const transfer = (id: string, more = '') =>
  `{"object":"transfer","id":"${id}","amount":5,"balance_transaction":"txn_1Abc"${more}}`;

const reversal = `{"object":"transfer_reversal","id":"trr_1Abc","amount":1,"transfer":${transfer('tr_1Abc')},"odd":${DEEP}}`;

const answers: Readonly<Record<string, string>> = {
  'GET /v1/transfers/tr_1Abc': transfer('tr_1Abc', `,"odd":${DEEP}`),
  'GET /v1/balance_transactions/txn_1Abc': `{"object":"balance_transaction","id":"txn_1Abc","net":4,"odd":${DEEP}}`,
  'POST /v1/transfers/tr_1Abc/reversals': reversal,
};

const startDeepWorld = async () => {
  const upstream = await startFaultyUpstream({
    answer: ({ method, path }) => {
      const body = answers[`${method} ${path}`];
      return { status: body ? 200 : 404, headers: { 'content-type': 'application/json' }, body: body ?? '{}' };
    },
  });
  const world = await startWorld({ gateway: { apiBase: upstream.url, mutations: 'on' } });
  return {
    query: world.query,
    asked: () => upstream.requests.map(({ method, path }) => `${method} ${path}`),
    [Symbol.asyncDispose]: async () => {
      await world[Symbol.asyncDispose]();
      await upstream.close();
    },
  };
};

it('answers what was selected, however deep the rest is that REST sent', async () => {
  await using world = await startDeepWorld();
  const answer = await world.query('{ transfer(id: "tr_1Abc") { amount balanceTransaction { net } } }');
  expect(answer).toMatchObject({ data: { transfer: { amount: 5, balanceTransaction: { net: 4 } } } });
  expect(answer.errors).toBeUndefined();
  // The transaction was not expanded, so what had arrived was looked through before it was asked for.
  expect(world.asked()).toEqual(['GET /v1/transfers/tr_1Abc', 'GET /v1/balance_transactions/txn_1Abc']);
});

it('tells of a mutation that was applied, however deep the rest is that REST sent', async () => {
  await using world = await startDeepWorld();
  const answer = await world.query(`mutation {
    createTransferReversal(input: { transfer: "tr_1Abc", amount: 1, idempotencyKey: "deep" }) {
      ... on CreateTransferReversalPayload { transferReversal { amount transfer { balanceTransaction { net } } } }
    }
  }`);
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({
    createTransferReversal: { transferReversal: { amount: 1, transfer: { balanceTransaction: { net: 4 } } } },
  });
});
