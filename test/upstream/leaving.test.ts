import { Agent, type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { type Fault, late } from '../faulty-upstream/faults.ts';
import { budgetOf, percentile, reversal, startWorld, transferId } from './world.ts';

const heapMB = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1_000_000;
};

/** An operation over a connection of its own, which its caller may cut. */
const send = (url: string, name: string, operation: object): ClientRequest => {
  const body = JSON.stringify(operation);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-name': name };
  const outgoing = request(url, { method: 'POST', agent: new Agent({ keepAlive: false }), headers });
  outgoing.on('error', () => {}).on('response', (incoming) => incoming.resume());
  return outgoing.end(body);
};

const readOf = (n: number): object => ({
  query: 'query ($id: ID!) { transfer(id: $id) { amount } }',
  variables: { id: transferId(n) },
});

describe('U13: a caller who leaves', () => {
  it('takes the call to REST along, 2,000 times at random, and leaves nothing behind', {
    timeout: 60_000,
  }, async () => {
    const leftAt = new Map<string, number>();
    const delays: number[] = [];
    /** Answers after a while, and notes how long it is held on to by nobody. */
    const watch: Fault = {
      when: 'after',
      play: async ({ response, real, respond }) => {
        const arrived = performance.now();
        const [name = ''] = /Upstream\d+/.exec(response.req.url ?? '') ?? [];
        response.once('close', () => {
          if (response.writableFinished) return;
          // It may have been asked after the caller left, but before the gateway saw that.
          delays.push(performance.now() - Math.max(arrived, leftAt.get(name) ?? 0));
        });
        await sleep(Math.random() * 30);
        if (real !== undefined && !response.destroyed) respond(real);
      },
    };
    const world = await startWorld({ faults: () => watch });
    const { server, url } = await world.listen();
    const served = new Map<string, () => void>();
    server.on('request', ({ headers }: IncomingMessage, response: ServerResponse) => {
      response.once('close', () => served.get(String(headers['x-name']))?.());
    });
    const leave = async (n: number): Promise<void> => {
      const name = `Upstream${n}`;
      const closed = new Promise<void>((resolve) => served.set(name, resolve));
      const outgoing = send(url, name, readOf(n));
      await sleep(Math.random() * 30);
      leftAt.set(name, performance.now());
      outgoing.destroy();
      // One that leaves before it has sent anything is never seen.
      await Promise.race([closed, sleep(50)]);
      served.delete(name);
      leftAt.delete(name);
    };
    for (let n = 0; n < 100; n += 1) await world.read(n);
    const heaps: number[] = [];
    for (let n = 0; n < 2_000; n += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => leave(n + index)));
      if (n % 500 !== 480) continue;
      world.upstream.forget();
      heaps.push(heapMB());
    }
    expect(delays.length).toBeGreaterThan(500);
    expect(percentile(delays, 0.99)).toBeLessThan(100);
    // Megabytes over the last thousand; over ten thousand it comes to rest.
    expect((heaps[3] ?? 0) - (heaps[1] ?? 0)).toBeLessThan(3);
    await vi.waitFor(async () => {
      expect(await new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0);
      expect(world.upstream.openSockets).toBeLessThanOrEqual(20);
    }, 5_000);
  });

  it('while his call waits for its turn keeps it from being made', async () => {
    const world = await startWorld({ gateway: { ...budgetOf({ REST_ENDPOINT_PER_SECOND: '1' }) } });
    const { url } = await world.listen();
    await world.read(1);
    const outgoing = send(url, 'waits', readOf(2));
    await sleep(200);
    outgoing.destroy();
    await sleep(1_200);
    expect(world.upstream.requests.length).toBe(1);
  });

  it('does not take a mutation along', async () => {
    const world = await startWorld({ faults: ({ method }) => (method === 'POST' ? late(200) : undefined) });
    const { url } = await world.listen();
    const outgoing = send(url, 'pays', reversal('key'));
    await vi.waitFor(() => expect(world.upstream.requests.length).toBe(1));
    outgoing.destroy();
    await vi.waitFor(() => expect([...world.upstream.ledger.byKey.values()]).toEqual([1]));
    expect(await world.reverse('key')).toMatchObject({ replayed: true });
  });
});
