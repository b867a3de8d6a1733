import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import { type Config, effectiveLimits, readConfig } from './config/config.ts';
import { ConfigError } from './config-error.ts';
import { createGateway } from './gateway.ts';
import { defaultSeed } from './sandbox/seed.ts';
import { startSandbox } from './sandbox/server.ts';
import { close, createDrainingServer, listen } from './server.ts';
import { openRedisLedger } from './shared/redis-ledger.ts';
import { SharedBudget } from './shared/shared-budget.ts';
import { MODES, type Mode } from './shared/shared-turns.ts';
import { createLog } from './telemetry/log.ts';
import { LogDestination } from './telemetry/log-destination.ts';
import { openSink } from './telemetry/log-sink.ts';
import { Metrics } from './telemetry/metrics.ts';
import { createMetricsServer } from './telemetry/metrics-server.ts';

/** Without a key there is nothing else to show; callers who bring their own keys have no use for it. */
const needsSandbox = ({ secretKey, auth }: Config): boolean => secretKey === undefined && auth.way !== 'passthrough';

const dataOf = (config: Config): string[] => {
  if (needsSandbox(config)) {
    return [
      'Data: the built-in sandbox. Nothing here is real, and all of it is gone when the process ends.',
      'Your own data: STRIPE_SECRET_KEY=sk_test_… npm start',
    ];
  }
  return [
    `Data: ${config.apiBase}, under ${config.auth.way === 'passthrough' ? "the callers' own keys" : 'your key'}.`,
  ];
};

const welcome = (url: string, config: Config): string =>
  [`GraphiQL and the graph: ${url}${config.graphqlPath}`, ...dataOf(config), ''].join('\n');

/**
 * The schema is made of parsed documents that stay, so V8 learns to put every parsed document where only a full collection looks, and all that
 * it refers to after it: 300 KB for a query of 200 fields, and collections six times as long.
 */
const V8_FLAGS = '--no-allocation-site-pretenuring';

/** How long the end waits for the last lines of the log. */
const LAST_LINES_MS = 1_000;

/** Standard output, of which there is one. All that is told goes there, since nothing else may write to it beside. */
const output = new LogDestination(openSink(1));
process.on('exit', () => output.flushNow());

/** How long the start waits for Redis; without it a replica begins with its own part of the budget. */
const REDIS_START_MS = 500;

/** What this process shares with others; nothing unless it is told where. */
const joinBudget = async (config: Config, log: Logger): Promise<SharedBudget | undefined> => {
  const { redisUrl, redisPrefix, replicas, live } = config;
  if (redisUrl === undefined || needsSandbox(config)) return undefined;
  const tell = (mode: Mode) => log[mode === 'alone' ? 'warn' : 'info']({ sharedState: mode }, 'shared budget');
  const ledger = await openRedisLedger(redisUrl, `${redisPrefix}:${live ? 'live' : 'test'}`);
  const budget = new SharedBudget({ ledger, replicas, onChange: tell });
  await budget.start(REDIS_START_MS);
  return budget;
};

const start = async (): Promise<void> => {
  setFlagsFromString(V8_FLAGS);
  const config = readConfig(process.env);
  const log = createLog(config.logLevel, output);
  const sandbox = needsSandbox(config) ? await startSandbox({ seed: defaultSeed() }) : undefined;
  const metrics = config.metricsPort === undefined ? undefined : new Metrics();
  metrics?.measureProcess();
  metrics?.measureLog(output);
  const shared = await joinBudget(config, log);
  if (shared) metrics?.measureSharedState(MODES, () => shared.mode);
  let stopping = false;
  const build = async () =>
    createGateway({
      ...config,
      apiBase: sandbox?.url ?? config.apiBase,
      secretKey: config.secretKey ?? sandbox?.key ?? '',
      log,
      isReady: () => !stopping,
      ...(sandbox ? {} : { restBudget: config }),
      ...(shared ? { openTurns: (account, rates) => shared.open(account, rates) } : {}),
      loopbackNamesOnly: config.auth.way === 'none',
      ...(metrics ? { metrics } : {}),
    });
  const gateway = await build().catch(async (error) => {
    shared?.close();
    await sandbox?.close();
    throw error;
  });
  const { server, drain } = createDrainingServer(gateway, config);
  const metricsServer = metrics && createMetricsServer(metrics);
  const closeAll = async (): Promise<void> => {
    await close(server);
    await gateway.dispose();
    shared?.close();
    await sandbox?.close();
    // Last, so that the end can be watched too.
    if (metricsServer) await close(metricsServer);
  };
  const listenAll = async () => ({
    metricsUrl: metricsServer && (await listen(metricsServer, config.host, 'METRICS_PORT', config.metricsPort)),
    url: await listen(server, config.host, 'PORT', config.port),
  });
  const { url, metricsUrl } = await listenAll().catch(async (error) => {
    await closeAll();
    throw error;
  });
  // Nothing but JSON where lines are collected.
  if (!config.production) output.write(welcome(url, config));
  log.info(
    {
      url: `${url}${config.graphqlPath}`,
      metricsUrl,
      sandbox: sandbox !== undefined,
      auth: config.auth.way,
      mutations: config.mutations,
      limits: effectiveLimits(config),
    },
    'listening',
  );
  const delay = config.drainDelayMs + config.drainMs;
  const onTimeout = () => log.error('stopped with requests still in hand');
  // A second signal, or the end of the delay, ends the process at once, with 1.
  closeWithGrace({ delay, onTimeout, logger: false }, async ({ err, signal }) => {
    stopping = true;
    if (err) log.fatal({ err }, 'stopping after an unexpected error');
    else log.info({ signal }, 'stopping');
    drain();
    await sleep(err ? 0 : config.drainDelayMs);
    await closeAll();
    await output.flush(LAST_LINES_MS);
  });
};

start().catch((error: Error) => {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else createLog('fatal', output).fatal({ err: error }, 'cannot start');
  process.exitCode = 1;
});
