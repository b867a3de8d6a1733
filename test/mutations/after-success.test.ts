import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { jsonText } from '../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { ask, resultFields, startGateway, startLedgerWorld, transferIds } from './world.ts';

const [TRANSFER = ''] = transferIds(1);

const REVERSAL = {
  id: 'trr_1Odd',
  object: 'transfer_reversal',
  amount: 100,
  created: 1_700_000_000,
  currency: 'usd',
  metadata: {},
  transfer: TRANSFER,
};

const one = (name: string, amount: number, selection: string): string =>
  `${name}: createTransferReversal(input: { transfer: "${TRANSFER}", amount: ${amount}, idempotencyKey: "${name}" }) {
    ${resultFields('CreateTransferReversalPayload', selection)}
  }`;

/** A world in which REST answers the first request with that, after it was done; and what its log says of mutations. */
const worldAnswering = async (body: string) => {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const world = await startLedgerWorld({
    faults: ({ n }) => (n === 1 ? { ...jsonText(body, { 'request-id': 'req_odd' }), when: 'after' } : undefined),
    gateway: { log, clientOptions: { retryBaseMs: 1, maxAttempts: { read: 1, write: 1 } } },
  });
  const logged = () => lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'operation')?.mutations;
  return { ...world, logged };
};

describe('an odd value in the answer of a mutation that was done', () => {
  it.each([
    ['no amount', { amount: undefined }, 'amount', 'without `amount`'],
    ['a currency that is a number', { currency: 7 }, 'stripeId currency', '`currency` that is not'],
    ['a moment that is null', { created: null }, 'created', 'without `created`'],
    ['no transfer to make its id of', { transfer: undefined }, 'id', '`id` that is not'],
    ['a transfer that is null', { transfer: null }, 'id', '`id` that is not'],
  ])('stays below its object, with key, replay and request id beside it: %s', async (_, odd, selection, message) => {
    const world = await worldAnswering(JSON.stringify({ ...REVERSAL, ...odd }));
    const { data, errors } = await world.ask(`mutation { ${one('a', 100, selection)} ${one('b', 7, 'amount')} }`);
    expect(data).toMatchObject({
      a: {
        __typename: 'CreateTransferReversalPayload',
        transferReversal: null,
        idempotencyKey: 'a',
        replayed: false,
        requestId: 'req_odd',
      },
      // The neighbour keeps its result.
      b: { transferReversal: { amount: 7 }, replayed: false },
    });
    expect(errors).toHaveLength(1);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining(message),
        path: ['a', 'transferReversal', selection.split(' ').at(-1)],
        extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' },
      },
    ]);
    expect(world.logged()).toMatchObject([
      { mutation: 'createTransferReversal', replayed: false, restRequestId: 'req_odd' },
      { mutation: 'createTransferReversal', replayed: false },
    ]);
    expect((await world.books()).amountReversed).toBe(107);
  });

  it('that nobody has selected fails nothing', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const world = await worldAnswering(
      JSON.stringify({ ...REVERSAL, created: null, deep: 0 }).replace('"deep":0', `"deep":${deep}`),
    );
    const { data, errors } = await world.ask(`mutation { ${one('a', 100, 'amount')} }`);
    expect(errors).toBeUndefined();
    expect(data.a).toMatchObject({ transferReversal: { amount: 100 }, replayed: false });
  });
});

describe('a success that is not the object asked for', () => {
  it.each([
    ['an object of another kind', '{"id":"obj_1","object":"thing"}'],
    ['no object', '[]'],
    ['JSON that ends early', '{"id":"trr_1'],
    ['200,000 levels of lists', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ])('is UNKNOWN, and the same key settles it: %s', async (_, body) => {
    const world = await worldAnswering(body);
    const { data, errors } = await world.ask(`mutation { ${one('a', 100, 'amount')} }`);
    expect(errors).toBeUndefined();
    expect(data.a).toMatchObject({
      __typename: 'UpstreamProblem',
      code: 'OUTCOME_UNKNOWN',
      outcome: 'UNKNOWN',
      message: expect.stringContaining('same `idempotencyKey`'),
    });
    expect(world.logged()).toMatchObject([{ mutation: 'createTransferReversal', outcome: 'UNKNOWN' }]);
    const again = await world.ask(`mutation { ${one('a', 100, 'amount')} }`);
    expect(again.data.a).toMatchObject({ replayed: true, transferReversal: { amount: 100 } });
    expect((await world.books()).amountReversed).toBe(100);
  });
});

describe('a list below an object that was made', () => {
  it.each([
    ['missing', {}],
    ['null', { id: null }],
    ['a number', { id: 7 }],
    ['an object', { id: { gte: 'fa_1' } }],
    ['a list', { id: ['fa_1Made'] }],
    ['the id of another kind', { id: 'tr_1' }],
  ])('is not asked for where its id is %s: REST would answer with the lists of all', async (_, odd) => {
    const upstream = await startFaultyUpstream({
      answer: () => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ object: 'treasury.financial_account', ...odd }),
      }),
    });
    onTestFinished(() => upstream.close());
    const { data, errors } = await ask(
      startGateway({ apiBase: upstream.url }),
      `mutation { createFinancialAccount(input: { supportedCurrencies: ["usd"], idempotencyKey: "a" }) {
        ... on CreateFinancialAccountPayload { financialAccount { outboundTransfers { nodes { id } } } }
      } }`,
    );
    expect(data.createFinancialAccount.financialAccount).toEqual({ outboundTransfers: null });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } }]);
    expect(upstream.requests.map(({ method }) => method)).toEqual(['POST']);
  });
});
