import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { apollo } from './contenders/apollo.ts';
import { type Contender, folder } from './contenders/contender.ts';
import { graphqlJit } from './contenders/graphql-jit.ts';
import { mesh } from './contenders/mesh.ts';
import { proxy } from './contenders/proxy.ts';
import { tailcall } from './contenders/tailcall.ts';
import { type Started, startServer, stop } from './processes.ts';

/** All of them share a core, and are asked one after the other. */
const CORE = 0;

/** The same for all that can be told: who may open more makes more calls at once. */
const REST_CONNECTIONS = '256';

const PEERS: readonly Contender[] = [graphqlJit, apollo, mesh, tailcall('tailcall', false), tailcall('shared', true)];

/** What can be measured beside the gateway: the peers only where they are installed. */
export const others = (): readonly Contender[] => [proxy, ...(existsSync(`${folder}node_modules`) ? PEERS : [])];

export const buildPeers = (upstream: string): void => {
  if (!existsSync(`${folder}node_modules`)) return;
  const env = { ...process.env, UPSTREAM: upstream };
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: folder, env, stdio: 'inherit' });
  if (status !== 0) throw new Error('The peers cannot be built.');
};

/** A contender's process. */
export interface Server extends Started {
  readonly contender: Contender;
  /** From the start of the process to its first answer, as often as it was started. */
  readonly startMs: readonly number[];
}

const start = ({ command, environment, probe, isOnAllCores }: Contender, upstream: string): Promise<Started> =>
  startServer(
    isOnAllCores ? undefined : CORE,
    command,
    { UPSTREAM: upstream, REST_CONNECTIONS, ...environment },
    probe,
  );

/**
 * Starts each as many times as there are rounds, in turn; those of the last round stay. One that does not start is told
 * of and left out.
 */
export const startAll = async (
  contenders: readonly Contender[],
  upstream: string,
  rounds: number,
  complain: (text: string) => void,
): Promise<Server[]> => {
  const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  const servers: Server[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const [contender, startMs] of times) {
      try {
        const started = await start(contender, upstream);
        startMs.push(started.startUpMs);
        if (round < rounds) await stop(started);
        else servers.push({ ...started, contender, startMs });
      } catch (error) {
        complain(`${contender.name} is left out: ${error}`);
        times.delete(contender);
      }
    }
  }
  return servers;
};
