import { onTestFinished } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import type { CallEvent, RestAnswer, RestCall } from '../../src/stripe/call.ts';
import { StripeClient } from '../../src/stripe/client.ts';
import type { StripeClientOptions } from '../../src/stripe/client-options.ts';
import { RestError } from '../../src/stripe/errors.ts';
import { restPath } from '../../src/stripe/path.ts';
import { answerOnce } from '../faulty-upstream/answer-once.ts';
import type { Fault } from '../faulty-upstream/faults.ts';
import { type FaultyUpstream, type FaultyUpstreamOptions, startFaultyUpstream } from '../faulty-upstream.ts';

export const KEY = 'sk_test_canary0123456789';

export interface World {
  readonly upstream: FaultyUpstream;
  readonly client: StripeClient;
  readonly events: readonly CallEvent[];
  get(call?: Partial<RestCall>): Promise<RestAnswer<{ id: string }>>;
  post(call?: Partial<RestCall>): Promise<RestAnswer<{ id: string }>>;
}

/** A client with short waits before a faulty upstream; both end with the test. */
export const startClientWorld = async (
  options: FaultyUpstreamOptions = {},
  clientOptions: Partial<StripeClientOptions> = {},
): Promise<World> => {
  const upstream = await startFaultyUpstream({ answer: answerOnce(), ...options });
  const events: CallEvent[] = [];
  const client = new StripeClient({
    ...readConfig({}),
    apiBase: upstream.url,
    retryBaseMs: 1,
    observe: (event) => events.push(event),
    ...clientOptions,
  });
  onTestFinished(async () => {
    await upstream.close();
    await client.close();
  });
  const request = (call: Omit<RestCall, 'path' | 'credentials'> & Partial<RestCall>) =>
    client.request<{ id: string }>({ path: restPath('/v1/things'), credentials: { key: KEY }, ...call });
  return {
    upstream,
    client,
    events,
    get: (call) => request({ method: 'GET', ...call }),
    post: (call) => request({ method: 'POST', idempotencyKey: 'key_1', params: { amount: 1 }, ...call }),
  };
};

/** The faults of the first requests, in their order; none afterwards. */
export const inTurn =
  (...faults: (Fault | undefined)[]) =>
  ({ n }: { n: number }): Fault | undefined =>
    faults[n - 1];

/** The same fault on every request. */
export const always = (fault: Fault) => (): Fault => fault;

/** The error that a call ends with. */
export const failureOf = async (call: Promise<unknown>): Promise<RestError> => {
  const outcome = await call.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  if (outcome instanceof RestError) return outcome;
  throw new Error(`Expected a RestError, got ${String(outcome)}`);
};
