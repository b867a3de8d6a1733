import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Sandbox, type Seed, startSandbox } from '../../src/sandbox/server.ts';
import { countOf } from '../counts.ts';
import { forwardTo } from '../faulty-upstream/forward.ts';
import { type FaultyUpstream, startFaultyUpstream } from '../faulty-upstream.ts';
import { startWorld } from '../world.ts';
import { bearer, tokenAuth } from './world.ts';

const KEYS = ['rk_test_firstCaller', 'rk_test_secondCaller'] as const;
const ACCOUNTS = ['acct_1One', 'acct_2Two', 'acct_3Three'] as const;
const ROUNDS = countOf(250, 1_000);
/** So many are on their way at a time, of all callers. */
const AT_ONCE = 48;

const transfer = (owner: string): Record<string, unknown> => ({
  id: 'tr_1Same',
  object: 'transfer',
  amount: 1000,
  amount_reversed: 0,
  balance_transaction: 'txn_1Same',
  created: 1_700_000_000,
  currency: 'usd',
  description: owner,
  destination: 'acct_9Nine',
  destination_payment: 'py_1Same',
  livemode: false,
  metadata: { owner },
  reversals: { object: 'list', data: [], has_more: false, total_count: 0, url: '/v1/transfers/tr_1Same/reversals' },
  reversed: false,
  source_transaction: 'ch_1Same',
  source_type: 'card',
  transfer_group: owner,
});

/** What lies around a transfer: each is reached from another by an expansion. */
const neighbours = (description: string): readonly Record<string, unknown>[] => [
  { id: 'ch_1Same', object: 'charge', description, customer: 'cus_1Same', payment_intent: 'pi_1Same' },
  { id: 'cus_1Same', object: 'customer', description },
  { id: 'pi_1Same', object: 'payment_intent', description, customer: 'cus_1Same', latest_charge: 'ch_1Same' },
  { id: 'txn_1Same', object: 'balance_transaction', description, source: 'po_1Same' },
  { id: 'po_1Same', object: 'payout', description, balance_transaction: 'txn_1Same', created: 1_700_000_000 },
  { id: 're_1Same', object: 'refund', description, charge: 'ch_1Same', created: 1_700_000_000 },
  { id: 'mandate_1Same', object: 'mandate', payment_method_details: { type: description } },
  {
    id: 'ibt_1Same',
    object: 'treasury.inbound_transfer',
    description,
    origin_payment_method_details: { us_bank_account: { mandate: 'mandate_1Same' } },
  },
  { id: 'tu_1Same', object: 'topup', description, balance_transaction: 'txn_1Same', created: 1_700_000_000 },
];

/** The same ids everywhere: nothing but the answer tells whose they are. */
const seedOf = (owner: string): Seed => [transfer(owner), ...neighbours(owner)] as Seed;

/** Looked up, listed, by `node` and as an entity: every loader has a part in it. */
const QUERY = `query ($them: [_Any!]!) {
  transfer(id: "tr_1Same") { description }
  transfers(first: 5) { nodes { description metadata } }
  node(id: "tr_1Same") { ... on Transfer { metadata } }
  _entities(representations: $them) { ... on Transfer { transferGroup } }
}`;
const VARIABLES = { them: [{ __typename: 'Transfer', id: 'tr_1Same' }] };

const answerOf = (owner: string) => ({
  transfer: { description: owner },
  transfers: { nodes: [{ description: owner, metadata: { owner } }] },
  node: { metadata: { owner } },
  _entities: [{ transferGroup: owner }],
});

/** Every text in it is a description, or stands for one, wherever it was expanded from. */
const DEEP = `{
  transfer(id: "tr_1Same") {
    description
    balanceTransaction { description source { ... on Payout { description } } }
    sourceTransaction {
      description customer { description } paymentIntent { description latestCharge { description } }
    }
  }
  refund(id: "re_1Same") { description charge { description customer { description } } }
  refunds(first: 2) { nodes { description charge { description } } }
  payout(id: "po_1Same") { balanceTransaction { description source { ... on Payout { description } } } }
  payouts(first: 2) { nodes { description balanceTransaction { description } } }
  mandate(id: "mandate_1Same") { paymentMethodDetails { type } }
  inboundTransfer(id: "ibt_1Same") {
    description originPaymentMethodDetails { usBankAccount { mandate { paymentMethodDetails { type } } } }
  }
  topup(id: "tu_1Same") { description balanceTransaction { description } }
}`;

/** One world for each key, as REST has one for each platform, with data of its own under each account. */
let sandboxes: readonly Sandbox[];
let upstream: FaultyUpstream;

beforeAll(async () => {
  // Answers overtake each other.
  let n = 0;
  const delay = () => {
    n += 1;
    return [0, 3, 1, 5][n % 4];
  };
  sandboxes = await Promise.all(
    KEYS.map((key) =>
      startSandbox({
        seed: seedOf(`${key} itself`),
        keys: [key],
        accounts: Object.fromEntries(ACCOUNTS.map((account) => [account, seedOf(`${key} ${account}`)])),
        delay,
      }),
    ),
  );
  const targets = new Map(KEYS.map((key, at) => [`Bearer ${key}`, forwardTo(sandboxes[at]?.url ?? '')]));
  upstream = await startFaultyUpstream({
    answer: (request) => {
      const target = targets.get(request.headers.authorization ?? '');
      return target?.send(request) ?? { status: 401, headers: {}, body: '' };
    },
  });
});

afterAll(async () => {
  await upstream.close();
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
});

interface Asker {
  readonly headers: Record<string, string>;
  readonly owner: string;
}

