import { describe, expect, it } from 'vitest';
import { late } from '../faulty-upstream/faults.ts';
import { startWorld } from '../world.ts';
import { codesOf, startUpstreamWorld, timed, transferId } from './world.ts';

const ENTRIES = '{ transactionEntries(financialAccount: "fa_1Seed000001", first: 250) { nodes { type } } }';

describe('an operation that takes longer than it may', () => {
  it('ends with the REST call that it waits for, and makes no other', async () => {
    let asked = 0;
    const delay = () => {
      asked += 1;
      return asked === 1 ? 50 : 60_000;
    };
    await using world = await startWorld({ delay, gateway: { operationTimeoutMs: 1_500 } });
    const [answer, ms] = await timed(world.query(ENTRIES));
    expect(codesOf([answer])).toEqual({ UPSTREAM_TIMEOUT: 1 });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ retryable: true });
    expect(ms).toBeGreaterThan(1_490);
    // In the middle of the second of three pages.
    expect([asked, answer.extensions?.cost]).toEqual([2, { estimated: 3, actual: 2, max: 200 }]);
  });

  it('has all of its time where each of its calls is quick', async () => {
    await using world = await startWorld({ delay: () => 50, gateway: { operationTimeoutMs: 10_000 } });
    const answer = await world.query(ENTRIES);
    expect(answer.data.transactionEntries.nodes).toHaveLength(250);
  });

  it('finishes the mutation that was sent, and sends no further one', async () => {
    const world = await startUpstreamWorld({
      faults: ({ method }) => (method === 'POST' ? late(2_500) : undefined),
      gateway: { operationTimeoutMs: 1_500 },
    });
    const reverse = (name: string) =>
      `${name}: createTransferReversal(input: { transfer: "${transferId(0)}", amount: 100, idempotencyKey: "${name}" }) {
        __typename
        ... on CreateTransferReversalPayload { replayed }
        ... on Problem { code outcome retryable }
      }`;
    const { data, errors } = await world.ask(`mutation { ${reverse('first')} ${reverse('second')} }`);
    expect(errors).toBeUndefined();
    expect(data.first).toEqual({ __typename: 'CreateTransferReversalPayload', replayed: false });
    expect(data.second).toEqual({
      __typename: 'UpstreamProblem',
      code: 'UPSTREAM_TIMEOUT',
      outcome: 'NOT_APPLIED',
      retryable: true,
    });
    expect(world.upstream.requests.length).toBe(1);
  });
});
