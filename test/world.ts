import type { ExecutionResult } from 'graphql';
import { pino } from 'pino';
import { readConfig } from '../src/config/config.ts';
import { createGateway } from '../src/gateway.ts';
import type { GatewayOptions } from '../src/gateway-options.ts';
import { type SandboxOptions, startSandbox } from '../src/sandbox/server.ts';
import { SEED } from './seed.ts';

/**
 * Times that even a machine with much other work does not reach. Whatever a test says of the gateway holds without
 * them; a test that is about a time sets its own.
 */
export const PATIENT = {
  operationTimeoutMs: 120_000,
  operationQueueWaitMs: 60_000,
  restConnectTimeoutMs: 60_000,
  restReadTimeoutMs: 60_000,
  restWriteTimeoutMs: 60_000,
  restReadDeadlineMs: 120_000,
  restWriteDeadlineMs: 120_000,
  restQueueWaitMs: 60_000,
} satisfies Partial<GatewayOptions>;

export interface WorldOptions extends Partial<Omit<SandboxOptions, 'port'>> {
  readonly gateway?: Partial<GatewayOptions>;
}

/** An answer with its data as loosely typed JSON: a test compares it whole. */
// biome-ignore lint/suspicious/noExplicitAny: what is selected differs from test to test
export type Answer = ExecutionResult<any>;

/** A real gateway over a real sandbox, and the REST calls that the sandbox saw since the last query. */
export const startWorld = async ({ gateway: gatewayOptions, ...sandboxOptions }: WorldOptions = {}) => {
  const sandbox = await startSandbox({ seed: SEED, ...sandboxOptions });
  const gateway = createGateway({
    ...readConfig({}),
    ...PATIENT,
    apiBase: sandbox.url,
    secretKey: sandbox.key,
    log: pino({ level: 'silent' }),
    isReady: () => true,
    ...gatewayOptions,
  });
  const fetch = (body: unknown, headers: Record<string, string> = {}) =>
    gateway.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  return {
    sandbox,
    gateway,
    fetch,
    /** The answer of one operation; `calls` is about this one alone. */
    query: async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
      sandbox.requests.length = 0;
      const response = await fetch({ query, variables });
      return (await response.json()) as Answer;
    },
    /** Such as `GET /v1/transfers?limit=10&expand[]=data.balance_transaction`. */
    get calls(): string[] {
      return sandbox.requests.map(({ method, path }) => `${method} ${path}`);
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await gateway.dispose();
      await sandbox.close();
    },
  };
};

export type World = Awaited<ReturnType<typeof startWorld>>;
