import { pino } from 'pino';
import { credentialsOf } from '../../auth/held-keys.ts';
import type { Config } from '../../config/config.ts';
import { createGateway } from '../../gateway.ts';
import { resources } from '../../schema.ts';
import { StripeClient } from '../../stripe/client.ts';
import { type Probe, probeKey } from './key.ts';

/** What is told, and whether the gateway would do its work. */
export interface Report {
  readonly lines: readonly string[];
  readonly isGood: boolean;
}

const settingsOf = ({ auth, mutations, live }: Config): string =>
  `The configuration is right: AUTH=${auth.way}, MUTATIONS=${mutations}, ${live ? 'live' : 'test'} keys.`;

const lineOf = ({ typename, endpoint, refusal }: Probe): string =>
  refusal === undefined ? `  may read      ${typename}` : `  may not read  ${typename}: ${refusal} (GET ${endpoint})`;

const reportOf = (name: string, probes: readonly Probe[]): Report => {
  const fatal = probes.find(({ isFatal }) => isFatal);
  if (fatal) return { lines: [`${name}: ${fatal.refusal} (GET ${fatal.endpoint})`], isGood: false };
  const lines = [`${name}: REST knows the key.`, ...probes.map(lineOf)];
  return { lines, isGood: probes.some(({ refusal }) => refusal === undefined) };
};

/** Of a key that writes it is told whether REST knows it: what it may write could be told by writing alone. */
const reportOfWriting = (probes: readonly Probe[]): Report => {
  const { lines, isGood } = reportOf('STRIPE_WRITE_KEY', probes);
  return { lines: lines.slice(0, 1), isGood: isGood || probes.every(({ isFatal }) => !isFatal) };
};

const keysOf = async (config: Config, secretKey: string): Promise<readonly Report[]> => {
  const client = new StripeClient({ ...config, maxAttempts: { read: 1, write: 1 } });
  try {
    const read = await probeKey(client, credentialsOf(secretKey, config), resources.nodes);
    const reports = [reportOf('STRIPE_SECRET_KEY', read)];
    if (config.writeKey === undefined) return reports;
    const write = await probeKey(client, credentialsOf(config.writeKey, config), resources.nodes.slice(0, 1));
    return [...reports, reportOfWriting(write)];
  } finally {
    await client.close();
  }
};

/** Makes a gateway as the start does, which reads every file that it needs. */
const readFiles = async (config: Config): Promise<void> => {
  const silent = { log: pino({ level: 'silent' }), isReady: () => false };
  const gateway = createGateway({ ...config, ...silent, secretKey: config.secretKey ?? '' });
  await gateway.dispose();
};

/**
 * Checks what a start would need: files of tokens and documents, and each key against the REST API, by one read for
 * each type. It writes nothing, listens nowhere, and reads no object that exists. Throws a ConfigError when a file is
 * wrong.
 */
export const check = async (config: Config): Promise<Report> => {
  const { secretKey } = config;
  await readFiles(config);
  const lines = [settingsOf(config)];
  if (config.auth.way === 'passthrough') {
    return { lines: [...lines, "No key is held here: each request brings its caller's own."], isGood: true };
  }
  if (secretKey === undefined) {
    return { lines: [...lines, 'There is no STRIPE_SECRET_KEY: it would run on the sandbox.'], isGood: true };
  }
  lines.push(`The REST API: ${config.apiBase}, version ${config.apiVersion}. What a key may write is not tried.`);
  const reports = await keysOf(config, secretKey);
  return {
    lines: [...lines, ...reports.flatMap((report) => report.lines)],
    isGood: reports.every(({ isGood }) => isGood),
  };
};
