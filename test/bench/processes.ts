import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The server under test has core 0 for itself; the load and the REST API share core 1. */
export const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0 && availableParallelism() > 1;

/** A file of this folder, or of the built gateway. */
export const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const command = (core: number, file: string): [string, string[]] =>
  canPin ? ['taskset', ['-c', String(core), process.execPath, file]] : [process.execPath, [file]];

export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  /** From the start of the process to its first answer. */
  readonly startUpMs: number;
}

/** Starts a server that writes its address, and waits until it answers. */
export const startServer = async (
  core: number,
  file: string,
  environment: Readonly<Record<string, string>>,
  probe: string,
): Promise<Started> => {
  const start = performance.now();
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...environment };
  const child = spawn(...command(core, file), { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = await new Promise<string>((resolve, reject) => {
    let written = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(written);
      if (found) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}.`)));
  });
  const answer = await fetch(`${origin}${probe}`);
  await answer.arrayBuffer();
  return { child, url: origin, startUpMs: Math.round(performance.now() - start) };
};

/** A process to talk to, on that core. */
export const startHelper = (core: number, file: string): ChildProcess => {
  const child = fork(file, { execArgv: [] });
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
