import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { hangs } from '../faulty-upstream/faults.ts';
import { budgetOf, codesOf, startWorld, timed } from './world.ts';

const CONNECTIONS = 20;

describe('U11: REST hangs, and 5,000 requests arrive', () => {
  it('few wait, the rest is refused at once, mutations get through, and it passes', { timeout: 60_000 }, async () => {
    let isHanging = true;
    let mostSockets = 0;
    const world = await startWorld({
      faults: ({ method }) => {
        mostSockets = Math.max(mostSockets, world.upstream.openSockets);
        return isHanging && method === 'GET' ? hangs() : undefined;
      },
      gateway: {
        restBudget: budgetOf({ REST_READS_PER_SECOND: '80', REST_ENDPOINT_PER_SECOND: '80' }),
        clientOptions: { connections: CONNECTIONS, readTimeoutMs: 2_000, deadlineMs: { read: 4_000, write: 25_000 } },
      },
    });
    const reads: Promise<[Awaited<ReturnType<typeof world.read>>, number]>[] = [];
    const writes: Promise<[{ __typename: string }, number]>[] = [];
    for (let n = 0; n < 5_000; n += 10) {
      for (let more = 0; more < 10; more += 1) reads.push(timed(world.read(n + more)));
      if (n % 500 === 0) writes.push(timed(world.reverse(`key_${n}`)));
      await sleep(1);
    }
    const results = await Promise.all(reads);
    expect(codesOf(results.map(([answer]) => answer)).OVERLOADED).toBeGreaterThan(4_000);
    const refusals = results
      .filter(([{ errors }]) => errors?.[0]?.extensions?.code === 'OVERLOADED')
      .map(([, ms]) => ms)
      .sort((a, b) => a - b);
    console.log(
      codesOf(results.map(([answer]) => answer)),
      refusals.at((refusals.length / 2) | 0),
      refusals.at(-300),
      refusals.at(-1),
      mostSockets,
      world.upstream.requests.length,
    );
    console.log((await Promise.all(writes)).map(([r, ms]) => r.__typename + ms));
    isHanging = false;
    const [, ms] = await timed(vi.waitFor(async () => expect((await world.read(1)).errors).toBeUndefined(), 5_000));
    console.log(ms);
  });
});
