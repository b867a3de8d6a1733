import { describe, expect, it } from 'vitest';
import { unhandledBy } from '../execute/differential.ts';
import type { CannedAnswer } from '../faulty-upstream/faults.ts';
import { startUpstreamWorld } from '../upstream/world.ts';

const MAX = 100_000;

const json = (body: object): CannedAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'request-id': 'req_1' },
  body: JSON.stringify(body),
});

const LARGE = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key_${n}`, 'x'.repeat(500)]));
const transfer = (id: string, more: object = {}) => ({ id, object: 'transfer', amount: 100, metadata: LARGE, ...more });
const list = (data: readonly object[]) => json({ object: 'list', url: '/v1/transfers', has_more: false, data });
const IDS = Array.from({ length: 100 }, (_, n) => `tr_${n}`);

describe('an answer beyond MAX_ANSWER_BYTES', () => {
  it('ends its query with a code, the number, and what to do', async () => {
    const world = await startUpstreamWorld({
      answer: () => list(IDS.map((id) => transfer(id))),
      gateway: { maxAnswerBytes: MAX },
    });
    const aliases = Array.from({ length: 20 }, (_, n) => `m${n}: metadata`).join(' ');
    expect(await world.ask(`{ transfers(first: 100) { nodes { ${aliases} } } }`)).toEqual({
      errors: [
        {
          message: `The answer has become longer than ${MAX} bytes, and is cut off here. Ask for smaller pages, or for fewer fields.`,
          extensions: { code: 'ANSWER_LIMIT_EXCEEDED', retryable: false, max: MAX },
        },
      ],
      data: null,
      extensions: { cost: { estimated: 1, actual: 1, max: 200 } },
    });
    expect((await world.ask('{ transfers(first: 100) { nodes { id amount } } }')).data.transfers.nodes).toHaveLength(
      100,
    );
  });

  it('takes from a mutation what it has made, and nothing else', async () => {
    const world = await startUpstreamWorld({
      answer: ({ body }) =>
        json({
          id: `trr_${/amount=(\d+)/.exec(body)?.[1]}`,
          object: 'transfer_reversal',
          amount: Number(/amount=(\d+)/.exec(body)?.[1]),
          transfer: 'tr_1',
          metadata: LARGE,
        }),
      gateway: { maxAnswerBytes: 10_000 },
    });
    const reverse = (amount: number, fields: string): string =>
      `m${amount}: createTransferReversal(input: { transfer: "tr_1", amount: ${amount}, idempotencyKey: "key-${amount}" }) {
        __typename ... on CreateTransferReversalPayload { idempotencyKey replayed requestId transferReversal { ${fields} } }
      }`;
    const query = `mutation { ${reverse(1, 'stripeId')} ${reverse(2, 'metadata')} ${reverse(3, 'stripeId')} }`;
    const { data, errors } = await world.ask(query);
    expect(world.upstream.requests).toHaveLength(3);
    const payload = (amount: number) => ({
      __typename: 'CreateTransferReversalPayload',
      idempotencyKey: `key-${amount}`,
      replayed: false,
      requestId: 'req_1',
    });
    expect(data).toEqual({
      m1: { ...payload(1), transferReversal: { stripeId: 'trr_1' } },
      m2: { ...payload(2), transferReversal: null },
      m3: { ...payload(3), transferReversal: null },
    });
    expect(errors).toMatchObject(
      ['m2', 'm3'].map((key) => ({
        message: expect.stringContaining('What was done stands'),
        path: [key, 'transferReversal'],
        extensions: { code: 'ANSWER_LIMIT_EXCEEDED', retryable: false, max: 10_000 },
      })),
    );
  });
});

describe('an odd item beside one that is still to come', () => {
  it('fails its page, and leaves no promise that nobody handles', async () => {
    const world = await startUpstreamWorld({
      answer: ({ path }) =>
        path.startsWith('/v1/balance_transactions')
          ? { status: 500, headers: {}, body: '' }
          : list([
              transfer('tr_1', { livemode: false, balance_transaction: 'txn_1' }),
              transfer('tr_2', { balance_transaction: null }),
            ]),
    });
    const { result, unhandled } = await unhandledBy(async () => {
      const answer = await world.ask('{ transfers(first: 2) { nodes { balanceTransaction { amount } livemode } } }');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return answer;
    });
    expect(unhandled).toEqual([]);
    expect(result.data).toEqual({ transfers: null });
    expect(result.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } }]);
  });
});
