import { Agent, type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { countOf } from '../counts.ts';
import { eventually } from '../eventually.ts';
import { type Fault, late, rateLimited } from '../faulty-upstream/faults.ts';
import { budgetOf, reversal, startUpstreamWorld, transferId } from './world.ts';

/** How many callers leave: a multiple of 80, for 20 at a time and four measurements. */
const LEAVES = countOf(800, 2_000);

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
  it('takes the call to REST along, hundreds of times at random, and leaves nothing behind', async () => {
    let cut = 0;
    const arrivals = new Map<number, () => void>();
    let held = 0;
    /** Every other request is answered after a while; the rest are held until nobody waits for them any more. */
    const watch: Fault = {
      when: 'after',
      play: async ({ response, real, respond }) => {
        response.once('close', () => {
          if (!response.writableFinished) cut += 1;
        });
        const n = Number(/Upstream(\d+)/.exec(response.req.url ?? '')?.[1]);
        if (n % 2 === 1) {
          arrivals.get(n)?.();
          held += 1;
          response.once('close', () => {
            held -= 1;
          });
          return;
        }
        await sleep(Math.random() * 30);
        if (real !== undefined && !response.destroyed) respond(real);
      },
    };
    // No time of the gateway's own ends a call that is held.
    const world = await startUpstreamWorld({
      faults: () => watch,
      gateway: { operationTimeoutMs: 600_000, restReadTimeoutMs: 600_000, restReadDeadlineMs: 600_000 },
    });
    const { server, url } = await world.listen();
    const served = new Map<string, () => void>();
    server.on('request', ({ headers }: IncomingMessage, response: ServerResponse) => {
      response.once('close', () => served.get(String(headers['x-name']))?.());
    });
    const leave = async (n: number): Promise<void> => {
      const name = `Upstream${n}`;
      const closed = new Promise<void>((resolve) => served.set(name, resolve));
      const arrived = new Promise<void>((resolve) => arrivals.set(n, resolve));
      const outgoing = send(url, name, readOf(n));
      // Every other caller at any time, the rest when REST has been asked for them.
      if (n % 2 === 1) await arrived;
      await sleep(Math.random() * 30);
      arrivals.delete(n);
      outgoing.destroy();
      // One that leaves before it has sent anything is never seen.
      await Promise.race([closed, sleep(50)]);
      served.delete(name);
    };
    for (let n = 0; n < 200; n += 2) await world.read(n);
    const heaps: number[] = [];
    for (let n = 0; n < LEAVES; n += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => leave(n + index)));
      await eventually(() => expect(held).toBe(0));
      if ((n + 20) % (LEAVES / 4) !== 0) continue;
      world.upstream.forget();
      heaps.push(heapMB());
    }
    expect(cut).toBeGreaterThanOrEqual(LEAVES / 2);
    // Megabytes over the second half; over ten thousand it comes to rest.
    expect((heaps[3] ?? 0) - (heaps[1] ?? 0)).toBeLessThan(3);
    await eventually(async () => {
      expect(await new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0);
      expect(world.upstream.openSockets).toBeLessThanOrEqual(20);
    });
  });

  it('while his call waits for its turn keeps it from being made', async () => {
    const limited = rateLimited({ 'stripe-rate-limited-reason': 'endpoint-rate', 'retry-after': '3' });
    const world = await startUpstreamWorld({ faults: ({ n }) => (n === 1 ? limited : undefined), gateway: budgetOf() });
    const { server, url } = await world.listen();
    // It has its answer when those who wait have had their turn.
    const first = world.read(1);
    await eventually(() => expect(world.upstream.requests.length).toBe(1));
    const gone = new Promise<void>((resolve) => {
      server.on('request', (_, response: ServerResponse) => void response.once('close', resolve));
    });
    const outgoing = send(url, 'waits', readOf(2));
    await sleep(200);
    outgoing.destroy();
    await gone;
    expect((await first).data).toEqual({ transfer: { amount: 400 } });
    await sleep(200);
    expect(world.upstream.requests.map(({ path }) => path)).toEqual(Array(2).fill(`/v1/transfers/${transferId(1)}`));
  });

  it('does not take a mutation along', async () => {
    const world = await startUpstreamWorld({ faults: ({ method }) => (method === 'POST' ? late(200) : undefined) });
    const { url } = await world.listen();
    const outgoing = send(url, 'pays', reversal('key'));
    await eventually(() => expect(world.upstream.requests.length).toBe(1));
    outgoing.destroy();
    await eventually(() => expect([...world.upstream.ledger.byKey.values()]).toEqual([1]));
    expect(await world.reverse('key')).toMatchObject({ replayed: true });
  });
});
