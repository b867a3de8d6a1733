import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resources } from '../../src/schema.ts';
import { NO_BANK, operationOf, ROWS_OF } from '../mutations/every-write.ts';
import { SEED } from '../seed.ts';
import { type AuthWorld, bearer, type Reply, refusals, startAuthWorld, TRANSFER, tokenAuth } from './world.ts';

const REVERSAL = `${TRANSFER}/trr_1Mio2eLkdIwHu7ixN5LPJS4a`;
const BALANCE = 'txn_1Mio2eLkdIwHu7ixosfrbjhW';

/** No session stands in the seed of the sandbox. */
const SESSION = { id: 'fcsess_1', object: 'financial_connections.session' };

/** What was paid with an issued card: of the purchase the graph has the id. */
const SPENDING = {
  id: 'iauth_1Spending',
  object: 'issuing.authorization',
  transactions: [{ id: 'ipi_1', object: 'issuing.transaction' }],
};

const DOMAINS = [
  'accounts',
  'application_fees',
  'balance',
  'charges',
  'customers',
  'disputes',
  'financial_connections',
  'issuing',
  'mandates',
  'payment_intents',
  'payouts',
  'refunds',
  'tax',
  'tax_rates',
  'topups',
  'transfers',
  'treasury',
];

const SCOPES = DOMAINS.flatMap((domain) => [`${domain}:read`, `${domain}:write`]);

let world: AuthWorld;

beforeAll(async () => {
  const single = SCOPES.map((scope) => ({ name: scope, token: scope, scopes: [scope] }));
  const others = [
    { name: 'none', token: 'none', scopes: [] },
    { name: 'all', token: 'all', scopes: ['*'] },
    { name: 'both', token: 'both', scopes: ['transfers:read', 'tax:read'] },
  ];
  world = await startAuthWorld({
    seed: [...SEED, SESSION, SPENDING],
    gateway: tokenAuth(...single, ...others),
  });
});

afterAll(() => world[Symbol.asyncDispose]());

const as = (token: string, query: string, variables: Record<string, unknown> = {}): Promise<Reply> => {
  world.forget();
  return world.ask(query, bearer(token), variables);
};

const calls = (): string[] => world.requests.map(({ method, path }) => `${method} ${path}`);

/** The first object of that kind in the seed whose id begins so. */
const seeded = (object: string, prefix: string): string =>
  SEED.map((each) => ({ kind: each.object, id: String(each.id) })).find(
    ({ kind, id }) => kind === object && id.startsWith(prefix),
  )?.id ?? '';

const FEE_REFUND = SEED.find(({ object }) => object === 'fee_refund');

/** A way to each node type, and what it needs. */
const IDS: Readonly<Record<string, readonly [id: string, domain: string]>> = {
  Account: ['acct_1SeedAlder00001', 'accounts'],
  ApplicationFee: [seeded('application_fee', 'fee_'), 'application_fees'],
  ApplicationFeeRefund: [`${FEE_REFUND?.fee}/${FEE_REFUND?.id}`, 'application_fees'],
  BalanceTransaction: [BALANCE, 'balance'],
  Charge: ['ch_1Seed000018', 'charges'],
  CreditReversal: ['credrev_1SeedA000001', 'treasury'],
  Customer: ['cus_1SeedBuyer00001', 'customers'],
  DebitReversal: ['debrev_1SeedA000001', 'treasury'],
  Dispute: [seeded('dispute', 'd'), 'disputes'],
  FinancialAccount: ['fa_1Seed000001', 'treasury'],
  FinancialConnectionsAccount: ['fca_1Seed000001', 'financial_connections'],
  FinancialConnectionsSession: [SESSION.id, 'financial_connections'],
  FinancialConnectionsTransaction: ['fctxn_1Seed000001', 'financial_connections'],
  InboundTransfer: ['ibt_1SeedA000001', 'treasury'],
  IssuingAuthorization: [seeded('issuing.authorization', 'iauth_'), 'issuing'],
  Mandate: ['mandate_1SeedBank000001', 'mandates'],
  OutboundPayment: ['obp_1SeedA000001', 'treasury'],
  OutboundTransfer: ['obt_1SeedA000001', 'treasury'],
  PaymentIntent: [seeded('payment_intent', 'pi_'), 'payment_intents'],
  Payout: ['po_1Seed000005', 'payouts'],
  ReceivedCredit: ['rc_1SeedA000001', 'treasury'],
  ReceivedDebit: ['rd_1SeedA000001', 'treasury'],
  Refund: [seeded('refund', 're_'), 'refunds'],
  TaxCalculation: ['taxcalc_1Seed000001', 'tax'],
  TaxRate: ['txr_1Seed000001', 'tax_rates'],
  TaxTransaction: ['tax_1Seed000001', 'tax'],
  Topup: ['tu_1Seed000013', 'topups'],
  TransactionEntry: ['trxne_1SeedA000001', 'treasury'],
  Transfer: [TRANSFER, 'transfers'],
  TransferReversal: [REVERSAL, 'transfers'],
  TreasuryTransaction: ['trxn_1SeedA000001', 'treasury'],
};

