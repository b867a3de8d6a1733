import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { folder } from './contenders/contender.ts';
import type { Mode } from './options.ts';
import { freePort } from './processes.ts';

/** Prometheus' own default is a minute; short runs are to be asked too. */
const SCRAPE_MS = 5_000;

export interface Observers {
  /** Variables that let the gateway be watched. */
  readonly environment: Readonly<Record<string, string>>;
  /** Throws when nothing was seen of what the mode promises: the figures would be another mode's. */
  readonly check: () => void;
}

const endpointOf = ({ port }: AddressInfo): string => `http://127.0.0.1:${port}`;

/** Takes what OpenTelemetry's exporter sends, and reads the metrics at intervals. */
const startObservers = async (): Promise<Observers> => {
  const seen = { traces: 0, scrapes: 0 };
  const collector = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.url === '/v1/traces') seen.traces += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const metricsPort = await freePort();
  const scrape = async (): Promise<void> => {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    if (text.includes('gateway_operations_total{')) seen.scrapes += 1;
  };
  // While it is not up, or is busy, it is asked again later.
  setInterval(() => scrape().catch(() => {}), SCRAPE_MS).unref();
  return {
    environment: {
      LOG_LEVEL: 'info',
      METRICS_PORT: String(metricsPort),
      NODE_OPTIONS: `--import ${folder}dist/telemetry/register.js`,
      OTEL_EXPORTER_OTLP_ENDPOINT: endpointOf(collector.address() as AddressInfo),
    },
    check: () => {
      if (seen.traces === 0 || seen.scrapes === 0) throw new Error(`Not observed: ${JSON.stringify(seen)}.`);
    },
  };
};

export const observersOf = async (mode: Mode): Promise<Observers> => {
  if (mode === 'observed') return startObservers();
  return { environment: { LOG_LEVEL: mode === 'quiet' ? 'warn' : 'info' }, check: () => {} };
};
