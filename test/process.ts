import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** What `npm start` runs, as test/build.ts has made it. */
const BUNDLE = ['dist/bundle/main.js'];

/** Takes what ends a process, and calls it when nobody needs the process any more. */
type AtEnd = (end: () => void) => void;

/**
 * The real process, with nothing in its environment but what is given; flags are Node's. It ends with the test, unless
 * others say when.
 */
export const run = (
  environment: Record<string, string>,
  flags: readonly string[] = [],
  program = BUNDLE,
  atEnd: AtEnd = onTestFinished,
) => {
  const child = spawn(process.execPath, [...flags, ...program], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  atEnd(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.err += chunk;
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, said, exit };
};

/** A process that listens, and the address that it printed. */
export const start = async (
  environment: Record<string, string> = {},
  flags: readonly string[] = [],
  program = BUNDLE,
  atEnd: AtEnd = onTestFinished,
) => {
  const gateway = run(environment, flags, program, atEnd);
  const { said, exit } = gateway;
  let ended = false;
  exit.then(() => {
    ended = true;
  });
  while (!said.out.includes('/graphql')) {
    if (ended) throw new Error(`The gateway ended: ${said.err}${said.out}`);
    await sleep(20);
  }
  const url = /http:\/\/\S+\/graphql/.exec(said.out)?.[0] ?? '';
  const query = async (text: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text }),
    });
    return (await response.json()) as { data?: unknown; errors?: unknown[]; extensions?: unknown };
  };
  return { ...gateway, url, query };
};