describe('the way to a node', () => {
  it('is tried for every node of the graph', () => {
    expect(Object.keys(IDS)).toEqual(resources.nodes.map(({ typename }) => typename).toSorted());
  });

  const entity = 'query ($them: [_Any!]!) { them: _entities(representations: $them) { ... on Node { id } } }';
  const ways: readonly [string, string, (typename: string, id: string) => Record<string, unknown>][] = [
    ['node', 'query ($id: ID!) { them: node(id: $id) { id } }', (_, id) => ({ id })],
    ['nodes', 'query ($ids: [ID!]!) { them: nodes(ids: $ids) { id } }', (_, id) => ({ ids: [id] })],
    ['_entities', entity, (__typename, id) => ({ them: [{ __typename, id }] })],
  ];

  describe.each(ways)('%s', (way, query, variables) => {
    const at = way === 'node' ? ['them'] : ['them', 0];

    it.each(Object.entries(IDS))(
      'to a %s needs the scope of its part of REST, and no other',
      async (typename, [id, domain]) => {
        const nothing = way === 'node' ? null : [null];
        for (const token of ['none', ...SCOPES.filter((scope) => !scope.startsWith(`${domain}:`))]) {
          const reply = await as(token, query, variables(typename, id));
          expect({ token, refusals: refusals(reply) }).toEqual({ token, refusals: [{ code: 'FORBIDDEN', path: at }] });
          expect(reply.answer.data).toEqual({ them: nothing });
          expect(reply.answer.errors?.[0]?.message).toContain(`\`${domain}:read\``);
          expect(calls()).toEqual([]);
        }
        for (const token of ['all', `${domain}:read`, `${domain}:write`]) {
          const { answer } = await as(token, query, variables(typename, id));
          expect(answer.data).toEqual({ them: way === 'node' ? { id } : [{ id }] });
          // A representation says that there is such an object, so its `id` alone costs no call.
          expect(calls()).toHaveLength(way === '_entities' ? 0 : 1);
        }
      },
    );
  });

  it('is closed at one of several: its neighbours answer', async () => {
    const ids = [TRANSFER, 'trxne_1SeedA000001', 'tax_1Seed000001'];
    const reply = await as('both', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(reply.answer.data).toEqual({ nodes: [{ id: TRANSFER }, null, { id: 'tax_1Seed000001' }] });
    expect(refusals(reply)).toEqual([{ code: 'FORBIDDEN', path: ['nodes', 1] }]);
    expect(calls().toSorted()).toEqual(['GET /v1/tax/transactions/tax_1Seed000001', `GET /v1/transfers/${TRANSFER}`]);
  });
});

describe('a query field', () => {
  const fields: readonly [string, string][] = [
    ['taxTransaction(id: "tax_1Seed000001") { id }', 'tax'],
    ['taxCalculation(id: "taxcalc_1Seed000001") { id }', 'tax'],
    [`transfer(id: "${TRANSFER}") { id }`, 'transfers'],
    ['transfers(first: 1) { pageInfo { hasNextPage } }', 'transfers'],
    ['transfers(first: 0) { nodes { id } }', 'transfers'],
    [`transferReversal(id: "${REVERSAL}") { id }`, 'transfers'],
    [`transferReversals(transfer: "${TRANSFER}") { pageInfo { hasNextPage } }`, 'transfers'],
    ['transactionEntry(id: "trxne_1SeedA000001") { id }', 'treasury'],
    ['transactionEntries(financialAccount: "fa_1Seed000001") { pageInfo { hasNextPage } }', 'treasury'],
    ['treasuryTransaction(id: "trxn_1SeedA000001") { id }', 'treasury'],
    ['treasuryTransactions(financialAccount: "fa_1Seed000001") { nodes { id } }', 'treasury'],
    ['financialAccount(id: "fa_1Seed000001") { id }', 'treasury'],
    ['financialAccounts { edges { cursor } }', 'treasury'],
    ['financialConnectionsTransaction(id: "fctxn_1Seed000001") { id }', 'financial_connections'],
    ['financialConnectionsTransactions(account: "fca_1Seed000001") { nodes { id } }', 'financial_connections'],
    ['financialConnectionsAccount(id: "fca_1Seed000001") { id }', 'financial_connections'],
    ['financialConnectionsAccounts { nodes { id } }', 'financial_connections'],
    ['accounts { nodes { id } }', 'accounts'],
    ['applicationFees { nodes { id } }', 'application_fees'],
    ['balance { available { amount } }', 'balance'],
    ['charges { nodes { id } }', 'charges'],
    ['customers { nodes { id } }', 'customers'],
    ['disputes { nodes { id } }', 'disputes'],
    ['issuingAuthorizations { nodes { id } }', 'issuing'],
    ['paymentIntents { nodes { id } }', 'payment_intents'],
    ['payouts { nodes { id } }', 'payouts'],
    ['refunds { nodes { id } }', 'refunds'],
    ['taxRates { nodes { id } }', 'tax_rates'],
    ['topups { nodes { id } }', 'topups'],
  ];

  it.each(fields)('%s needs its scope, and its neighbours do not', async (field, domain) => {
    for (const token of SCOPES.filter((scope) => !scope.startsWith(`${domain}:`))) {
      const reply = await as(token, `{ it: ${field} __typename }`);
      expect(reply.answer.data).toEqual({ it: null, __typename: 'Query' });
      expect(refusals(reply)).toEqual([{ code: 'FORBIDDEN', path: ['it'] }]);
      expect(calls()).toEqual([]);
    }
    const { answer } = await as(`${domain}:read`, `{ it: ${field} }`);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.it).not.toBeNull();
  });
});