/** Each caller, on each account. */
const OWNERS: readonly Asker[] = KEYS.flatMap((key) =>
  ACCOUNTS.map((account) => ({ headers: { ...bearer(key), 'stripe-account': account }, owner: `${key} ${account}` })),
);

/**
 * Each asks as often as the others, in turn; gives how many answers were not the asker's own, and how many of their
 * REST calls were joined to an equal one that had not been sent yet.
 */
const interleave = async (world: Awaited<ReturnType<typeof startWorld>>, askers: readonly Asker[]) => {
  const questions = Array.from({ length: ROUNDS * askers.length }, (_, n) => askers[n % askers.length] as Asker);
  const own = new Map(askers.map(({ owner }) => [owner, JSON.stringify(answerOf(owner))]));
  let cross = 0;
  let shared = 0;
  const ask = async (): Promise<void> => {
    for (let next = questions.pop(); next !== undefined; next = questions.pop()) {
      const response = await world.fetch({ query: QUERY, variables: VARIABLES }, next.headers);
      const { data, extensions } = (await response.json()) as {
        data: unknown;
        extensions?: { cost: { shared?: number } };
      };
      shared += extensions?.cost.shared ?? 0;
      if (JSON.stringify(data) !== own.get(next.owner)) cross += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return { cross, shared };
};

/** Every text of an answer. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
};

it('shows nobody what is another’s through any expansion', async () => {
  await using world = await startWorld({ gateway: { apiBase: upstream.url, auth: { way: 'passthrough' } } });
  const askers = KEYS.flatMap((key) =>
    [undefined, ...ACCOUNTS].map((account) => ({
      headers: { ...bearer(key), ...(account && { 'stripe-account': account }) },
      owner: `${key} ${account ?? 'itself'}`,
    })),
  );
  const answers: { owner: string; answer: { data: unknown; errors?: readonly unknown[] } }[] = [];
  for (let round = 0; round < 25; round += 1) {
    const now = askers.map(async ({ headers, owner }) => {
      const response = await world.fetch({ query: DEEP }, headers);
      return { owner, answer: (await response.json()) as { data: unknown; errors?: readonly unknown[] } };
    });
    answers.push(...(await Promise.all(now)));
  }
  const foreign = answers.flatMap(({ owner, answer }) => textsOf(answer.data).filter((text) => text !== owner));
  expect(foreign).toEqual([]);
  // Nothing was left out: each answer has every description.
  expect(new Set(answers.map(({ answer }) => textsOf(answer.data).length))).toEqual(new Set([21]));
  expect(answers.flatMap(({ answer }) => answer.errors ?? [])).toEqual([]);
});

describe(`${KEYS.length} callers x ${ACCOUNTS.length} accounts x ${ROUNDS} equal queries through one gateway (S7)`, () => {
  it('answers each with its own data where keys are passed on', async () => {
    await using world = await startWorld({ gateway: { apiBase: upstream.url, auth: { way: 'passthrough' } } });
    const before = upstream.requests.length;
    const { cross, shared } = await interleave(world, OWNERS);
    expect(cross).toBe(0);
    // Two for each: a look-up that three places share, and a list.
    expect(upstream.requests.length - before + shared).toBe(2 * ROUNDS * OWNERS.length);
  });

  it('answers each with its own data while so many wait that equal calls are joined', async () => {
    await using world = await startWorld({
      gateway: { apiBase: upstream.url, auth: { way: 'passthrough' }, restConnections: 4 },
    });
    const before = upstream.requests.length;
    const { cross, shared } = await interleave(world, OWNERS);
    expect(cross).toBe(0);
    expect(shared).toBeGreaterThan(ROUNDS);
    expect(upstream.requests.length - before + shared).toBe(2 * ROUNDS * OWNERS.length);
  });

  it('answers each with the data of its account where tokens choose it', async () => {
    const [key] = KEYS;
    const holders = ['one', 'two'].map((name) => ({ name, token: `token-${name}`, scopes: ['*'], accounts: ACCOUNTS }));
    await using world = await startWorld({
      gateway: { apiBase: upstream.url, secretKey: key, ...tokenAuth(...holders) },
    });
    const askers = holders.flatMap(({ token }) =>
      ACCOUNTS.map((account) => ({
        headers: { ...bearer(token), 'stripe-account': account },
        owner: `${key} ${account}`,
      })),
    );
    const before = upstream.requests.length;
    const { cross, shared } = await interleave(world, askers);
    expect(cross).toBe(0);
    expect(upstream.requests.length - before + shared).toBe(2 * ROUNDS * askers.length);
  });
});

describe('the same idempotency key from two callers on one account (M7)', () => {
  const MUTATION = `mutation { createTransferReversal(input: { transfer: "tr_1Same", amount: 1, idempotencyKey: "same" }) {
    ... on CreateTransferReversalPayload { replayed transferReversal { stripeId } } ... on Problem { code }
  } }`;

  it('is two keys', async () => {
    const [key] = KEYS;
    const holders = ['one', 'two'].map((name) => ({
      name,
      token: `token-${name}`,
      scopes: ['transfers:write'],
      accounts: ['acct_1One'],
    }));
    await using world = await startWorld({
      gateway: { apiBase: upstream.url, secretKey: key, ...tokenAuth(...holders) },
    });
    const ids = new Set<string>();
    for (const { token } of holders) {
      const response = await world.fetch({ query: MUTATION }, bearer(token));
      const { data } = (await response.json()) as {
        data: { createTransferReversal: { transferReversal: { stripeId: string } } };
      };
      expect(data.createTransferReversal).toMatchObject({ replayed: false });
      ids.add(data.createTransferReversal.transferReversal.stripeId);
    }
    expect(ids.size).toBe(2);
  });
});
