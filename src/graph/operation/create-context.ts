import type { Logger } from 'pino';
import type { CallEvent } from '../../stripe/call.ts';
import type { Cancellation } from '../../stripe/cancellation.ts';
import type { StripeClient } from '../../stripe/client.ts';
import type { Caller } from '../caller.ts';
import { Planner } from '../plan/planner.ts';
import type { CallRecord } from '../read/call-record.ts';
import { Loaders } from '../read/loaders.ts';
import { RestSession } from '../read/rest-session.ts';
import type { Resources } from '../resources.ts';
import type { Warning } from '../warning.ts';
import type { Context } from './context.ts';
import { WarningList } from './warning-list.ts';

export interface ContextOptions {
  readonly requestId: string;
  readonly client: StripeClient;
  readonly caller: Caller;
  readonly resources: Resources;
  readonly maxRestCalls: number;
  readonly maxReadBytes: number;
  readonly maxPageSize: number;
  readonly log: Logger;
  /** `performance.now()` at which the operation must be over. */
  readonly deadline: number;
  /** Aborts when the caller has left. */
  readonly signal: Cancellation | undefined;
  /** Told of each attempt of each REST call. */
  readonly observe?: (event: CallEvent) => void;
  /** Where REST calls are noted, for a caller who wants to see them. */
  readonly record: CallRecord | undefined;
}

/** Everything that one operation needs, new for each. */
export const createContext = (options: ContextOptions): Context => {
  const { requestId, client, caller, resources, maxRestCalls, maxReadBytes, maxPageSize, log, signal, deadline } =
    options;
  const { domainsOf } = resources;
  const rest = new RestSession({
    client,
    caller,
    domainsOf,
    maxCalls: maxRestCalls,
    maxReadBytes,
    signal,
    deadline,
    observe: options.observe,
    record: options.record,
  });
  const warnings = new WarningList();
  const warn = (warning: Warning): void => {
    const told = warnings.add(warning);
    if (told !== undefined) log.warn({ requestId, ...told });
  };
  return {
    requestId,
    rest,
    caller,
    signal,
    loaders: new Loaders(rest, warn),
    planner: new Planner(maxPageSize, caller),
    resources,
    maxPageSize,
    warnings: warnings.all,
    warn,
    tellLog: (what, message) => log.warn({ requestId, ...what }, message),
    mutations: [],
  };
};
