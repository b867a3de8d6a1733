import { execFileSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../src/sandbox/server.ts';
import { run, start } from './process.ts';
import { SEED } from './seed.ts';

const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const NEXT = 'sk_test_9xY39HqLyjWDarjtT1zdp7dc';
const ANEW = 'keys and tokens have been read anew';
const KEPT = 'keys and tokens stay as they were';

const fileOf = (text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'file');
  writeFileSync(file, text);
  return file;
};

const tokens = (token: string, scope = '*'): string =>
  JSON.stringify([{ name: 'shop', sha256: createHash('sha256').update(token).digest('hex'), scopes: [scope] }]);

it('SIGHUP has keys and tokens read anew, and the last good ones stay', async () => {
  // The key that the gateway begins with is not one of its account's any more.
  const upstream = await startSandbox({ seed: SEED, keys: [NEXT] });
  onTestFinished(() => upstream.close());
  const keyFile = fileOf(`${KEY}\n`);
  const tokensFile = fileOf(tokens('first'));
  const { child, said, url } = await start({
    STRIPE_SECRET_KEY_FILE: keyFile,
    STRIPE_API_BASE: upstream.url,
    AUTH: 'token',
    AUTH_TOKENS_FILE: tokensFile,
    LOG_LEVEL: 'info',
  });
  const ask = async (token: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ transfer(id: "tr_1Seed000003") { amount } }' }),
    });
    const { data } = (await response.json()) as { data?: { transfer: { amount: number } | null } };
    return { status: response.status, amount: data?.transfer?.amount };
  };
  const reload = async (message: string) => {
    const before = said.out.split(message).length;
    child.kill('SIGHUP');
    while (said.out.split(message).length === before) await sleep(20);
  };
  const known = { status: 200, amount: 2_500 };
  const unknown = { status: 401, amount: undefined };
  expect(await ask('first')).toEqual({ status: 200, amount: undefined });
  expect(await ask('second')).toEqual(unknown);

  writeFileSync(keyFile, NEXT);
  writeFileSync(tokensFile, tokens('second'));
  await reload(ANEW);
  expect(await ask('first')).toEqual(unknown);
  expect(await ask('second')).toEqual(known);

  writeFileSync(tokensFile, '[{');
  await reload(KEPT);
  expect(await ask('second')).toEqual(known);

  writeFileSync(tokensFile, tokens('third', 'transfer:read'));
  await reload(KEPT);
  expect(said.out).toContain('there is no scope transfer:read');
  expect(await ask('second')).toEqual(known);
  expect(await ask('third')).toEqual(unknown);

  writeFileSync(tokensFile, tokens('third'));
  writeFileSync(keyFile, 'nonsense');
  await reload(KEPT);
  expect(await ask('second')).toEqual(known);
  expect(await ask('third')).toEqual(unknown);
  for (const secret of ['nonsense', KEY, NEXT]) expect(said.out).not.toContain(secret);
});

it('SIGHUP does not end a process that has not read its key yet', async () => {
  const pipe = join(mkdtempSync(join(tmpdir(), 'gateway-')), 'key');
  execFileSync('mkfifo', [pipe]);
  const { child, said, exit } = run({
    STRIPE_SECRET_KEY_FILE: pipe,
    STRIPE_API_BASE: 'http://127.0.0.1:9',
    LOG_LEVEL: 'info',
  });
  // Opens when the other end does: the process reads, and waits for what is written.
  const key = await open(pipe, 'w');
  child.kill('SIGHUP');
  // It is read more than once: the next time it is a file.
  renameSync(fileOf(KEY), pipe);
  await key.write(KEY);
  await key.close();
  const ended = exit.then(() => true);
  while (!said.out.includes('"listening"')) {
    if (await Promise.race([ended, sleep(20)])) throw new Error('It ended.');
  }
});

it('SIGHUP has webhook secrets read anew', async () => {
  const secretFile = fileOf('whsec_first_secret');
  const { child, said } = await start({
    STRIPE_SECRET_KEY: KEY,
    STRIPE_API_BASE: 'http://127.0.0.1:1',
    WEBHOOK_PORT: '0',
    STRIPE_WEBHOOK_SECRET_FILE: secretFile,
    LOG_LEVEL: 'info',
  });
  while (!said.out.includes('webhookUrl')) await sleep(20);
  const webhookUrl = /"webhookUrl":"([^"]+)"/.exec(said.out)?.[1] ?? '';
  const post = async (secret: string): Promise<number> => {
    const body = JSON.stringify({ object: 'event', id: 'evt_1', type: 'of.no.use', livemode: false });
    const time = Math.floor(Date.now() / 1_000);
    const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    const headers = { 'stripe-signature': `t=${time},v1=${signature}` };
    return (await fetch(webhookUrl, { method: 'POST', body, headers })).status;
  };
  expect(await post('whsec_first_secret')).toBe(200);
  expect(await post('whsec_second_secret')).toBe(400);

  const reload = async (message: string) => {
    child.kill('SIGHUP');
    while (!said.out.includes(message)) await sleep(20);
  };
  writeFileSync(secretFile, 'whsec_first_secret,whsec_second_secret');
  await reload(ANEW);
  expect(await post('whsec_first_secret')).toBe(200);
  expect(await post('whsec_second_secret')).toBe(200);

  writeFileSync(secretFile, 'nonsense');
  await reload(KEPT);
  expect(await post('whsec_second_secret')).toBe(200);
  expect(said.out).not.toMatch(/nonsense|whsec_\w/);
});

it('a key that is given twice, or a file that is not there, is told at the start', async () => {
  const { exit, said } = run({
    STRIPE_SECRET_KEY: KEY,
    STRIPE_SECRET_KEY_FILE: '/none',
    STRIPE_WRITE_KEY_FILE: '/none',
  });
  expect(await exit).toBe(1);
  expect(said.err).toContain('STRIPE_SECRET_KEY and STRIPE_SECRET_KEY_FILE are both set: set one of them.');
  expect(said.err).toContain('STRIPE_WRITE_KEY_FILE must be a file that can be read.');
  expect(said.err).not.toContain(KEY);
});
