import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { start } from '../process.ts';
import { forEachAtOnce, percentile, report, settle, sumOf, type Write, writesOver } from './figures.ts';
import { booksOf, createOperation, type Result, resultOf, slowPosts, transferIds, transferSeed } from './world.ts';

const IDS = transferIds(10);

/** A gateway process of its own, as an operator starts it, with room for all writes at once. */
const startProcess = async (apiBase: string) => {
  const gateway = await start({
    LOG_LEVEL: 'silent',
    STRIPE_API_BASE: apiBase,
    STRIPE_SECRET_KEY: 'sk_test_0123456789',
    REST_WRITES_PER_SECOND: '10000',
    REST_ENDPOINT_PER_SECOND: '10000',
  });
  const reverse = async (input: Write): Promise<Result> => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: createOperation(), variables: { input } }),
    });
    return resultOf(await response.json());
  };
  return { ...gateway, reverse };
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
  await first.exit;
  expect(first.child.signalCode).toBe('SIGKILL');

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
});

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
  expect(ended).toBe(0);
  await expect(fetch(gateway.url)).rejects.toThrow();
});