describe('an object of another part of REST below one that may be read', () => {
  it('is null with the path of its field, at no call and no expansion', async () => {
    const reply = await as(
      'transfers:read',
      `{ transferReversal(id: "${REVERSAL}") { amount balanceTransaction { net } } }`,
    );
    expect(reply.answer.data).toEqual({ transferReversal: { amount: 400, balanceTransaction: null } });
    expect(refusals(reply)).toEqual([{ code: 'FORBIDDEN', path: ['transferReversal', 'balanceTransaction'] }]);
    expect(world.requests.map(({ url }) => url)).toEqual([
      `/v1/transfers/${TRANSFER}/reversals/${REVERSAL.split('/')[1]}`,
    ]);
    expect(reply.answer.extensions).toMatchObject({ cost: { estimated: 1, actual: 1 } });
  });

  it('is refused even where its id stands in its parent', async () => {
    const reply = await as('transfers:read', `{ transferReversal(id: "${REVERSAL}") { balanceTransaction { id } } }`);
    expect(reply.answer.data).toEqual({ transferReversal: { balanceTransaction: null } });
    expect(refusals(reply)).toEqual([{ code: 'FORBIDDEN', path: ['transferReversal', 'balanceTransaction'] }]);
  });

  it('is shown to who may read both', async () => {
    await using two = await startAuthWorld({
      gateway: tokenAuth({ name: 'a', token: 'a', scopes: ['transfers:read', 'balance:read'] }),
    });
    const { answer } = await two.ask(
      `{ transferReversal(id: "${REVERSAL}") { balanceTransaction { id amount } } }`,
      bearer('a'),
    );
    expect(answer.data.transferReversal.balanceTransaction.id).toBe(BALANCE);
    expect(two.requests).toHaveLength(1);
  });

  it('is refused on each item of a list, which answers beside it in one call', async () => {
    const reply = await as('transfers:read', '{ transfers(first: 5) { nodes { id balanceTransaction { id } } } }');
    expect(reply.answer.data.transfers.nodes).toHaveLength(5);
    expect(refusals(reply)).toEqual(
      [0, 1, 2, 3, 4].map((n) => ({ code: 'FORBIDDEN', path: ['transfers', 'nodes', n, 'balanceTransaction'] })),
    );
    expect(world.requests.map(({ url }) => url)).toEqual(['/v1/transfers?limit=5']);
  });

  it('is refused where it was expanded before it had a type: an account, a charge', async () => {
    const reply = await as(
      'transfers:read',
      `{ transfer(id: "${TRANSFER}") { id destination { id } destinationPayment { id } } }`,
    );
    expect(reply.answer.data).toEqual({ transfer: { id: TRANSFER, destination: null, destinationPayment: null } });
    expect(refusals(reply)).toEqual([
      { code: 'FORBIDDEN', path: ['transfer', 'destination'] },
      { code: 'FORBIDDEN', path: ['transfer', 'destinationPayment'] },
    ]);
    expect(world.requests.map(({ url }) => url)).toEqual([`/v1/transfers/${TRANSFER}`]);
  });

  it('is refused where it was a stub before it had a type: a mandate', async () => {
    const query = (field: string) =>
      `{ inboundTransfer(id: "ibt_1SeedA000001") { originPaymentMethodDetails { usBankAccount { mandate { ${field} } } } } }`;
    for (const field of ['id', 'status']) {
      const reply = await as('treasury:read', query(field));
      const usBankAccount = { mandate: null };
      expect(reply.answer.data).toEqual({ inboundTransfer: { originPaymentMethodDetails: { usBankAccount } } });
      const path = ['inboundTransfer', 'originPaymentMethodDetails', 'usBankAccount', 'mandate'];
      expect(refusals(reply)).toEqual([{ code: 'FORBIDDEN', path }]);
      expect(world.requests.map(({ url }) => url)).toEqual(['/v1/treasury/inbound_transfers/ibt_1SeedA000001']);
    }
  });

  it('is a stub of which nothing but the id is known: that stands in its parent', async () => {
    const { answer } = await as(
      'issuing:read',
      `{ issuingAuthorization(id: "${SPENDING.id}") { transactions { id } } }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data.issuingAuthorization).toEqual({ transactions: [{ id: 'ipi_1' }] });
  });
});

describe('a mutation', () => {
  const MUTATIONS: readonly [string, string][] = [
    ['createTransferReversal(input: { transfer: "tr_1Seed000001", amount: 1, idempotencyKey: "k" })', 'transfers'],
    [`updateTransferReversal(input: { id: "${REVERSAL}", metadata: { a: "b" }, idempotencyKey: "k" })`, 'transfers'],
    [
      'createTaxTransactionFromCalculation(input: { calculation: "taxcalc_1Seed000001", reference: "r", idempotencyKey: "k" })',
      'tax',
    ],
    [
      'createTaxTransactionReversal(input: { mode: FULL, originalTransaction: "tax_1Seed000001", reference: "rr", idempotencyKey: "k" })',
      'tax',
    ],
  ];
  const PROBLEM = '{ ... on Problem { code outcome retryable message } }';

  it.each(MUTATIONS)('%s needs its write scope, and nothing is sent without', async (field, domain) => {
    for (const token of ['none', ...SCOPES.filter((scope) => scope !== `${domain}:write`)]) {
      const { answer } = await as(token, `mutation { it: ${field} ${PROBLEM} }`);
      expect({ token, data: answer.data }).toEqual({
        token,
        data: {
          it: {
            code: 'FORBIDDEN',
            outcome: 'NOT_APPLIED',
            retryable: false,
            message: expect.stringContaining(`\`${domain}:write\``),
          },
        },
      });
      expect(calls()).toEqual([]);
    }
    await as(`${domain}:write`, `mutation { it: ${field} ${PROBLEM} }`);
    expect(world.requests.map(({ method }) => method)).toEqual(['POST']);
  });

  it.each(Object.entries(ROWS_OF).flatMap(([domain, rows]) => rows.map((row) => [row.name, domain, row] as const)))(
    '%s needs %s:write, and no other scope will do',
    async (name, domain, row) => {
      const { input } = await row.prepare(NO_BANK);
      const variables = { input: { ...input, idempotencyKey: 'k' } };
      for (const token of SCOPES.filter((scope) => scope !== `${domain}:write`)) {
        const { answer } = await as(token, operationOf(row), variables);
        expect([token, answer.data]).toMatchObject([token, { [name]: { code: 'FORBIDDEN', outcome: 'NOT_APPLIED' } }]);
        expect(calls()).toEqual([]);
      }
      const { answer } = await as(`${domain}:write`, operationOf(row), variables);
      expect(answer.data[name].code).not.toBe('FORBIDDEN');
    },
  );

  it('shows who may write what was written, and leaves out what they may not see, once it is done', async () => {
    const reply = await as(
      'transfers:write',
      `mutation { createTransferReversal(input: { transfer: "tr_1Seed000002", amount: 7, idempotencyKey: "seen" }) {
        ... on CreateTransferReversalPayload { replayed transferReversal { amount balanceTransaction { net } transfer { amountReversed } } }
      } }`,
    );
    expect(reply.answer.data.createTransferReversal).toEqual({
      replayed: false,
      transferReversal: { amount: 7, balanceTransaction: null, transfer: { amountReversed: 7 } },
    });
    expect(refusals(reply)).toEqual([
      { code: 'FORBIDDEN', path: ['createTransferReversal', 'transferReversal', 'balanceTransaction'] },
    ]);
  });

  it('that is refused does not take with it what another in the operation has done', async () => {
    const { answer } = await as(
      'transfers:write',
      `mutation {
        done: createTransferReversal(input: { transfer: "tr_1Seed000002", amount: 3, idempotencyKey: "beside" }) { __typename }
        refused: ${MUTATIONS[3]?.[0]} { __typename ... on Problem { code } }
      }`,
    );
    expect(answer).toMatchObject({
      data: {
        done: { __typename: 'CreateTransferReversalPayload' },
        refused: { __typename: 'InvalidRequestProblem', code: 'FORBIDDEN' },
      },
    });
    expect(calls()).toEqual(['POST /v1/transfers/tr_1Seed000002/reversals']);
  });
});

describe('a document that one caller may run and another may not', () => {
  const QUERY = `{ transfer(id: "${TRANSFER}") { id } }`;

  it.each([
    ['the one who may comes first', ['transfers:read', 'tax:read', 'transfers:read', 'none']],
    ['the other comes first', ['tax:read', 'transfers:read', 'none', 'transfers:read']],
  ])('is judged for each of them when %s (S2)', async (_, tokens) => {
    for (const token of tokens) {
      const reply = await as(token, QUERY);
      const mayRead = token === 'transfers:read';
      expect(reply.answer.data).toEqual({ transfer: mayRead ? { id: TRANSFER } : null });
      expect(calls()).toHaveLength(mayRead ? 1 : 0);
    }
  });
});
