import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { answerOnce } from '../faulty-upstream/answer-once.ts';
import type { CannedAnswer, UpstreamRequest } from '../faulty-upstream/faults.ts';
import { type FaultyUpstreamOptions, startFaultyUpstream } from '../faulty-upstream.ts';
import type { Answer } from '../world.ts';

/** A transfer under whatever id is asked for, and a reversal for every POST, once for each key. */
const anyTransfer = (workMs = 0) => {
  const once = answerOnce(workMs);
  return async (request: UpstreamRequest): Promise<CannedAnswer> => {
    const { status, headers, body } = await once(request);
    if (status !== 200) return { status, headers, body };
    const [, , , transfer = ''] = request.path.split('/');
    const object =
      request.method === 'POST'
        ? { ...JSON.parse(String(body)), object: 'transfer_reversal', amount: 100, currency: 'usd', transfer }
        : { id: transfer, object: 'transfer', amount: 400, currency: 'usd', metadata: {} };
    return { status, headers, body: JSON.stringify(object) };
  };
};

/** The budget under a test key, unless told otherwise. */
export const budgetOf = (variables: Record<string, string> = {}) => {
  const config = readConfig(variables);
  return { restBudget: config, restQueueWaitMs: config.restQueueWaitMs };
};

export interface WorldOptions extends FaultyUpstreamOptions {
  readonly gateway?: Partial<GatewayOptions>;
}

/** A gateway without a sandbox: an upstream that fails as told, and counts what it is asked. Both end with the test. */
export const startUpstreamWorld = async ({ gateway: options, ...upstreamOptions }: WorldOptions = {}) => {
  const upstream = await startFaultyUpstream({ answer: anyTransfer(), ...upstreamOptions });
  const gateway = await createGateway({
    ...readConfig({}),
    apiBase: upstream.url,
    secretKey: 'sk_test_upstream',
    log: pino({ level: 'silent' }),
    isReady: () => true,
    ...options,
    clientOptions: { retryBaseMs: 5, ...options?.clientOptions },
  });
  onTestFinished(async () => {
    await upstream.close();
    await gateway.dispose();
  });
  const ask = async (query: string, variables: object = {}): Promise<Answer> => {
    const response = await gateway.fetch('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  return {
    upstream,
    gateway,
    ask,
    /** One transfer by its number. */
    read: (n: number) => ask(READ, { id: transferId(n) }),
    /** Many transfers in one operation. */
    readMany: (count: number) => ask(READ_MANY, { ids: Array.from({ length: count }, (_, n) => transferId(n)) }),
    /** One reversal under its key. */
    reverse: async (key: string) => {
      const { query, variables } = reversal(key);
      return (await ask(query, variables)).data?.createTransferReversal;
    },
    isReady: async () => (await gateway.fetch('http://127.0.0.1/ready')).status === 200,
    /** The gateway behind a real server. */
    listen: async () => {
      const server = createServer(gateway);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => {
        server.closeAllConnections();
        server.close();
      });
      return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
    },
  };
};

export type World = Awaited<ReturnType<typeof startUpstreamWorld>>;

export const transferId = (n: number): string => `tr_1Upstream${n}`;

export const reversal = (key: string) => ({
  query: REVERSE,
  variables: { input: { transfer: transferId(0), amount: 100, idempotencyKey: key } },
});

const READ = 'query ($id: ID!) { transfer(id: $id) { amount } }';
const READ_MANY = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Transfer { amount } } }';
const REVERSE = `mutation ($input: CreateTransferReversalInput!) {
  createTransferReversal(input: $input) {
    __typename
    ... on CreateTransferReversalPayload { transferReversal { stripeId } replayed }
    ... on Problem { code outcome retryable retryAfterMs }
  }
}`;

/** How many of these times lie in the fullest second. */
export const mostInASecond = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length));

export const timed = async <T>(call: Promise<T>): Promise<[T, number]> => {
  const started = performance.now();
  return [await call, performance.now() - started];
};

/** The codes of an answer's errors, with how often each is there. */
export const codesOf = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { errors = [] } of answers) {
    for (const { extensions } of errors) {
      const code = String(extensions?.code);
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  return counts;
};

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
