import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { Credentials, StripeClient } from '../stripe/client.ts';
import type { Context, Warning } from './context.ts';
import { Loaders } from './loaders.ts';
import { Planner } from './planner.ts';
import type { Resources } from './resources.ts';
import { RestSession } from './rest-session.ts';

export interface ContextOptions {
  readonly requestId: string;
  readonly client: StripeClient;
  readonly credentials: Credentials;
  /** Who asks, where several may use the same idempotency keys. */
  readonly tenant: string;
  readonly resources: Resources;
  readonly maxRestCalls: number;
  readonly maxPageSize: number;
  readonly log: Logger;
  /** Aborts when the caller has left. */
  readonly signal: AbortSignal | undefined;
}

/** Everything that one operation needs, new for each. */
export const createContext = (options: ContextOptions): Context => {
  const { requestId, client, credentials, tenant, resources, maxRestCalls, maxPageSize, signal } = options;
  // Each REST call in flight listens to it; there can be more than the ten that Node takes for a leak.
  if (signal) setMaxListeners(0, signal);
  const rest = new RestSession({ client, credentials, maxCalls: maxRestCalls, signal });
  const log = options.log.child({ requestId });
  const warnings: Warning[] = [];
  const warn = (warning: Warning): void => {
    // A page of 100 items meets the same surprise 100 times: once is enough.
    if (warnings.some(({ code, message }) => code === warning.code && message === warning.message)) return;
    warnings.push(warning);
    log.warn(warning);
  };
  return {
    requestId,
    rest,
    keyScope: { tenant, account: credentials.account },
    signal,
    loaders: new Loaders(rest, resources, warn),
    planner: new Planner(maxPageSize),
    resources,
    maxPageSize,
    log,
    warnings,
    warn,
  };
};
