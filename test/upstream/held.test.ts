import { describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import type { CannedAnswer, UpstreamRequest } from '../faulty-upstream/faults.ts';
import type { Answer } from '../world.ts';
import { startUpstreamWorld, type WorldOptions } from './world.ts';

const MEGABYTE = 2 ** 20;

/** A transfer of more than a megabyte. */
const transfer = (id: string) => ({
  id,
  object: 'transfer',
  amount: 400,
  currency: 'usd',
  description: 'x'.repeat(MEGABYTE),
  metadata: {},
});

/** Calls for `tr_1Late…` are answered when the test says so. */
const startWorld = async (gateway: WorldOptions['gateway']) => {
  const late: (() => void)[] = [];
  const answer = async ({ path, method, body }: UpstreamRequest): Promise<CannedAnswer> => {
    const [, , , id = ''] = path.split('/');
    if (id.startsWith('tr_1Late')) await new Promise<void>((resolve) => late.push(resolve));
    const made = { id: 'trr_1', object: 'transfer_reversal', amount: Number(new URLSearchParams(body).get('amount')) };
    const object = method === 'POST' ? { ...made, currency: 'usd', transfer: id } : transfer(id);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(object) };
  };
  const world = await startUpstreamWorld({ answer, gateway: { restReadTimeoutMs: 60_000, ...gateway } });
  return { ...world, late };
};

const read = (id: string, fields = 'amount') => `${id}: transfer(id: "tr_1${id}") { ${fields} }`;
const codes = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions.code);

describe('what an operation has read', () => {
  it('is bounded, whatever is selected of it, and no call is made beyond', async () => {
    const { ask, upstream } = await startWorld({ maxReadBytes: 2 * MEGABYTE });
    const answer = await ask(`{ ${read('A')} ${read('B')} ${read('C')} }`);
    // Which of them comes last is not known.
    expect(Object.values(answer.data).filter((each) => each !== null)).toHaveLength(1);
    expect(codes(answer)).toEqual(['ANSWER_LIMIT_EXCEEDED', 'ANSWER_LIMIT_EXCEEDED']);
    upstream.forget();
    const reversal = `createTransferReversal(input: { transfer: "tr_1A", amount: 5, idempotencyKey: "k" }) {
      ... on CreateTransferReversalPayload { transferReversal { amount transfer { amount reversals { nodes { id } } } } }
    }`;
    const { data } = await ask(`mutation { ${reversal} }`);
    expect(data.createTransferReversal.transferReversal.amount).toBe(5);
  });

  it('keeps no mutation from being done that follows', async () => {
    const { ask } = await startWorld({ maxReadBytes: MEGABYTE });
    const reverse = (name: string, amount: number) => `${name}: createTransferReversal(
      input: { transfer: "tr_1A", amount: ${amount}, idempotencyKey: "${name}" }
    ) { ... on CreateTransferReversalPayload { transferReversal { amount transfer { description } } } }`;
    const answer = await ask(`mutation { ${reverse('a', 5)} ${reverse('b', 6)} }`);
    expect(answer.data).toEqual({
      a: { transferReversal: { amount: 5, transfer: null } },
      b: { transferReversal: { amount: 6, transfer: null } },
    });
    expect(codes(answer)).toEqual(['ANSWER_LIMIT_EXCEEDED', 'ANSWER_LIMIT_EXCEEDED']);
  });
});

describe('what all operations hold', () => {
  it.each([
    ['has read', `{ ${read('B')} ${read('C')} ${read('D')} }`],
    ['has written of its answer', `{ ${read('B', 'a: description b: description c: description')} }`],
  ])('has a bound: who %s more than there is room for beside the others is refused', async (_, query) => {
    const { ask, late } = await startWorld({ maxHeldBytes: 5 * MEGABYTE });
    const held = ask(`{ ${read('A', 'a: description b: description')} ${read('Late')} }`);
    await eventually(() => expect(late).toHaveLength(1));
    expect(codes(await ask(`{ ${read('B')} }`))).toEqual([]);
    expect(codes(await ask(query))).toContain('OVERLOADED');
    late[0]?.();
    expect(codes(await held)).toEqual([]);
    // Given back when it ended.
    for (let n = 0; n < 10; n += 1) expect(codes(await ask(`{ ${read('B')} ${read('C')} ${read('D')} }`))).toEqual([]);
  });
});
