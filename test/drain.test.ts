import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../src/sandbox/server.ts';
import { eventually } from './eventually.ts';
import { run, start } from './process.ts';
import { SEED } from './seed.ts';

const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const TRANSFER = '{ transfer(id: "tr_1Seed000003") { amount } }';

/** A REST API that takes its time, the variables that point to it, and a promise of its first request. */
const slowUpstream = async (ms: number) => {
  let arrive = () => {};
  const asked = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const delay = () => {
    arrive();
    return ms;
  };
  const sandbox = await startSandbox({ seed: SEED, keys: [KEY], delay });
  onTestFinished(() => sandbox.close());
  return { asked, variables: { STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: sandbox.url } };
};

/** A client that keeps its one connection, and tells of each answer whether it may. */
const keepingClient = (url: string) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return async (path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const outgoing = request(new URL(path, url), { agent, method: body === undefined ? 'GET' : 'POST', headers });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    const [incoming] = await once(outgoing, 'response');
    let text = '';
    for await (const chunk of incoming) text += chunk;
    return { status: incoming.statusCode as number, connection: incoming.headers.connection as string, text };
  };
};

const linesOf = (said: { out: string }) =>
  said.out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the first line of the log', () => {
  it('tells every limit in force, and no key', async () => {
    const { said } = await start({ STRIPE_SECRET_KEY: KEY, LOG_LEVEL: 'info', MAX_DEPTH: '7', METRICS_PORT: '0' });
    while (linesOf(said).length === 0) await sleep(20);
    const [first] = linesOf(said);
    expect(first).toMatchObject({
      msg: 'listening',
      sandbox: false,
      url: expect.stringMatching(/\/graphql$/),
      limits: {
        maxDepth: 7,
        maxBodyBytes: 262_144,
        maxTokens: 2000,
        maxRestCalls: 200,
        drainMs: 30_000,
        graphiql: true,
      },
    });
    expect(said.out).not.toContain(KEY);
    const metrics = await fetch(`${first?.metricsUrl}/metrics`);
    expect(await metrics.text()).toMatch(/^process_open_fds \d+/m);
  });

  it('is JSON as all others in production, where neither GraphiQL nor the schema is shown', async () => {
    const { said } = run({ NODE_ENV: 'production', LOG_LEVEL: 'info' });
    while (!said.out.includes('\n')) await sleep(20);
    const [first] = linesOf(said);
    expect(said.out.trim().split('\n')).toHaveLength(1);
    expect(first).toMatchObject({ limits: { production: true, graphiql: false, introspection: false } });
    const url = String(first?.url);
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type') ?? '').not.toContain('html');
    const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const answer = await fetch(url, {
      ...post,
      body: JSON.stringify({ query: '{ __schema { queryType { name } } }' }),
    });
    expect(await answer.json()).not.toHaveProperty('data');
  });
});

describe('SIGTERM', () => {
  it('is told to clients by the end of their connections, and to the balancer by /ready, before new ones are turned away', async () => {
    const upstream = await slowUpstream(2_000);
    const { child, exit, url } = await start({ ...upstream.variables, DRAIN_DELAY_MS: '5000' });
    const first = keepingClient(url);
    const second = keepingClient(url);
    expect((await second('/health')).connection).toBe('keep-alive');
    const inHand = first('/graphql', { query: TRANSFER });
    await upstream.asked;
    child.kill('SIGTERM');
    await eventually(async () => expect(await second('/ready')).toMatchObject({ status: 503, connection: 'close' }));
    expect(await second('/health')).toMatchObject({ status: 200, connection: 'close' });
    expect(await second('/graphql', { query: TRANSFER })).toMatchObject({ status: 200, connection: 'close' });
    expect(await inHand).toMatchObject({ connection: 'close', text: expect.stringContaining('2500') });
    expect(await exit).toBe(0);
    await expect(second('/health')).rejects.toThrow();
  });

  it('does not wait for a connection that is only kept', async () => {
    // Five seconds is what a server keeps it for: who waits for that has to be ended, with 1.
    const { child, exit, url } = await start({ DRAIN_MS: '1000' });
    await keepingClient(url)('/health');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });

  // With nothing of that, REST's answer comes to nothing after 20 seconds, and the process ends with 0.
  it.each([
    ['the time to drain is over', { DRAIN_MS: '500' }, async () => {}],
    [
      'it comes twice',
      {},
      async (url: string, kill: () => void) => {
        // Two that come at once are one.
        await eventually(() =>
          expect(fetch(new URL('/health', url), { headers: { connection: 'close' } })).rejects.toThrow(),
        );
        kill();
      },
    ],
  ])('ends the process with 1 when %s', async (_, environment, then) => {
    const upstream = await slowUpstream(60_000);
    const { child, exit, url } = await start({ ...upstream.variables, ...environment });
    const request = keepingClient(url)('/graphql', { query: TRANSFER }).catch(() => 'no answer');
    await upstream.asked;
    child.kill('SIGTERM');
    await then(url, () => void child.kill('SIGTERM'));
    expect(await exit).toBe(1);
    expect(await request).toBe('no answer');
  });
});
