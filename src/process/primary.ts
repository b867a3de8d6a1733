import closeWithGrace from 'close-with-grace';
import type { Config } from '../config/config.ts';
import { defaultSeed } from '../sandbox/seed.ts';
import { startSandbox } from '../sandbox/server.ts';
import { close, listen } from '../server.ts';
import { machineNow } from '../shared/machine-clock.ts';
import { MemoryLedger } from '../shared/memory-ledger.ts';
import { createLog } from '../telemetry/log.ts';
import type { LogDestination } from '../telemetry/log-destination.ts';
import { createMetricsServer } from '../telemetry/metrics-server.ts';
import { newWebhookSecret } from './join-events.ts';
import { LAST_LINES_MS, WORKER_DELAY_MS } from './serve.ts';
import { needsSandbox, welcome } from './welcome.ts';
import { WorkerMetrics } from './worker-metrics.ts';
import { Workers } from './workers.ts';

/**
 * Holds what the workers have in common, and sees to it that there are as many as there shall be. It answers no request
 * itself. SIGHUP replaces all workers, one after the other; who is connected does not notice.
 */
export const lead = async (config: Config, output: LogDestination): Promise<void> => {
  const log = createLog(config.logLevel, output);
  const sandbox = needsSandbox(config) ? await startSandbox({ seed: defaultSeed() }) : undefined;
  const webhookSecret = newWebhookSecret();
  const ledger = new MemoryLedger(machineNow);
  const metrics = new WorkerMetrics();
  const workers = new Workers({
    count: config.workers,
    sandbox: sandbox && { url: sandbox.url, key: sandbox.key, webhookSecret },
    book: (order) => ledger.book(order),
    log,
    onWebhooks: (url) => sandbox?.sendWebhooks({ url, secret: webhookSecret }),
    onGone: (snapshot) => metrics.keep(snapshot),
  });
  metrics.measure(workers);
  const read = async () => metrics.text(await workers.measure());
  const server =
    config.metricsPort === undefined ? undefined : createMetricsServer({ contentType: metrics.contentType, read });
  const closeAll = async (): Promise<void> => {
    await workers.stop();
    await sandbox?.close();
    if (server) await close(server);
  };
  const startAll = async () => ({
    metricsUrl: server && (await listen(server, config.host, 'METRICS_PORT', config.metricsPort)),
    url: await workers.start(),
  });
  // Before there are any: one that comes while they start would end this process.
  process.on('SIGHUP', () => {
    log.info('replacing the workers');
    void workers.roll();
  });
  const { url, metricsUrl } = await startAll().catch(async (error) => {
    await closeAll();
    throw error;
  });
  if (!config.production) output.write(welcome(url, config));
  log.info({ workers: config.workers, url: `${url}${config.graphqlPath}`, metricsUrl }, 'workers listen');
  const delay = Math.max(config.drainDelayMs, WORKER_DELAY_MS) + config.drainMs + LAST_LINES_MS;
  closeWithGrace({ delay, logger: false, skip: ['SIGHUP'] }, async ({ err }) => {
    if (err) log.fatal({ err }, 'stopping after an unexpected error');
    await closeAll();
    await output.flush(LAST_LINES_MS);
  });
};
