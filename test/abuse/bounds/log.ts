import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bound, type Row } from '../report.ts';
import { Target } from '../send.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MUTATIONS = 100;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const REVERSE = `mutation ($input: CreateTransferReversalInput!) {
  createTransferReversal(input: $input) { __typename ... on Problem { code } }
}`;

/** The gateway over its own sandbox, with a standard output that takes nothing. */
const runWith = async (name: string, stdout: number | 'pipe'): Promise<Row> => {
  const port = await freePort();
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production', PORT: String(port), LOG_LEVEL: 'trace' };
  const child = spawn(process.execPath, ['dist/bundle/main.js'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', stdout, 'ignore'],
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const target = new Target(`http://127.0.0.1:${port}`);
  const health = async () => (await target.send('GET', '/health')).status;
  for (let n = 0; n < 200 && (await health()) !== 200; n += 1) await sleep(100);
  let done = 0;
  for (let n = 0; n < MUTATIONS; n += 1) {
    const input = { transfer: 'tr_1Seed000026', amount: 1, idempotencyKey: `log_${n}` };
    const { body } = await target.operation(REVERSE, { input });
    if (body.includes('CreateTransferReversalPayload')) done += 1;
  }
  const status = await health();
  await target.close();
  child.kill('SIGTERM');
  const code = await Promise.race([exit, sleep(10_000, 'none' as const)]);
  child.kill('SIGKILL');
  return {
    id: 'B2',
    name,
    figures: { mutations: MUTATIONS, done, '/health': status, 'exit code': code ?? -1 },
    broken: [
      ...bound(done === MUTATIONS, `${MUTATIONS - done} mutations were not answered`),
      ...bound(status === 200, `/health answered ${status}`),
      ...bound(code === 0, `SIGTERM: ${code}`),
    ],
  };
};

/** A log that cannot be written stops nothing. */
export const runLog = async (): Promise<Row[]> => {
  const full = openSync('/dev/full', 'w');
  try {
    return [await runWith('the log is on a full disk', full), await runWith('nobody reads the log', 'pipe')];
  } finally {
    closeSync(full);
  }
};
