import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { startWorld } from '../world.ts';
import { readableLog, type Way, watchWays } from './both-ways.ts';

const startSide = async (gateway: Partial<GatewayOptions>) => {
  const { log, lines } = readableLog();
  const world = await startWorld({ gateway: { log, ...gateway } });
  const server = createServer(world.gateway);
  const ways = watchWays(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    world,
    server,
    port,
    origin: `http://127.0.0.1:${port}`,
    /** Those that its requests have gone. */
    ways,
    lines,
    end: async () => {
      server.closeAllConnections();
      server.close();
      await world[Symbol.asyncDispose]();
    },
  };
};

/** A gateway behind a server. */
export type Side = Awaited<ReturnType<typeof startSide>>;

/** One for each way, so that both have seen and done the same before. */
export const startSides = async (options: () => Partial<GatewayOptions> = () => ({})) =>
  ({ direct: await startSide(options()), yoga: await startSide(options()) }) satisfies Record<Way, Side>;

/** The same for all tests of a file, there as soon as the first of them begins. */
export const sharedSides = (): Readonly<Record<Way, Side>> => {
  const sides = {} as Record<Way, Side>;
  beforeAll(async () => {
    Object.assign(sides, await startSides());
  });
  afterAll(async () => {
    await sides.direct.end();
    await sides.yoga.end();
  });
  return sides;
};
