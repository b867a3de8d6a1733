#!/usr/bin/env node
import cluster from 'node:cluster';
import { setFlagsFromString } from 'node:v8';
import { check } from './cli/check/check.ts';
import { type Command, readCommandLine, UsageError } from './cli/command-line.ts';
import { explain } from './cli/explain/explain.ts';
import { HELP } from './cli/help.ts';
import { print } from './cli/print.ts';
import { printSchemaAs } from './cli/print-schema.ts';
import { readVersion } from './cli/version.ts';
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

/** How a process ends whose command line cannot be meant; 1 is for all else that goes wrong. */
const USAGE = 2;

/** What is set from outside; a port on the command line goes before the one in the environment. */
const environmentOf = (command: Command) => {
  const port = command.name === 'serve' ? command.port : undefined;
  return withKeyFiles(port === undefined ? process.env : { ...process.env, PORT: port });
};

const start = async (command: Command): Promise<void> => {
  // Standard output, of which there is one. All that is told goes there, since nothing else may write to it beside.
  const output = new LogDestination(openSink(1));
  process.on('exit', () => output.flushNow());
  // Who asks to read keys anew before they have been read for the first time must not end the process.
  process.on('SIGHUP', () => {});
  for (const flag of V8_FLAGS) setFlagsFromString(flag);
  const read = () => readConfig(environmentOf(command));
  try {
    const config = read();
    if (config.workers > 1 && cluster.isPrimary) await lead(config, output);
    else await serve(read, output, await joinPrimary());
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    createLog('fatal', output).fatal({ err: error }, 'cannot start');
    process.exitCode = 1;
  }
};

const run = async (command: Command): Promise<void> => {
  switch (command.name) {
    case 'help':
      print(HELP);
      break;
    case 'version':
      print(`${readVersion()}\n`);
      break;
    case 'schema':
      print(`${printSchemaAs(command.form, readConfig(environmentOf(command)))}\n`);
      break;
    case 'check': {
      const { lines, isGood } = await check(readConfig(environmentOf(command)));
      print(`${lines.join('\n')}\n`);
      if (!isGood) process.exitCode = 1;
      break;
    }
    case 'explain': {
      const { lines, isGood } = explain(command, readConfig(environmentOf(command)));
      print(`${lines.join('\n')}\n`);
      if (!isGood) process.exitCode = 1;
      break;
    }
    case 'serve':
      await start(command);
  }
};

const main = async (): Promise<void> => {
  try {
    await run(readCommandLine(process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ConfigError)) throw error;
    const hint = error instanceof UsageError ? '\nstripe-graphql-gateway --help says what there is.' : '';
    process.stderr.write(`${error.message}${hint}\n`);
    process.exitCode = error instanceof UsageError ? USAGE : 1;
  }
  // The channel to the primary would hold a worker that has not started.
  if (cluster.isWorker && process.exitCode !== undefined) process.exit();
};

await main();
