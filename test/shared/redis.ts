import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether this machine has a Redis to test with. Where it must have one, its absence fails what needs it. */
export const hasRedis =
  process.env.REDIS_REQUIRED === 'true' || spawnSync('redis-server', ['--version']).error === undefined;

if (!hasRedis) process.stderr.write('There is no redis-server here: tests that need one are skipped.\n');

/** A port that nobody listens on at this moment. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const answers = async (port: number): Promise<boolean> => {
  const socket = createConnection(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/** A real Redis that keeps nothing on disk; it can be killed, stopped and started again at the same address. */
export const startRedis = async (...settings: string[]) => {
  const port = await freePort();
  const start = async () => {
    const child = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...settings],
      { cwd: tmpdir(), stdio: 'ignore' },
    );
    while (!(await answers(port))) await sleep(10);
    return child;
  };
  let child = await start();
  const kill = async () => {
    const exit = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await exit;
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill,
    restart: async () => {
      child = await start();
    },
    /** It stands still: connections stay, answers do not come. */
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    [Symbol.asyncDispose]: kill,
  };
};
