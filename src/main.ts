import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createGateway } from './gateway.ts';
import { defaultSeed } from './sandbox/seed.ts';
import { startSandbox } from './sandbox/server.ts';

/** How long requests in hand may take to finish once the process is asked to stop: more than the longest write. */
const DRAIN_MS = 30_000;

const listen = (server: Server, { host, port }: Config): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const reason = code === 'EADDRINUSE' ? 'the port is in use' : `the system says ${code}`;
      reject(new ConfigError([`HOST ${host} and PORT ${port} cannot be listened on: ${reason}.`]));
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${address.port}`);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    // A connection that its client keeps for later would hold the process until it times out.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
  });

const welcome = (url: string, { apiBase, secretKey }: Config): string =>
  [
    `GraphiQL and the graph: ${url}/graphql`,
    secretKey === undefined
      ? 'Data: the built-in sandbox. Nothing here is real, and all of it is gone when the process ends.'
      : `Data: ${apiBase}, under your key.`,
    ...(secretKey === undefined ? ['Your own data: STRIPE_SECRET_KEY=sk_test_… npm start'] : []),
    '',
  ].join('\n');

const start = async (): Promise<void> => {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel });
  const sandbox = config.secretKey === undefined ? await startSandbox({ seed: defaultSeed() }) : undefined;
  let stopping = false;
  const gateway = createGateway({
    ...config,
    apiBase: sandbox?.url ?? config.apiBase,
    secretKey: config.secretKey ?? sandbox?.key ?? '',
    log,
    isReady: () => !stopping,
  });
  const server = createServer(gateway);
  const url = await listen(server, config).catch(async (error) => {
    await sandbox?.close();
    throw error;
  });
  process.stdout.write(welcome(url, config));
  closeWithGrace({ delay: DRAIN_MS, logger: false }, async ({ err }) => {
    stopping = true;
    if (err) log.fatal({ err }, 'stopping after an unexpected error');
    await close(server);
    await gateway.dispose();
    await sandbox?.close();
  });
};

start().catch((error: Error) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
