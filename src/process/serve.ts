import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import { type Config, effectiveLimits } from '../config/config.ts';
import { createGateway } from '../gateway.ts';
import { refuseUnreadable } from '../http/refuse-unreadable.ts';
import { defaultSeed } from '../sandbox/seed.ts';
import { startSandbox } from '../sandbox/server.ts';
import { close, createDrainingServer, listen } from '../server.ts';
import { MODES } from '../shared/membership.ts';
import { createLog } from '../telemetry/log.ts';
import type { LogDestination } from '../telemetry/log-destination.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { createMetricsServer } from '../telemetry/metrics-server.ts';
import { Callers, type Replaceable } from './callers.ts';
import { joinBudget } from './join-budget.ts';
import { joinEvents, newWebhookSecret } from './join-events.ts';
import { needsSandbox, welcome } from './welcome.ts';
import type { WorkerLink } from './worker-link.ts';

/** How long the end waits for the last lines of the log. */
export const LAST_LINES_MS = 1_000;

/** Requests may be on their way to a worker when it says that it is not ready any more. */
export const WORKER_DELAY_MS = 300;

/** Answers requests until it is told to stop: by a signal, or by the primary where this is a worker of it. */
export const serve = async (readConfig: () => Config, output: LogDestination, primary?: WorkerLink): Promise<void> => {
  const config = readConfig();
  const all = createLog(config.logLevel, output);
  const log = primary ? all.child({ worker: primary.id }) : all;
  const own = needsSandbox(config) && !primary ? await startSandbox({ seed: defaultSeed() }) : undefined;
  const sandbox = own ? { url: own.url, key: own.key, webhookSecret: newWebhookSecret() } : primary?.sandbox;
  const metrics = config.metricsPort === undefined ? undefined : new Metrics();
  metrics?.measureProcess();
  metrics?.measureLog(output);
  const shared = await joinBudget(config, primary?.ledger, log);
  if (shared) metrics?.measureSharedState(MODES, () => shared.mode);
  let { webhookSecrets } = config;
  const observer = metrics?.events;
  const events = await joinEvents({
    config,
    sandbox,
    primary,
    log,
    observer,
    webhookSecrets: () => webhookSecrets,
  });
  let stopping = false;
  const keyOf = ({ secretKey }: Config): string => secretKey ?? sandbox?.key ?? '';
  const build = async () => {
    const read = () => {
      const now = readConfig();
      return { ...now, secretKey: keyOf(now) };
    };
    const onAnew = (now: Replaceable): void => {
      ({ webhookSecrets } = now);
    };
    const callers = new Callers({ read, onAnew, log });
    const gateway = createGateway({
      ...config,
      apiBase: sandbox?.url ?? config.apiBase,
      secretKey: keyOf(config),
      identify: callers.identify,
      log,
      isReady: () => !stopping,
      isSandbox: sandbox !== undefined,
      ...(sandbox ? {} : { restBudget: config }),
      ...(shared ? { openTurns: (account, rates) => shared.open(account, rates) } : {}),
      // Others ask an open sandbox under any name, and a page behind DNS rebinding finds nothing real in it.
      loopbackNamesOnly: config.auth.way === 'none' && !config.sandboxOpen,
      ...(events ? { events: events.hub } : {}),
      ...(metrics ? { metrics } : {}),
    });
    return { gateway, callers };
  };
  const { gateway, callers } = await build().catch(async (error) => {
    shared?.close();
    await events?.close();
    await own?.close();
    throw error;
  });
  const { server, drain } = createDrainingServer(gateway, config);
  refuseUnreadable(server, log);
  // The primary shows what all workers have counted.
  const metricsServer = metrics && !primary ? createMetricsServer(metrics) : undefined;
  const closeAll = async (): Promise<void> => {
    await close(server);
    await events?.close();
    await gateway.dispose();
    shared?.close();
    await own?.close();
    // Last, so that the end can be watched too.
    if (metricsServer) await close(metricsServer);
  };
  const listenAll = async () => ({
    metricsUrl: metricsServer && (await listen(metricsServer, config.host, 'METRICS_PORT', config.metricsPort)),
    url: await listen(server, config.host, 'PORT', config.port),
    webhookUrl: await events?.listen(),
  });
  const { url, metricsUrl, webhookUrl } = await listenAll().catch(async (error) => {
    await closeAll();
    throw error;
  });
  if (own && sandbox && webhookUrl) own.sendWebhooks({ url: webhookUrl, secret: sandbox.webhookSecret });
  // Nothing but JSON where lines are collected.
  if (!config.production && !primary) output.write(welcome(url, config));
  log.info(
    {
      url: `${url}${config.graphqlPath}`,
      metricsUrl,
      webhookUrl,
      sandbox: sandbox !== undefined,
      auth: config.auth.way,
      mutations: config.mutations,
      limits: effectiveLimits(config),
    },
    'listening',
  );
  const drainDelayMs = primary ? Math.max(config.drainDelayMs, WORKER_DELAY_MS) : config.drainDelayMs;
  const delay = drainDelayMs + config.drainMs;
  const onTimeout = () => log.error('stopped with requests still in hand');
  // A second signal, or the end of the delay, ends the process at once, with 1. Signals to a worker are its primary's.
  const skip: ('SIGHUP' | 'SIGINT' | 'SIGTERM')[] = primary ? ['SIGHUP', 'SIGINT', 'SIGTERM'] : ['SIGHUP'];
  if (!primary) process.on('SIGHUP', () => callers.reload());
  callers.watch();
  const ending = closeWithGrace({ delay, onTimeout, logger: false, skip }, async ({ err, signal }) => {
    stopping = true;
    callers.close();
    if (err) log.fatal({ err }, 'stopping after an unexpected error');
    else log.info({ signal }, 'stopping');
    // Streams first: else they would be waited for.
    events?.hub.close();
    drain();
    await sleep(err ? 0 : drainDelayMs);
    await closeAll();
    await output.flush(LAST_LINES_MS);
  });
  if (metrics) primary?.onMeasure(() => metrics.snapshot());
  primary?.onStop(ending.close);
  primary?.tellListening(url, webhookUrl);
};
