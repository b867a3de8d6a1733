import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { forEachAtOnce, percentile, report, settle, sumOf, type Write, writesOver } from './figures.ts';
import { booksOf, createOperation, type Result, resultOf, slowPosts, transferIds, transferSeed } from './world.ts';

const ROOT = join(import.meta.dirname, '../..');
const IDS = transferIds(10);

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A gateway process of its own, as an operator starts it. */
const startProcess = async (apiBase: string) => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'silent',
      STRIPE_API_BASE: apiBase,
      STRIPE_SECRET_KEY: 'sk_test_0123456789',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const exit = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  while (!said.includes('/graphql')) {
    if (child.exitCode !== null) throw new Error(`The gateway ended: ${said}`);
    await sleep(10);
  }
  const url = /http:\/\/\S+\/graphql/.exec(said)?.[0] ?? '';
  const reverse = async (input: Write): Promise<Result> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: createOperation(), variables: { input } }),
    });
    return resultOf(await response.json());
  };
  return { child, exit, url, reverse };
};

const startBooks = async (options: Partial<SandboxOptions>) => {
  const sandbox = await startSandbox({ seed: transferSeed(IDS.length), ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
};

it('200 reversals, the process killed amid them and started anew: asked again with the same keys, each is done once', async () => {
  const sandbox = await startBooks({ delay: slowPosts(15) });
  const writes = writesOver(IDS, 200, 'killed');
  const first = await startProcess(sandbox.url);
  const answered = new Map<string, Result>();
  const killer = (async () => {
    while (sandbox.requests.length < 80) await sleep(1);
    first.child.kill('SIGKILL');
  })();
  await forEachAtOnce(writes, 20, async (write) => {
    const result = await first.reverse(write).catch(() => undefined);
    if (result !== undefined) answered.set(write.idempotencyKey, result);
  });
  await killer;
  expect(await first.exit).toMatchObject({ signal: 'SIGKILL' });

  const second = await startProcess(sandbox.url);
  const { results, durations } = await settle(writes, 20, second.reverse);
  const books = await booksOf(sandbox.url, IDS);
  const replayed = [...results.values()].filter((result) => result.replayed).length;
  report('200 reversals, killed amid them', {
    'answered before': answered.size,
    'done before, never answered': replayed - answered.size,
    'done after': results.size - replayed,
    effects: books.reversals.length,
    'p50 ms': percentile(durations, 0.5),
    'p99 ms': percentile(durations, 0.99),
  });
  // It was in the middle: some were answered, some done without an answer, some not begun.
  expect(answered.size).toBeGreaterThan(0);
  expect(replayed).toBeGreaterThan(answered.size);
  expect(replayed).toBeLessThan(writes.length);
  expect(books.reversals).toHaveLength(writes.length);
  expect(books.amountReversed).toBe(sumOf(writes));
  expect(new Set([...results.values()].map(({ transferReversal }) => transferReversal.stripeId)).size).toBe(200);
  for (const [key, { transferReversal }] of answered) {
    expect(results.get(key)?.transferReversal).toEqual(transferReversal);
  }
}, 60_000);

it('50 reversals in flight when the process is asked to stop: all are answered, and it ends', async () => {
  let begun = 0;
  const sandbox = await startBooks({
    delay: ({ method }) => {
      if (method === 'POST') begun += 1;
      return method === 'POST' ? 500 : undefined;
    },
  });
  const gateway = await startProcess(sandbox.url);
  const writes = writesOver(IDS, 50, 'stopped');
  const settling = settle(writes, 50, gateway.reverse);
  while (begun < writes.length) await sleep(1);
  const asked = performance.now();
  gateway.child.kill('SIGTERM');
  const { results } = await settling;
  const ended = await gateway.exit;
  const took = Math.round(performance.now() - asked);
  const books = await booksOf(sandbox.url, IDS);
  const done = [...results.values()].filter(({ outcome }) => outcome === undefined).length;
  report('50 reversals in flight at SIGTERM', {
    answered: done,
    effects: books.reversals.length,
    'ended after ms': took,
  });
  expect(done).toBe(writes.length);
  expect(books.amountReversed).toBe(sumOf(writes));
  expect(ended).toEqual({ code: 0, signal: null });
  expect(took).toBeLessThan(10_000);
  await expect(fetch(gateway.url)).rejects.toThrow();
}, 60_000);
