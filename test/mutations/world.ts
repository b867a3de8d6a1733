import { pino } from 'pino';
import type Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { createGateway } from '../../src/gateway.ts';
import type { GatewayOptions } from '../../src/gateway-options.ts';
import { restKey } from '../../src/graph/kit/idempotency.ts';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { type FaultyUpstreamOptions, startFaultyUpstream } from '../faulty-upstream.ts';
import { type Answer, PATIENT } from '../world.ts';

/** What a mutation answered: its payload's fields, or those of a problem. */
export interface Result {
  readonly __typename: string;
  // biome-ignore lint/suspicious/noExplicitAny: what is selected differs from test to test
  readonly transferReversal?: any;
  readonly idempotencyKey?: string;
  readonly replayed?: boolean;
  readonly requestId?: string | null;
  readonly code?: string;
  readonly message?: string;
  readonly param?: readonly string[] | null;
  readonly outcome?: 'REJECTED' | 'NOT_APPLIED' | 'UNKNOWN';
  readonly retryable?: boolean;
  readonly stripe?: Readonly<Record<string, unknown>> | null;
}

export const resultFields = (payload: string, selection: string): string => `
  __typename
  ... on ${payload} { transferReversal { ${selection} } idempotencyKey replayed requestId }
  ... on Problem { message code param outcome retryable requestId docUrl stripe { type code param declineCode statusCode docUrl } }`;

export const createOperation = (selection = 'id stripeId amount'): string =>
  `mutation ($input: CreateTransferReversalInput!) {
    createTransferReversal(input: $input) { ${resultFields('CreateTransferReversalPayload', selection)} }
  }`;

export const updateOperation = (selection = 'id stripeId amount metadata'): string =>
  `mutation ($input: UpdateTransferReversalInput!) {
    updateTransferReversal(input: $input) { ${resultFields('UpdateTransferReversalPayload', selection)} }
  }`;

/** What every seeded transfer is worth: more than any test takes back. */
export const AMOUNT = 1_000_000_000_000_000;

export const transferIds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `tr_1Money${String(index).padStart(4, '0')}`);

export const transferSeed = (count: number): SandboxOptions['seed'] =>
  transferIds(count).map((id) => {
    const transfer: Stripe.Transfer = {
      id,
      object: 'transfer',
      amount: AMOUNT,
      amount_reversed: 0,
      balance_transaction: null,
      created: 1_700_000_000,
      currency: 'usd',
      description: null,
      destination: 'acct_1MTfjCQ9PRzxEwkZ',
      destination_payment: 'py_1Money',
      livemode: false,
      metadata: {},
      reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
      reversed: false,
      source_transaction: null,
      source_type: 'card',
      transfer_group: null,
    };
    return { ...transfer };
  });

/** The key that REST is sent for a caller's. */
export const sentKey = (key: string, mutation = 'createTransferReversal'): string =>
  restKey({ tenant: '', account: undefined, mutation }, key);

export type Gateway = ReturnType<typeof createGateway>;

export const startGateway = (options: Partial<GatewayOptions> & Pick<GatewayOptions, 'apiBase'>): Gateway => {
  const gateway = createGateway({
    ...readConfig({}),
    ...PATIENT,
    secretKey: 'sk_test_sandbox',
    log: pino({ level: 'silent' }),
    isReady: () => true,
    clientOptions: { retryBaseMs: 5 },
    ...options,
  });
  onTestFinished(() => gateway.dispose());
  return gateway;
};

/** One operation through the front door of a gateway. */
export const ask = async (gateway: Gateway, query: string, variables: object = {}): Promise<Answer> => {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
};

export const resultOf = ({ data, errors }: Answer): Result => {
  if (errors) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
  return Object.values(data)[0] as Result;
};

/** Holds every POST that long before it is carried out. */
export const slowPosts =
  (ms: number): NonNullable<SandboxOptions['delay']> =>
  ({ method }) =>
    method === 'POST' ? ms : undefined;

export interface ListedReversal {
  readonly id: string;
  readonly amount: number;
}

/** What the sandbox itself has booked, asked without any gateway. */
export const booksOf = async (url: string, transfers: readonly string[]) => {
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${url}${path}`, { headers: { authorization: 'Bearer sk_test_auditor' } });
    return (await response.json()) as T;
  };
  const reversals: ListedReversal[] = [];
  let amountReversed = 0;
  for (const transfer of transfers) {
    amountReversed += (await get<{ amount_reversed: number }>(`/v1/transfers/${transfer}`)).amount_reversed;
    for (let more = true, after = ''; more; ) {
      const page = await get<{ data: ListedReversal[]; has_more: boolean }>(
        `/v1/transfers/${transfer}/reversals?limit=100${after}`,
      );
      reversals.push(...page.data);
      more = page.has_more;
      after = `&starting_after=${page.data.at(-1)?.id}`;
    }
  }
  return { reversals, amountReversed };
};

export interface WorldOptions
  extends Pick<FaultyUpstreamOptions, 'faults'>,
    Partial<Omit<SandboxOptions, 'port' | 'seed'>> {
  readonly transfers?: number;
  readonly gateway?: Partial<GatewayOptions>;
}

/** A gateway over an upstream that fails as told, over a sandbox that keeps the books; all end with the test. */
export const startLedgerWorld = async ({
  faults,
  transfers = 2,
  gateway: options,
  ...sandboxOptions
}: WorldOptions = {}) => {
  const sandbox = await startSandbox({ seed: transferSeed(transfers), ...sandboxOptions });
  onTestFinished(() => sandbox.close());
  const upstream = await startFaultyUpstream({ target: sandbox.url, ...(faults === undefined ? {} : { faults }) });
  onTestFinished(() => upstream.close());
  const gateway = startGateway({ apiBase: upstream.url, ...options });
  const ids = transferIds(transfers);
  const [transfer = ''] = ids;
  return {
    sandbox,
    upstream,
    gateway,
    ids,
    ask: (query: string, variables?: object) => ask(gateway, query, variables),
    /** Reverses 100 of the first transfer, unless told otherwise. */
    reverse: async (input: object = {}, selection?: string): Promise<Result> => {
      const full = { transfer, amount: 100, idempotencyKey: 'key-1', ...input };
      return resultOf(await ask(gateway, createOperation(selection), { input: full }));
    },
    update: async (input: object, selection?: string): Promise<Result> =>
      resultOf(await ask(gateway, updateOperation(selection), { input: { idempotencyKey: 'key-u', ...input } })),
    /** Such as `POST /v1/transfers/tr_1/reversals`. */
    calls: (): string[] => upstream.requests.map(({ method, url }) => `${method} ${url}`),
    /** How often money moved. */
    effects: (): number => [...upstream.ledger.byKey.values()].reduce((sum, count) => sum + count, 0),
    books: () => booksOf(sandbox.url, ids),
  };
};

export type World = Awaited<ReturnType<typeof startLedgerWorld>>;
