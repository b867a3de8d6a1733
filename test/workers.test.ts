import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { restartDelay } from '../src/process/workers.ts';
import { WINDOW_MS } from '../src/stripe/rate-window.ts';
import { eventually } from './eventually.ts';
import { run, start } from './process.ts';
import { startCounted } from './shared/counted.ts';

/** Two processes know each other's clock to that. */
const CLOCKS_MS = 10;
const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const TRANSFER = '{ transfer(id: "tr_1Seed000003") { amount } }';

const linesOf = (out: string): Record<string, unknown>[] =>
  out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

/** Two workers, and who they are. */
const startWorkers = async (environment: Record<string, string>, atEnd: (end: () => void) => void = onTestFinished) => {
  const gateway = await start({ WORKERS: '2', LOG_LEVEL: 'info', ...environment }, [], undefined, atEnd);
  const lines = () => linesOf(gateway.said.out);
  const pids = (): number[] =>
    lines().flatMap(({ msg, worker, pid }) => (msg === 'listening' && worker !== undefined ? [Number(pid)] : []));
  const agent = new Agent({ connections: 8 });
  atEnd(() => void agent.close());
  const ask = async (query = TRANSFER): Promise<unknown> => {
    const { body, statusCode } = await request(gateway.url, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return { statusCode, ...((await body.json()) as object) };
  };
  const kill = (): void => {
    const [first] = pids();
    // 0 would be this process's whole group.
    if (first === undefined || first <= 1) throw new Error('No worker has said that it listens.');
    process.kill(first, 'SIGKILL');
  };
  await eventually(() => expect(lines().some(({ msg }) => msg === 'workers listen')).toBe(true));
  return { ...gateway, lines, pids, kill, ask };
};

const ANSWER = { statusCode: 200, data: { transfer: { amount: 2500 } } };

/**
 * Each takes up the workers where the one before has left them: a life of a primary with two, from its start to its
 * end.
 */
describe('workers of one primary, one after the other', () => {
  let gateway: Awaited<ReturnType<typeof startWorkers>>;

  beforeAll(async () => {
    const ends: (() => void)[] = [];
    gateway = await startWorkers({ METRICS_PORT: '0' }, (end) => ends.push(end));
    return () => {
      for (const end of ends) end();
    };
  });

  const told = (message: string) => gateway.lines().filter(({ msg }) => msg === message);
  const readMetrics = async () => {
    const [line] = told('workers listen');
    return (await fetch(`${line?.metricsUrl}/metrics`)).text();
  };
  const operations = async () => Number(/^gateway_operations_total\{.*\} (\d+)$/m.exec(await readMetrics())?.[1]);

  it('show one sandbox on one port, and their lines say which of them wrote them', async () => {
    const { said, ask, pids } = gateway;
    expect(said.err).toBe('');
    expect(said.out.match(/GraphiQL and the graph/g)).toHaveLength(1);
    expect(told('listening')).toHaveLength(2);
    expect(new Set(pids()).size).toBe(2);
    for (let n = 0; n < 20; n += 1) expect(await ask()).toMatchObject(ANSWER);
  });

  it('are replaced when one is killed, and the others go on; they are counted together, those that are gone too', async () => {
    const { ask, kill, pids, said } = gateway;
    expect(await operations()).toBe(20);
    expect(await readMetrics()).toMatch(/^gateway_workers 2$/m);
    kill();
    await expect.poll(() => new Set(pids()).size).toBe(3);
    expect(told('a worker has ended')).toEqual([expect.objectContaining({ signal: 'SIGKILL' })]);
    await expect.poll(readMetrics).toMatch(/^gateway_worker_restarts_total 1$/m);
    expect(await operations()).toBe(20);
    for (let n = 0; n < 10; n += 1) expect(await ask()).toMatchObject(ANSWER);
    expect(said.err).toBe('');
  });

  it('hear of each event from the primary, and count it', async () => {
    await gateway.ask(
      'mutation { updateTransfer(input: { id: "tr_1Seed000003", description: "new", idempotencyKey: "k" }) { __typename } }',
    );
    await expect.poll(readMetrics).toMatch(/^gateway_events_received_total\{.*source="primary".*\} 2$/m);
    expect(await readMetrics()).toMatch(/^gateway_webhooks_total\{.*result="taken".*\} 1$/m);
  });

  it('are all replaced on SIGHUP, one after the other, and no request fails for it (D3)', async () => {
    const { child, pids, ask } = gateway;
    const before = new Set(pids()).size;
    let rolled = false;
    const rolling = (async () => {
      await sleep(500);
      child.kill('SIGHUP');
      await expect.poll(() => told('all workers are new').length > 0).toBe(true);
      await sleep(500);
      rolled = true;
    })();
    const answers: Promise<unknown>[] = [];
    while (!rolled) {
      answers.push(ask().catch((error: Error) => error.message));
      await sleep(5);
    }
    await rolling;
    const failed = (await Promise.all(answers)).filter(
      (answer) => (answer as { data?: { transfer?: { amount: number } } }).data?.transfer?.amount !== 2500,
    );
    expect(failed).toEqual([]);
    expect(answers.length).toBeGreaterThan(100);
    expect(new Set(pids()).size).toBe(before + 2);
  });

  it('end with the primary, when it is asked to', async () => {
    const { child, exit, pids } = gateway;
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    for (const pid of pids()) expect(() => process.kill(pid, 0)).toThrow();
  });
});

describe('workers', () => {
  it('share the budget', async () => {
    const { url, times } = await startCounted(KEY);
    // None is refused for want of time, however slow the machine is.
    const { query } = await startWorkers({
      STRIPE_SECRET_KEY: KEY,
      STRIPE_API_BASE: url,
      OPERATION_TIMEOUT_MS: '120000',
      REST_READ_TIMEOUT_MS: '60000',
      REST_READ_DEADLINE_MS: '120000',
      REST_QUEUE_WAIT_MS: '20000',
    });
    const many = (from: number) =>
      query(
        `{ nodes(ids: ${JSON.stringify(Array.from({ length: 20 }, (_, n) => `tr_1None${from + n}`))}) { ... on Transfer { amount } } }`,
      );
    const asked = performance.now();
    await Promise.all([many(0), many(100), many(200)]);
    expect(times.length).toBe(60);
    // On a busy machine calls arrive late and then close together, but none can arrive before its turn: twenty in a
    // window.
    const early = times.flatMap((time, n) => {
      const turn = Math.floor(n / 20) * WINDOW_MS;
      return time - asked < turn - CLOCKS_MS ? [`call ${n} after ${Math.round(time - asked)} ms`] : [];
    });
    expect(early).toEqual([]);
  });

  it('leave nobody waiting for one that is killed before it takes a connection', async () => {
    const { pids, ask, url } = await startWorkers({});
    const [stuck = 0] = pids();
    expect(stuck).toBeGreaterThan(1);
    process.kill(stuck, 'SIGSTOP');
    const ended: unknown[] = [];
    // Connections of their own: one is given to the worker that stands still, the others when it does not answer for
    // it.
    const answers = Array.from({ length: 8 }, async () => {
      const dispatcher = new Agent({ headersTimeout: 0 });
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query: TRANSFER });
      ended.push(
        await request(url, { dispatcher, method: 'POST', headers, body }).then(
          (answer) => answer.body.json(),
          (error: Error) => error.message,
        ),
      );
      await dispatcher.close();
    });
    await expect.poll(() => ended).toEqual(Array(7).fill({ data: ANSWER.data, extensions: expect.anything() }));
    process.kill(stuck, 'SIGKILL');
    await Promise.all(answers);
    expect(ended.at(-1)).toMatch(/ECONNRESET|other side closed/);
    await expect.poll(() => pids().length).toBe(3);
    expect(await ask()).toMatchObject(ANSWER);
  });

  it('are replaced when they have started, where SIGHUP comes before that', async () => {
    const gateway = run({ WORKERS: '2', LOG_LEVEL: 'info' });
    // The first has said that it listens; the second has not been started.
    await expect.poll(() => gateway.said.out, { interval: 5 }).toContain('"listening"');
    gateway.child.kill('SIGHUP');
    await expect.poll(() => gateway.said.out).toContain('all workers are new');
    expect(linesOf(gateway.said.out).filter(({ msg }) => msg === 'listening')).toHaveLength(4);
  });

  it('are not started again and again when they cannot start at all: the reason is told once', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { exit, said } = run({ WORKERS: '2', PORT: String((taken.address() as AddressInfo).port) });
    expect(await exit).toBe(1);
    expect(said.err.match(/the port is in use/g)).toHaveLength(1);
  });
});

it.each([
  [0, 100],
  [1, 200],
  [5, 3_200],
  [20, 10_000],
])('after %i failures in a row a worker is started again in %i ms', (failures, ms) => {
  expect(restartDelay(failures)).toBe(ms);
});
