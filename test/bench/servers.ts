import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { folder, PEERS } from './peers.ts';
import { node, type Started, startServer } from './processes.ts';
import type { Question } from './questions.ts';

/** A process that is measured. */
export interface Server extends Started {
  readonly name: string;
  /** The request that asks a question. */
  readonly send: (question: Question) => { readonly url: string; readonly body: string };
}

/** What REST allows is not what is measured here. */
const NO_LIMITS = {
  REST_READS_PER_SECOND: '10000',
  REST_ENDPOINT_PER_SECOND: '10000',
  REST_QUEUE: '10000',
};

/** All of them share a core, and are asked one after the other. */
const CORE = 0;

export const startGateway = async (upstream: string): Promise<Server> => {
  const keys = { STRIPE_SECRET_KEY: 'sk_test_sandbox1', STRIPE_API_BASE: upstream };
  const environment = { ...keys, LOG_LEVEL: 'warn', ...NO_LIMITS };
  const started = await startServer(CORE, node('../../../main.js'), environment, '/ready');
  const url = `${started.url}/graphql`;
  return { ...started, name: 'gateway', send: ({ query }) => ({ url, body: JSON.stringify({ query }) }) };
};

export const startProxy = async (upstream: string): Promise<Server> => {
  const started = await startServer(CORE, node('./proxy.js'), { UPSTREAM: upstream }, '/');
  return { ...started, name: 'proxy', send: ({ name }) => ({ url: `${started.url}/${name}`, body: '{}' }) };
};

/** None where they are not installed; a peer that does not start is told of and left out. */
export const startPeers = async (upstream: string): Promise<Server[]> => {
  if (!existsSync(`${folder}node_modules`)) return [];
  const env = { ...process.env, UPSTREAM: upstream };
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: folder, env, stdio: 'inherit' });
  if (status !== 0) throw new Error('The peers cannot be built.');
  const servers: Server[] = [];
  for (const { name, command, environment, probe, path, queries } of PEERS) {
    try {
      const started = await startServer(CORE, command, { UPSTREAM: upstream, ...environment }, probe);
      const send = (question: Question) => ({
        url: `${started.url}${path}`,
        body: JSON.stringify({ query: queries[question.name] }),
      });
      servers.push({ ...started, name, send });
    } catch (error) {
      process.stderr.write(`${name} is left out: ${error}\n`);
    }
  }
  return servers;
};
