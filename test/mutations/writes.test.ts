import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { afterEffect, answers, resets } from '../faulty-upstream/faults.ts';
import { type FaultyUpstreamOptions, startFaultyUpstream } from '../faulty-upstream.ts';
import type { Answer } from '../world.ts';
import { ask, sentKey, startGateway } from './world.ts';

interface Write {
  readonly name: string;
  readonly input: object;
  readonly field: string;
  readonly selection: string;
  /** What is sent, and what the object is then. */
  readonly path: string;
  readonly body: string;
  readonly made: object;
}

const ACCOUNT = 'fa_1Seed000001';
const BANK = 'fca_1Seed000001';
const MONEY = { amount: 250, currency: 'USD', financialAccount: ACCOUNT };
const moneyBody = (more: string): string =>
  `amount=250&currency=usd&financial_account=${ACCOUNT}&${more}&expand[0]=transaction`;
const FLOW = 'amount status financialAccount { id } transaction { amount }';
const made = (amount: number, status = 'PROCESSING') => ({
  amount: 250,
  status,
  financialAccount: { id: ACCOUNT },
  transaction: { amount },
});

const WRITES: readonly Write[] = [
  {
    name: 'createTransfer',
    input: { amount: 250, currency: 'USD', destination: 'acct_1SeedAlder00001', metadata: { a: 'b' } },
    field: 'transfer',
    selection: 'amount currency destination { id } metadata',
    path: '/v1/transfers',
    body: 'amount=250&currency=usd&destination=acct_1SeedAlder00001&metadata[a]=b',
    made: { amount: 250, currency: 'USD', destination: { id: 'acct_1SeedAlder00001' }, metadata: { a: 'b' } },
  },
  {
    name: 'updateTransfer',
    input: { id: 'tr_1Seed000012', description: 'New words' },
    field: 'transfer',
    selection: 'id description',
    path: '/v1/transfers/tr_1Seed000012',
    body: 'description=New words',
    made: { id: 'tr_1Seed000012', description: 'New words' },
  },
  {
    name: 'createOutboundTransfer',
    input: { ...MONEY, destinationPaymentMethod: 'pm_1SeedBank000001' },
    field: 'outboundTransfer',
    selection: FLOW,
    path: '/v1/treasury/outbound_transfers',
    body: moneyBody('destination_payment_method=pm_1SeedBank000001'),
    made: made(-250),
  },
  {
    name: 'createOutboundPayment',
    input: {
      ...MONEY,
      customer: 'cus_1SeedSupplier001',
      destinationPaymentMethod: 'pm_1SeedBank000002',
      destinationPaymentMethodOptions: { usBankAccount: { network: 'US_DOMESTIC_WIRE' } },
    },
    field: 'outboundPayment',
    selection: FLOW,
    path: '/v1/treasury/outbound_payments',
    body: moneyBody(
      'customer=cus_1SeedSupplier001&destination_payment_method=pm_1SeedBank000002&destination_payment_method_options[us_bank_account][network]=us_domestic_wire',
    ),
    made: made(-250),
  },
  {
    name: 'createOutboundPayment',
    input: { ...MONEY, destinationPaymentMethodData: { financialAccount: 'fa_1Seed000002' } },
    field: 'outboundPayment',
    selection: FLOW,
    path: '/v1/treasury/outbound_payments',
    body: moneyBody(
      'destination_payment_method_data[type]=financial_account&destination_payment_method_data[financial_account]=fa_1Seed000002',
    ),
    made: made(-250, 'POSTED'),
  },
  {
    name: 'createInboundTransfer',
    input: { ...MONEY, originPaymentMethod: 'pm_1SeedBank000001' },
    field: 'inboundTransfer',
    selection: FLOW,
    path: '/v1/treasury/inbound_transfers',
    body: moneyBody('origin_payment_method=pm_1SeedBank000001'),
    made: made(250),
  },
  {
    name: 'createFinancialAccount',
    input: {
      supportedCurrencies: ['USD'],
      features: { intraStripeFlows: { requested: true }, inboundTransfers: { ach: { requested: true } } },
      platformRestrictions: { outboundFlows: 'RESTRICTED' },
    },
    field: 'financialAccount',
    selection:
      'status supportedCurrencies activeFeatures features { intraStripeFlows { requested } } platformRestrictions { outboundFlows }',
    path: '/v1/treasury/financial_accounts',
    body: 'supported_currencies[0]=usd&features[intra_stripe_flows][requested]=true&features[inbound_transfers][ach][requested]=true&platform_restrictions[outbound_flows]=restricted&expand[0]=features',
    made: {
      status: 'OPEN',
      supportedCurrencies: ['USD'],
      activeFeatures: ['INBOUND_TRANSFERS_ACH', 'INTRA_STRIPE_FLOWS'],
      features: { intraStripeFlows: { requested: true } },
      platformRestrictions: { outboundFlows: 'RESTRICTED' },
    },
  },
  {
    name: 'updateFinancialAccount',
    input: { id: ACCOUNT, platformRestrictions: { inboundFlows: 'RESTRICTED' }, metadata: { a: 'b' } },
    field: 'financialAccount',
    selection: 'id metadata platformRestrictions { inboundFlows }',
    path: `/v1/treasury/financial_accounts/${ACCOUNT}`,
    body: 'metadata[a]=b&platform_restrictions[inbound_flows]=restricted&expand[0]=features',
    made: { id: ACCOUNT, metadata: { a: 'b' }, platformRestrictions: { inboundFlows: 'RESTRICTED' } },
  },
  {
    name: 'refreshFinancialConnectionsAccount',
    input: { account: BANK, features: ['BALANCE', 'TRANSACTIONS'] },
    field: 'financialConnectionsAccount',
    selection: 'id transactionRefresh { status }',
    path: `/v1/financial_connections/accounts/${BANK}/refresh`,
    body: 'features[0]=balance&features[1]=transactions',
    made: { id: BANK, transactionRefresh: { status: 'PENDING' } },
  },
  {
    name: 'subscribeFinancialConnectionsAccount',
    input: { account: BANK, features: ['TRANSACTIONS'] },
    field: 'financialConnectionsAccount',
    selection: 'id subscriptions',
    path: `/v1/financial_connections/accounts/${BANK}/subscribe`,
    body: 'features[0]=transactions',
    made: { id: BANK, subscriptions: ['TRANSACTIONS'] },
  },
  {
    name: 'unsubscribeFinancialConnectionsAccount',
    input: { account: BANK, features: ['TRANSACTIONS'] },
    field: 'financialConnectionsAccount',
    selection: 'id subscriptions',
    path: `/v1/financial_connections/accounts/${BANK}/unsubscribe`,
    body: 'features[0]=transactions',
    made: { id: BANK, subscriptions: [] },
  },
  {
    name: 'disconnectFinancialConnectionsAccount',
    input: { account: BANK },
    field: 'financialConnectionsAccount',
    selection: 'id status',
    path: `/v1/financial_connections/accounts/${BANK}/disconnect`,
    body: '',
    made: { id: BANK, status: 'DISCONNECTED' },
  },
  {
    name: 'createFinancialConnectionsSession',
    input: { accountHolder: { customer: 'cus_1SeedBuyer00001' }, permissions: ['BALANCES'], prefetch: ['BALANCES'] },
    field: 'financialConnectionsSession',
    selection: 'permissions prefetch accountHolder { customer { id } }',
    path: '/v1/financial_connections/sessions',
    body: 'account_holder[type]=customer&account_holder[customer]=cus_1SeedBuyer00001&permissions[0]=balances&prefetch[0]=balances',
    made: {
      permissions: ['BALANCES'],
      prefetch: ['BALANCES'],
      accountHolder: { customer: { id: 'cus_1SeedBuyer00001' } },
    },
  },
];

