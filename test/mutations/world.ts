import type Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import type { GatewayOptions } from '../../src/gateway.ts';
import { restKey } from '../../src/graph/idempotency.ts';
import type { SandboxOptions } from '../../src/sandbox/server.ts';
import { type FaultyUpstreamOptions, startFaultyUpstream } from '../faulty-upstream.ts';
import { startWorld as startGatewayAndSandbox } from '../world.ts';

/** How an answer of a mutation looks when everything of it is selected. */
export interface Result {
  readonly __typename: string;
  readonly transferReversal?: { readonly id: string; readonly stripeId: string; readonly amount: number };
  readonly idempotencyKey?: string;
  readonly replayed?: boolean;
  readonly requestId?: string | null;
  readonly code?: string;
  readonly message?: string;
  readonly param?: readonly string[] | null;
  readonly outcome?: 'REJECTED' | 'NOT_APPLIED' | 'UNKNOWN';
  readonly retryable?: boolean;
}

export interface ReversalInput {
  readonly transfer: string;
  readonly idempotencyKey: string;
  readonly amount?: number;
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

const PROBLEM = '... on Problem { message code param outcome retryable requestId docUrl }';

export const createOperation = (selection = 'id stripeId amount'): string =>
  `mutation ($input: CreateTransferReversalInput!) {
    createTransferReversal(input: $input) {
      __typename
      ... on CreateTransferReversalPayload { transferReversal { ${selection} } idempotencyKey replayed requestId }
      ${PROBLEM}
    }
  }`;

export const updateOperation = (selection = 'id stripeId amount metadata'): string =>
  `mutation ($input: UpdateTransferReversalInput!) {
    updateTransferReversal(input: $input) {
      __typename
      ... on UpdateTransferReversalPayload { transferReversal { ${selection} } idempotencyKey replayed requestId }
      ${PROBLEM}
    }
  }`;

/** Ids of that many transfers; each is large enough for any amount in these tests. */
export const transferIds = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `tr_1Money${String(index).padStart(4, '0')}`);

export const AMOUNT = 1_000_000_000_000_000;

const transferOf = (id: string): Stripe.Transfer => ({
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
});

export const transferSeed = (count: number): SandboxOptions['seed'] =>
  transferIds(count).map((id) => ({ ...transferOf(id) }));

/** Waits as tests can afford them. */
export const FAST = { retryBaseMs: 5 };

/** The key that REST is sent for a caller's. */
export const sentKey = (key: string, mutation = 'createTransferReversal'): string =>
  restKey({ tenant: '', account: undefined, mutation }, key);

export interface MoneyWorldOptions
  extends Pick<FaultyUpstreamOptions, 'faults'>,
    Partial<Omit<SandboxOptions, 'port' | 'seed'>> {
  readonly transfers?: number;
  readonly gateway?: Partial<GatewayOptions>;
}

/** A gateway, before it an operation, behind it an upstream that fails as told, behind that a sandbox that keeps the books. */
export const startMoneyWorld = async (options: MoneyWorldOptions = {}) => {
  const { faults, transfers = 3, gateway, ...sandboxOptions } = options;
  // The address is known only once the sandbox runs; the gateway is built lazily over the upstream.
  const books = await startGatewayAndSandbox({ seed: transferSeed(transfers), ...sandboxOptions });
  const { sandbox } = books;
  const upstream = await startFaultyUpstream({ target: sandbox.url, ...(faults === undefined ? {} : { faults }) });
  const replica = async (replicaOptions: Partial<GatewayOptions> = {}) => {
    const { gateway: instance, ...rest } = await startGatewayAndSandbox({
      seed: [],
      gateway: { apiBase: upstream.url, clientOptions: FAST, ...gateway, ...replicaOptions },
    });
    return { gateway: instance, ...rest };
  };
  return { books, sandbox, upstream, replica };
};
