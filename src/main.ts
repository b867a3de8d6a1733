import cluster from 'node:cluster';
import { setFlagsFromString } from 'node:v8';
import { readConfig } from './config/config.ts';
import { withKeyFiles } from './config/key-files.ts';
import { ConfigError } from './config-error.ts';
import { lead } from './process/primary.ts';
import { serve } from './process/serve.ts';
import { joinPrimary } from './process/worker-link.ts';
import { createLog } from './telemetry/log.ts';
import { LogDestination } from './telemetry/log-destination.ts';
import { openSink } from './telemetry/log-sink.ts';

const V8_FLAGS = [
  // The schema is made of parsed documents that stay, so V8 learns to put every parsed document where only a full collection looks, and all
  // that it refers to after it: 300 KB for a query of 200 fields, and collections six times as long.
  '--no-allocation-site-pretenuring',
  // What a full collection has left may grow by so much until the next one. V8 itself lets a small heap grow to four times as much, of which
  // nothing is given back: new documents alone then make 100 MB of it.
  '--heap-growing-percent=30',
];

/** Standard output, of which there is one. All that is told goes there, since nothing else may write to it beside. */
const output = new LogDestination(openSink(1));
process.on('exit', () => output.flushNow());

const start = async (): Promise<void> => {
  for (const flag of V8_FLAGS) setFlagsFromString(flag);
  const read = () => readConfig(withKeyFiles(process.env));
  const config = read();
  if (config.workers > 1 && cluster.isPrimary) await lead(config, output);
  else await serve(read, output, await joinPrimary());
};

start().catch((error: Error) => {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else createLog('fatal', output).fatal({ err: error }, 'cannot start');
  process.exitCode = 1;
  // The channel to the primary would hold it.
  if (cluster.isWorker) process.exit();
});
