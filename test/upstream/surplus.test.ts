import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../eventually.ts';
import { type RawRequest, startSurplusUpstream } from './surplus-upstream.ts';
import { codesOf, startUpstreamWorld, transferId } from './world.ts';

const REVERSE = `mutation ($input: CreateTransferReversalInput!) {
  createTransferReversal(input: $input) {
    __typename
    ... on CreateTransferReversalPayload { transferReversal { id stripeId amount } }
    ... on Problem { code outcome }
  }
}`;

/** A transfer under whatever id is asked for, and for each key one reversal as it asks, with its own id. */
const startBooks = () => {
  const byKey = new Map<string, { id: string; amount: number; transfer: string }>();
  const answer = ({ method, path, key, form }: RawRequest): object => {
    const [, , , transfer = ''] = path.split('?', 1)[0]?.split('/') ?? [];
    if (method === 'GET') return { id: transfer, object: 'transfer', amount: 400, description: transfer };
    const reversal = byKey.get(key) ?? {
      id: `trr_${byKey.size + 1}`,
      object: 'transfer_reversal',
      amount: Number(form.get('amount')),
      currency: 'usd',
      created: 1_700_000_000,
      metadata: {},
      transfer,
    };
    byKey.set(key, reversal);
    return reversal;
  };
  return { byKey, answer };
};

const start = async (options: Parameters<typeof startSurplusUpstream>[1]) => {
  const { byKey, answer } = startBooks();
  const { url, sockets, close } = await startSurplusUpstream(answer, options);
  onTestFinished(close);
  const world = await startUpstreamWorld({
    gateway: { apiBase: url, restConnections: 5, clientOptions: { maxAttempts: { read: 6, write: 6 } } },
  });
  const reverse = async (n: number, transfer: number, amount: number) => {
    const input = { transfer: transferId(transfer), amount, idempotencyKey: `key_${n}` };
    return (await world.ask(REVERSE, { input })).data.createTransferReversal;
  };
  return { ...world, byKey, sockets, reverse };
};

/** That many, eight at a time. */
const each = async <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  const numbers = Array.from({ length: count }, (_, n) => n).values();
  const worker = async () => {
    for (const n of numbers) results[n] = await make(n);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return results;
};

describe('a surplus answer on a kept connection', () => {
  it.each<[string, boolean, (n: number) => [transfer: number, amount: number]]>([
    ['of another transfer', false, (n) => [n, 100]],
    ['of another amount', false, (n) => [0, 100 + n]],
    ['of another key alone, which REST echoes', true, () => [0, 100]],
  ])('is not taken for the next mutation’s: %s', async (_, echo, wish) => {
    const { byKey, sockets, reverse } = await start({ echo, when: 'next' });
    const results = await each(80, (n) => reverse(n, ...wish(n)));
    expect(byKey.size).toBe(80);
    const told = results.map((result, n) => {
      expect(result).toMatchObject({ __typename: 'CreateTransferReversalPayload' });
      const [transfer, amount] = wish(n);
      expect(result.transferReversal.id).toBe(`${transferId(transfer)}/${result.transferReversal.stripeId}`);
      expect(result.transferReversal.amount).toBe(amount);
      return result.transferReversal.stripeId as string;
    });
    // Each effect was told to one caller, and each caller of one effect.
    expect(told.toSorted()).toEqual([...byKey.values()].map(({ id }) => id).toSorted());
    // They did come, and the connections were not kept.
    expect(sockets.opened).toBeGreaterThan(10);
  });

  it('is not taken for the next query’s', async () => {
    const { sockets, ask } = await start({ echo: false, when: 'next' });
    const answers = await each(80, (n) =>
      ask('query ($id: ID!) { transfer(id: $id) { id description } }', { id: transferId(n) }),
    );
    expect(codesOf(answers)).toEqual({});
    for (const [n, { data }] of answers.entries()) {
      expect(data.transfer).toEqual({ id: transferId(n), description: transferId(n) });
    }
    expect(sockets.opened).toBeGreaterThan(10);
  });

  it('that comes while no request is open ends the connection', async () => {
    const { sockets, read } = await start({ echo: false, when: 'idle' });
    for (let n = 1; n <= 3; n += 1) {
      expect((await read(n)).data).toEqual({ transfer: { amount: 400 } });
      await eventually(() => expect(sockets).toEqual({ opened: n, closed: n }));
      await sleep(5);
    }
  });
});