const startWorld = async (faults?: FaultyUpstreamOptions['faults']) => {
  const sandbox = await startSandbox({ seed: defaultSeed() });
  onTestFinished(() => sandbox.close());
  const upstream = await startFaultyUpstream({ target: sandbox.url, ...(faults === undefined ? {} : { faults }) });
  onTestFinished(() => upstream.close());
  const gateway = startGateway({ apiBase: upstream.url });
  return { upstream, ask: (query: string, variables?: object): Promise<Answer> => ask(gateway, query, variables) };
};

type World = Awaited<ReturnType<typeof startWorld>>;

const typeOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const run = async ({ ask }: World, { name, field, selection }: Write, input: object): Promise<Answer['data']> => {
  const type = typeOf(name);
  const { data, errors } = await ask(
    `mutation ($input: ${type}Input!) {
      result: ${name}(input: $input) {
        __typename
        ... on ${type}Payload { replayed ${field} { ${selection} } }
        ... on Problem { message code param outcome }
      }
    }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data.result;
};

/** Parameters in the order that the gateway sends them may differ; what is sent may not. */
const parameters = (body: string): string[] => decodeURIComponent(body.replaceAll('+', ' ')).split('&').sort();

const KEY = 'write-1';

describe.each(WRITES)('$name', (write) => {
  it('is one POST, done once though its answer is lost, and the same when it is asked again', async () => {
    const world = await startWorld(({ n }) => (n === 1 ? afterEffect(resets()) : undefined));
    const input = { ...write.input, idempotencyKey: KEY };
    const first = await run(world, write, input);
    expect(first).toMatchObject({ replayed: true, [write.field]: write.made });
    expect(await run(world, write, input)).toEqual(first);
    const posts = world.upstream.requests.map(({ method, url, idempotencyKey }) => [method, url, idempotencyKey]);
    expect(posts).toEqual(Array(3).fill(['POST', write.path, sentKey(KEY, write.name)]));
    expect(world.upstream.requests.map(({ body }) => parameters(body))).toEqual(Array(3).fill(parameters(write.body)));
    expect([...world.upstream.ledger.byKey.values()]).toEqual([1]);
  });
});

const write = (name: string, field: string, selection: string): Write => ({
  name,
  input: {},
  field,
  selection,
  path: '',
  body: '',
  made: {},
});

it.each(['outboundTransfer', 'outboundPayment', 'inboundTransfer'])(
  'a canceled %s leaves the money where it was',
  async (flow) => {
    const world = await startWorld();
    const balance = async () => {
      const { data } = await world.ask(
        `{ financialAccount(id: "${ACCOUNT}") { balance { cash { amount } inboundPending { amount } outboundPending { amount } } } }`,
      );
      return data.financialAccount.balance;
    };
    const before = await balance();
    const creating = WRITES.find(({ field }) => field === flow) as Write;
    const started = await run(world, { ...creating, selection: 'id' }, { ...creating.input, idempotencyKey: KEY });
    const { id } = started[flow];
    expect(await balance()).not.toEqual(before);
    const cancel = write(`cancel${typeOf(flow)}`, flow, 'id status cancelable');
    const posts = () => world.upstream.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect(await run(world, cancel, { id, idempotencyKey: KEY })).toEqual({
      __typename: `Cancel${typeOf(flow)}Payload`,
      replayed: false,
      [flow]: { id, status: 'CANCELED', cancelable: false },
    });
    expect(posts()).toEqual([creating.path, `${creating.path}/${id}/cancel`]);
    expect(await balance()).toEqual(before);
    // What is over cannot be called back: another request, under a key of its own.
    expect(await run(world, cancel, { id, idempotencyKey: 'write-2' })).toMatchObject({ outcome: 'REJECTED' });
  },
);

it.each([
  ['creditReversal', 'receivedCredit', 'rc_'],
  ['debitReversal', 'receivedDebit', 'rd_'],
])('a %s sends back what can be reversed, once', async (reversal, received, prefix) => {
  const world = await startWorld();
  const listed = await world.ask(
    `{ ${received}s(financialAccount: "fa_1Seed000002", status: SUCCEEDED, first: 50) { nodes { id amount reversalDetails { deadline } } } }`,
  );
  // Some can no longer be reversed; the one that can be for the longest time still can.
  const deadlineOf = ({ reversalDetails }: { reversalDetails: { deadline: string | null } | null }): string =>
    reversalDetails?.deadline ?? '';
  const [node] = listed.data[`${received}s`].nodes.sort((a: never, b: never) =>
    deadlineOf(b).localeCompare(deadlineOf(a)),
  );
  expect(node.id).toContain(prefix);
  const creating = write(`create${typeOf(reversal)}`, reversal, `amount status ${received} { id }`);
  expect(await run(world, creating, { [received]: node.id, idempotencyKey: KEY })).toMatchObject({
    replayed: false,
    [reversal]: { amount: node.amount, status: 'PROCESSING', [received]: { id: node.id } },
  });
  expect(await run(world, creating, { [received]: node.id, idempotencyKey: 'write-2' })).toMatchObject({
    outcome: 'REJECTED',
  });
});

it('an answer about another flow than the one that was canceled is not taken for it', async () => {
  const other = { id: 'obt_1Other', object: 'treasury.outbound_transfer', status: 'canceled' };
  const world = await startWorld(({ method }) => (method === 'POST' ? answers(200, other) : undefined));
  const cancel = write('cancelOutboundTransfer', 'outboundTransfer', 'id');
  expect(await run(world, cancel, { id: 'obt_1Mine', idempotencyKey: KEY })).toMatchObject({ outcome: 'UNKNOWN' });
});

it.each<[string, string, object, string]>([
  ['createTransfer', 'transfer', { amount: null, currency: 'USD', destination: 'acct_1' }, 'amount'],
  ['createTransfer', 'transfer', { all: true, currency: 'USD', destination: 'acct_1' }, 'all'],
  ['createTransfer', 'transfer', { amount: 1, currency: 'USD', destination: 'ca_1' }, 'destination'],
  ['updateTransfer', 'transfer', { id: 'tr_1' }, 'metadata'],
  ['createOutboundTransfer', 'outboundTransfer', { ...MONEY, amount: 0, destinationPaymentMethod: 'pm_1' }, 'amount'],
  [
    'createOutboundTransfer',
    'outboundTransfer',
    { ...MONEY, destinationPaymentMethod: 'cus_1' },
    'destinationPaymentMethod',
  ],
  ['createOutboundPayment', 'outboundPayment', MONEY, 'destinationPaymentMethod'],
  [
    'createOutboundPayment',
    'outboundPayment',
    { ...MONEY, destinationPaymentMethodData: {} },
    'destinationPaymentMethodData',
  ],
  ['cancelInboundTransfer', 'inboundTransfer', { id: 'obt_1' }, 'id'],
  ['createFinancialAccount', 'financialAccount', { supportedCurrencies: [] }, 'supportedCurrencies'],
  ['updateFinancialAccount', 'financialAccount', { id: ACCOUNT }, 'metadata'],
  ['createCreditReversal', 'creditReversal', { receivedCredit: 'rd_1' }, 'receivedCredit'],
  ['refreshFinancialConnectionsAccount', 'financialConnectionsAccount', { account: BANK, features: [] }, 'features'],
  [
    'createFinancialConnectionsSession',
    'financialConnectionsSession',
    { accountHolder: {}, permissions: ['BALANCES'] },
    'accountHolder',
  ],
])('%s refuses before any call what REST would refuse: %s %j', async (name, field, input, param) => {
  const world = await startWorld();
  const result = await run(world, write(name, field, '__typename'), { ...input, idempotencyKey: KEY });
  expect(result).toMatchObject({ code: 'BAD_USER_INPUT', outcome: 'REJECTED' });
  expect(result.param[0]).toBe(param);
  expect(world.upstream.requests).toEqual([]);
});
