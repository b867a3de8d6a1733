import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import type { Subgraph } from '../joined-graph.ts';
import { type Listening, listen } from '../listen.ts';

const COMMAND = join(import.meta.dirname, 'node_modules/@graphql-hive/gateway/dist/bin.js');

const sdlOf = async ({ url }: Subgraph, headers: Record<string, string>): Promise<string> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } };
  return data._service.sdl;
};

/** The supergraph of running subgraphs, asked with those headers. */
export const compose = async (
  subgraphs: readonly Subgraph[],
  headers: Record<string, string> = {},
): Promise<string> => {
  const services = subgraphs.map(async (each) => ({ ...each, typeDefs: parse(await sdlOf(each, headers)) }));
  const { supergraphSdl, errors } = composeServices(await Promise.all(services));
  if (supergraphSdl === undefined) throw new Error(`No composition: ${JSON.stringify(errors)}`);
  return supergraphSdl;
};

const freePort = async (): Promise<string> => {
  const server = await listen(() => {});
  await server.close();
  return new URL(server.url).port;
};

const isReady = async (origin: string): Promise<boolean> => {
  const response = await fetch(`${origin}/readiness`).catch(() => undefined);
  return response?.ok ?? false;
};

/** Serves the supergraph by a Hive gateway of its own process; `config` is the JavaScript of its `gatewayConfig`. */
export const startHive = async (supergraph: string, config: string): Promise<Listening> => {
  const directory = await mkdtemp(join(tmpdir(), 'hive-'));
  const file = join(directory, 'supergraph.graphql');
  await writeFile(file, supergraph);
  await writeFile(join(directory, 'gateway.config.mjs'), `export const gatewayConfig = ${config};`);
  const port = await freePort();
  const options = ['--host', '127.0.0.1', '--port', port, '--fork', '1'];
  const gateway = spawn(process.execPath, [COMMAND, 'supergraph', file, ...options], {
    cwd: directory,
    stdio: 'ignore',
  });
  const origin = `http://127.0.0.1:${port}`;
  while (!(await isReady(origin))) {
    if (gateway.exitCode !== null) throw new Error(`hive-gateway ended with ${gateway.exitCode}.`);
    await sleep(100);
  }
  return {
    url: `${origin}/graphql`,
    close: async () => {
      gateway.kill('SIGTERM');
      if (gateway.exitCode === null) await once(gateway, 'exit');
      await rm(directory, { recursive: true });
    },
  };
};
