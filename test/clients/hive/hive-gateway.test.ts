import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { describeJoinedGraph, type Subgraph } from '../joined-graph.ts';
import { type Listening, listen } from '../listen.ts';

const COMMAND = join(import.meta.dirname, 'node_modules/@graphql-hive/gateway/dist/bin.js');

const sdlOf = async ({ url }: Subgraph): Promise<string> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } };
  return data._service.sdl;
};

const compose = async (subgraphs: readonly Subgraph[]): Promise<string> => {
  const services = subgraphs.map(async (each) => ({ ...each, typeDefs: parse(await sdlOf(each)) }));
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

const MAX_COST = 500;

const start = async (subgraphs: readonly Subgraph[]): Promise<Listening> => {
  const directory = await mkdtemp(join(tmpdir(), 'hive-'));
  const supergraph = join(directory, 'supergraph.graphql');
  await writeFile(supergraph, await compose(subgraphs));
  const demandControl = { includeExtensionMetadata: true, maxCost: MAX_COST };
  await writeFile(
    join(directory, 'gateway.config.mjs'),
    `export const gatewayConfig = ${JSON.stringify({ demandControl })};`,
  );
  const port = await freePort();
  const options = ['--host', '127.0.0.1', '--port', port, '--fork', '1'];
  const gateway = spawn(process.execPath, [COMMAND, 'supergraph', supergraph, ...options], {
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

describeJoinedGraph({
  name: 'hive-gateway',
  start,
  // It makes an object of the reference, and then misses the fields that nobody can give.
  errorsOfGone: [{ path: ['orders', 0, 'taxTransaction', 'reference'] }],
  more: ({ ask, calls }) => {
    const transfers = (first: number) => `{ transfers(first: ${first}) { nodes { amount } } }`;

    it('knows from the directives how much a page costs, and refuses too large a one before any call', async () => {
      // The call weighs 10, the connection and each of its items 1.
      for (const [first, estimated] of [
        [10, 21],
        [100, 111],
      ] as const) {
        const { extensions } = await ask(transfers(first));
        expect(extensions?.cost).toMatchObject({ estimated });
      }
      expect(calls()).toEqual(['GET /v1/transfers?limit=10', 'GET /v1/transfers?limit=100']);
      const { errors } = await ask(transfers(1000));
      expect(errors).toMatchObject([{ extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE' } }]);
      expect(calls()).toHaveLength(2);
    });
  },
});
