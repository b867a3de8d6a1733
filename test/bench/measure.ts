import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Load } from './load.ts';
import { processorTimeOf, type Started } from './processes.ts';
import type { ServerFigures } from './table.ts';

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Lets the load send that to the server, and takes the processor time and the REST calls beside it. */
export const measure = async (
  load: ChildProcess,
  server: Started,
  what: Load,
  takeCalls: () => Promise<number>,
): Promise<ServerFigures> => {
  await takeCalls();
  load.send(what);
  const [started] = await once(load, 'message');
  if ('failed' in started) throw new Error(started.failed);
  const before = processorTimeOf(server.child);
  const [result] = await once(load, 'message');
  if ('failed' in result) throw new Error(result.failed);
  const used = processorTimeOf(server.child) - before;
  const callsEach = round((await takeCalls()) / result.sent, 2);
  return { ...result, cpuMs: round(used / result.requests, 3), callsEach };
};
