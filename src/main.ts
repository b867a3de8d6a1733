#!/usr/bin/env node
import cluster from 'node:cluster';
import { answerCommand, refusalOf } from './cli/answer-command.ts';
import { readCommandLine } from './cli/command-line.ts';
import { print } from './cli/print.ts';
import { readConfig } from './config/config.ts';
import { withKeyFiles } from './config/key-files.ts';
import { ConfigError } from './config-error.ts';
import { lead } from './process/primary.ts';
import { runMain } from './process/run-main.ts';
import { serve } from './process/serve.ts';
import { joinPrimary } from './process/worker-link.ts';
import { createLog } from './telemetry/log.ts';
import { LogDestination } from './telemetry/log-destination.ts';
import { openSink } from './telemetry/log-sink.ts';
import { setV8Flags } from './v8-flags.ts';

/** What is set from outside; a port on the command line goes before the one in the environment. */
const environmentOf = (port: string | undefined) =>
  withKeyFiles(port === undefined ? process.env : { ...process.env, PORT: port });

const start = async (port: string | undefined): Promise<void> => {
  // Standard output, of which there is one. All that is told goes there, since nothing else may write to it beside.
  const output = new LogDestination(openSink(1));
  process.on('exit', () => {
    output.flushNow();
    // Else the system would wait for the write before it lets the process go: for ever, where nobody reads the
    // terminal.
    if (output.isStuck) process.kill(process.pid, 'SIGKILL');
  });
  // Who asks to read keys anew before they have been read for the first time must not end the process.
  process.on('SIGHUP', () => {});
  setV8Flags();
  const read = () => readConfig(environmentOf(port));
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

const main = async (): Promise<void> => {
  try {
    const command = readCommandLine(process.argv.slice(2));
    if (command.name === 'serve') await start(command.port);
    else {
      const { out, code } = await answerCommand(command, process.env);
      print(out);
      process.exitCode = code;
    }
  } catch (error) {
    const { err, code } = refusalOf(error);
    print(err, process.stderr);
    process.exitCode = code;
  }
  // The channel to the primary would hold a worker that has not started.
  if (cluster.isWorker && process.exitCode !== undefined) process.exit();
};

void runMain(main);
