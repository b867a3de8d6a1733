import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Load, LoadResult } from './load.ts';
import { processorTimeOf, type Started } from './processes.ts';

/** One measurement. Latencies in milliseconds. */
export interface Sample extends LoadResult {
  /** Processor time of the server's process for each request, in microseconds. */
  readonly processorUs: number;
  /** REST calls for each request under this load: fewer than for one alone where requests share them. */
  readonly restCalls: number;
}

/** Lets the load send that to the server, and takes the processor time and the REST calls beside it. */
export const measure = async (
  load: ChildProcess,
  server: Started,
  what: Load,
  takeCalls: () => Promise<number>,
): Promise<Sample> => {
  await takeCalls();
  load.send(what);
  const [started] = await once(load, 'message');
  if ('failed' in started) throw new Error(started.failed);
  const before = processorTimeOf(server.child);
  const [result] = await once(load, 'message');
  if ('failed' in result) throw new Error(result.failed);
  const usedMs = processorTimeOf(server.child) - before;
  const restCalls = Math.round(((await takeCalls()) / result.sent) * 100) / 100;
  return { ...result, processorUs: Math.round((usedMs * 1000) / result.requests), restCalls };
};
