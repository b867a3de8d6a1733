import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../../..');
const ADDRESS = /http:\/\/\S+\/graphql/;

export interface Gateway extends AsyncDisposable {
  /** Where GraphQL is served. */
  readonly url: string;
  /** A `fetch` for a client: it notes what each answer says of its cost. */
  readonly fetch: typeof fetch;
  /** The REST calls of each answer since this was last asked for. */
  readonly costs: () => number[];
  /** What of the document each request since then held: all of it, or its hash alone. */
  readonly asked: () => string[];
}

/** The gateway as `npm start` runs it, over its own sandbox. */
export const startGateway = async (environment: Record<string, string> = {}): Promise<Gateway> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  while (!ADDRESS.test(said)) {
    if (child.exitCode !== null) throw new Error(`The gateway ended: ${said}`);
    await sleep(20);
  }
  const costs: number[] = [];
  const asked: string[] = [];
  return {
    url: ADDRESS.exec(said)?.[0] ?? '',
    fetch: async (...request) => {
      const { query } = JSON.parse(String(request[1]?.body)) as { query?: string };
      asked.push(query ? 'document' : 'hash');
      const response = await fetch(...request);
      const { extensions } = (await response.clone().json()) as { extensions?: { cost?: { actual: number } } };
      costs.push(extensions?.cost?.actual ?? Number.NaN);
      return response;
    },
    costs: () => costs.splice(0),
    asked: () => asked.splice(0),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
};
