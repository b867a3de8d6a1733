import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { start } from './process.ts';

const fileOf = (name: string, text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'gateway-')), name);
  writeFileSync(file, text);
  return file;
};

/** The processes that another has started and that have not ended. */
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const startWorkers = async (environment: Record<string, string> = {}) => {
  const gateway = await start({ WORKERS: '2', LOG_LEVEL: 'info', ...environment });
  const pid = gateway.child.pid ?? 0;
  await expect.poll(() => gateway.said.out).toContain('"workers listen"');
  const told = (message: string): Record<string, unknown>[] =>
    gateway.said.out.split('\n').flatMap((line) => (line.includes(`"${message}"`) ? [JSON.parse(line)] : []));
  return { ...gateway, pid, told, workers: () => childrenOf(pid) };
};

it('SIGTERM while a worker is being replaced ends them all in order, the one that has just been started too', async () => {
  const { child, exit, pid, workers, told } = await startWorkers({ DRAIN_MS: '3000' });
  child.kill('SIGHUP');
  // The third has not said anything yet.
  while (workers().length < 3) await sleep(1);
  const all = childrenOf(pid);
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  expect(all.filter(isAlive)).toEqual([]);
  expect(told('the successor of a worker cannot start: the others stay')).toEqual([]);
});

it('no worker lives on when the primary is killed', async () => {
  const { child, exit, workers } = await startWorkers();
  const all = workers();
  child.kill('SIGKILL');
  await exit;
  await expect.poll(() => all.filter(isAlive)).toEqual([]);
});

it('a file of tokens that is bad while workers are replaced leaves those that there are, with the last good one', async () => {
  const tokens = (token: string): string =>
    JSON.stringify([{ name: 'shop', sha256: createHash('sha256').update(token).digest('hex'), scopes: ['*'] }]);
  const file = fileOf('tokens', tokens('first'));
  const gateway = await startWorkers({
    STRIPE_SECRET_KEY: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
    STRIPE_API_BASE: 'http://127.0.0.1:9',
    AUTH: 'token',
    AUTH_TOKENS_FILE: file,
  });
  const { child, told, url, workers } = gateway;
  const statusOf = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: '{ __typename }' }) })).status;
  };
  const before = workers();
  writeFileSync(file, '[{');
  child.kill('SIGHUP');
  await expect.poll(() => told('the successor of a worker cannot start: the others stay').length).toBe(1);
  expect(workers()).toEqual(before);
  expect(await Promise.all([1, 2, 3, 4].map(() => statusOf('first')))).toEqual([200, 200, 200, 200]);
  writeFileSync(file, tokens('second'));
  child.kill('SIGHUP');
  await expect.poll(() => told('all workers are new').length).toBe(1);
  expect(await Promise.all([1, 2].map(() => statusOf('second')))).toEqual([200, 200]);
  expect(await statusOf('first')).toBe(401);
});
