import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The server under test has core 0 for itself; the load and the REST API share core 1, where cores may be chosen. */
export const canPin =
  !process.argv.includes('--unpinned') &&
  spawnSync('taskset', ['-c', '0', 'true']).status === 0 &&
  availableParallelism() > 1;

/** A file of this folder, or of the built gateway. */
export const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const pinned = (core: number | undefined, [program = '', ...rest]: readonly string[]): [string, string[]] =>
  canPin && core !== undefined ? ['taskset', ['-c', String(core), program, ...rest]] : [program, rest];

/** Who measures reads logs too: that is not to cost the server under test its core. */
export const pinThisProcess = (core: number): void => {
  if (canPin) spawnSync('taskset', ['-a', '-cp', String(core), String(process.pid)]);
};

const children: ChildProcess[] = [];
process.once('exit', () => {
  for (const child of children) child.kill();
});

export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  /** From the start of the process to its first answer. */
  readonly startUpMs: number;
}

const GIVE_UP_MS = 60_000;
const LOOK_AGAIN_MS = 5;

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** The command that runs a file of `built`. */
export const node = (path: string): readonly string[] => [process.execPath, built(path)];

/** Starts a server on a port that it is given, and waits until it answers there. */
export const startServer = async (
  core: number | undefined,
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
  probe: string,
): Promise<Started> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production', PORT: String(port), ...environment };
  const start = performance.now();
  // A pipe that is read, as where logs are collected.
  const child = spawn(...pinned(core, command), { env, stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.resume();
  children.push(child);
  const answers = (): Promise<boolean> =>
    fetch(`${url}${probe}`, { headers: { 'content-type': 'application/json' } }).then(
      async (answer) => (await answer.arrayBuffer()).byteLength >= 0 && answer.ok,
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}.`);
    if (performance.now() - start > GIVE_UP_MS) {
      child.kill();
      throw new Error(`${command.join(' ')} does not answer.`);
    }
    await sleep(LOOK_AGAIN_MS);
  }
  return { child, url, startUpMs: Math.round(performance.now() - start) };
};

export const stop = async ({ child }: Started): Promise<void> => {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
};

/** A process to talk to, on that core. */
export const startHelper = (core: number, file: string): ChildProcess => {
  const child = fork(file, { execArgv: [] });
  children.push(child);
  if (canPin && child.pid !== undefined) spawnSync('taskset', ['-a', '-cp', String(core), String(child.pid)]);
  return child;
};

const fromProc = (pid: number | undefined, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

/** Megabytes of memory in use; NaN where the system does not tell. */
export const memoryOf = ({ pid }: ChildProcess): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(fromProc(pid, 'status'))?.[1]) / 1024);

/** Milliseconds of processor time used so far, in steps of 10; NaN where the system does not tell. */
export const processorTimeOf = ({ pid }: ChildProcess): number => {
  const fields = fromProc(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
