import { expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { answers, refuses } from '../faulty-upstream/faults.ts';
import { type FaultyUpstreamOptions, startFaultyUpstream } from '../faulty-upstream.ts';
import { SEED } from '../seed.ts';
import type { Answer } from '../world.ts';
import { ask, startGateway } from './world.ts';

interface Write {
  readonly name: string;
  readonly field: string;
  readonly selection: string;
}

const ACCOUNT = 'fa_1Seed000001';
const BANK = 'fca_1Seed000001';
const MONEY = { amount: 250, currency: 'USD', financialAccount: ACCOUNT };
const TAX_RATE = { displayName: 'VAT', inclusive: true, percentage: 19 };

const startWorld = async (faults?: FaultyUpstreamOptions['faults']) => {
  const sandbox = await startSandbox({ seed: SEED });
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

const KEY = 'write-1';

const write = (name: string, field: string, selection: string): Write => ({ name, field, selection });

it.each([
  ['outboundTransfer', '/v1/treasury/outbound_transfers', 'destinationPaymentMethod'],
  ['outboundPayment', '/v1/treasury/outbound_payments', 'destinationPaymentMethod'],
  ['inboundTransfer', '/v1/treasury/inbound_transfers', 'originPaymentMethod'],
])('a canceled %s leaves the money where it was', async (flow, path, other) => {
  const world = await startWorld();
  const balance = async () => {
    const { data } = await world.ask(
      `{ financialAccount(id: "${ACCOUNT}") { balance { cash { amount } inboundPending { amount } outboundPending { amount } } } }`,
    );
    return data.financialAccount.balance;
  };
  const before = await balance();
  const input = { ...MONEY, [other]: 'pm_1SeedBank000001', idempotencyKey: KEY };
  const started = await run(world, write(`create${typeOf(flow)}`, flow, 'id'), input);
  const { id } = started[flow];
  expect(await balance()).not.toEqual(before);
  const cancel = write(`cancel${typeOf(flow)}`, flow, 'id status cancelable');
  const posts = () => world.upstream.requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
  expect(await run(world, cancel, { id, idempotencyKey: KEY })).toEqual({
    __typename: `Cancel${typeOf(flow)}Payload`,
    replayed: false,
    [flow]: { id, status: 'CANCELED', cancelable: false },
  });
  expect(posts()).toEqual([path, `${path}/${id}/cancel`]);
  expect(await balance()).toEqual(before);
  // What is over cannot be called back: another request, under a key of its own.
  expect(await run(world, cancel, { id, idempotencyKey: 'write-2' })).toMatchObject({ outcome: 'REJECTED' });
});

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

it('all of a charge is given back when that is said, and REST is sent no amount', async () => {
  const world = await startWorld();
  const refund = write('createRefund', 'refund', 'amount status');
  const given = await run(world, refund, { charge: 'ch_1SeedSale000001', all: true, idempotencyKey: KEY });
  expect(world.upstream.requests.map(({ body }) => body)).toEqual(['charge=ch_1SeedSale000001']);
  expect(given.refund.amount).toBeGreaterThan(900);
  const again = { charge: 'ch_1SeedSale000001', all: true, idempotencyKey: 'write-2' };
  expect(await run(world, refund, again)).toMatchObject({ code: 'FAILED_PRECONDITION', outcome: 'REJECTED' });
});

it.each([
  [{ paymentIntent: 'pi_1SeedSale000001', amount: 5 }, 'payment_intent=pi_1SeedSale000001&amount=5'],
  [
    { customer: 'cus_1SeedBuyer00001', currency: 'USD', amount: 5 },
    'customer=cus_1SeedBuyer00001&currency=usd&origin=customer_balance&amount=5',
  ],
])('money is given back of %j', async (input, body) => {
  const world = await startWorld();
  await run(world, write('createRefund', 'refund', 'id'), { ...input, idempotencyKey: KEY });
  expect(world.upstream.requests.map((request) => request.body)).toEqual([body]);
});

it('an answer about another flow than the one that was canceled is not taken for it', async () => {
  const other = { id: 'obt_1Other', object: 'treasury.outbound_transfer', status: 'canceled' };
  const world = await startWorld(({ method }) => (method === 'POST' ? answers(200, other) : undefined));
  const cancel = write('cancelOutboundTransfer', 'outboundTransfer', 'id');
  expect(await run(world, cancel, { id: 'obt_1Mine', idempotencyKey: KEY })).toMatchObject({ outcome: 'UNKNOWN' });
});

it.each<[string, object, string]>([
  ['features of another kind', { object: 'treasury.financial_account' }, 'UNKNOWN'],
  ['features that were not asked for', { card_issuing: { requested: false, status: 'active' } }, 'UNKNOWN'],
])('an answer with %s is not taken for the features of the account', async (_, odd, outcome) => {
  const features = {
    object: 'treasury.financial_account_features',
    card_issuing: { requested: true, status: 'active', status_details: [] },
    ...odd,
  };
  const world = await startWorld(({ method }) => (method === 'POST' ? answers(200, features) : undefined));
  const update = write('updateFinancialAccountFeatures', 'financialAccountFeatures', '__typename');
  const input = { financialAccount: ACCOUNT, features: { cardIssuing: { requested: true } }, idempotencyKey: KEY };
  expect(await run(world, update, input)).toMatchObject({ outcome });
});

it.each([
  ['card_issuing[requested]', ['features', 'cardIssuing', 'requested']],
  ['financial_account', ['financialAccount']],
])('what REST says is wrong with `%s` is named as in the input', async (param, path) => {
  const refusal = refuses(400, { type: 'invalid_request_error', message: 'No.', param });
  const world = await startWorld(({ method }) => (method === 'POST' ? refusal : undefined));
  const update = write('updateFinancialAccountFeatures', 'financialAccountFeatures', '__typename');
  const input = { financialAccount: ACCOUNT, features: { cardIssuing: { requested: true } }, idempotencyKey: KEY };
  expect(await run(world, update, input)).toMatchObject({ outcome: 'REJECTED', param: path });
});

it.each<[string, string, object, string]>([
  ['createTransfer', 'transfer', { amount: null, currency: 'USD', destination: 'acct_1' }, 'amount'],
  ['createTransfer', 'transfer', { all: true, currency: 'USD', destination: 'acct_1' }, 'all'],
  ['createTransfer', 'transfer', { amount: 1, currency: 'USD', destination: 'ca_1' }, 'destination'],
  ['updateTransfer', 'transfer', { id: 'tr_1' }, 'metadata'],
  ['createRefund', 'refund', { amount: 1 }, 'charge'],
  ['createRefund', 'refund', { amount: 1, charge: 'ch_1', paymentIntent: 'pi_1' }, 'charge'],
  ['createRefund', 'refund', { amount: 1, charge: 'tr_1' }, 'charge'],
  ['createRefund', 'refund', { charge: 'ch_1' }, 'amount'],
  ['createRefund', 'refund', { charge: 'ch_1', amount: null }, 'amount'],
  ['createRefund', 'refund', { charge: 'ch_1', amount: 0 }, 'amount'],
  ['createRefund', 'refund', { charge: 'ch_1', amount: 1, all: true }, 'all'],
  ['createRefund', 'refund', { customer: 'cus_1', currency: 'USD', all: true }, 'all'],
  ['createRefund', 'refund', { customer: 'cus_1', amount: 1 }, 'currency'],
  ['createRefund', 'refund', { charge: 'ch_1', amount: 1, currency: 'USD' }, 'currency'],
  ['updateRefund', 'refund', { id: 're_1' }, 'metadata'],
  ['cancelRefund', 'refund', { id: 'po_1' }, 'id'],
  ['createPayout', 'payout', { amount: 0, currency: 'USD' }, 'amount'],
  ['createPayout', 'payout', { amount: 1, currency: 'USD', destination: 'acct_1' }, 'destination'],
  ['cancelPayout', 'payout', { id: 're_1' }, 'id'],
  ['createTaxRate', 'taxRate', { ...TAX_RATE, percentage: 100.5 }, 'percentage'],
  ['createTaxRate', 'taxRate', { ...TAX_RATE, percentage: -1 }, 'percentage'],
  ['createTaxRate', 'taxRate', { ...TAX_RATE, percentage: 8.87505 }, 'percentage'],
  ['createTaxRate', 'taxRate', { ...TAX_RATE, displayName: '' }, 'displayName'],
  ['createTaxRate', 'taxRate', { ...TAX_RATE, country: 'Germany' }, 'country'],
  ['createTaxRate', 'taxRate', { ...TAX_RATE, state: 'CAL' }, 'state'],
  ['createTaxRate', 'taxRate', { ...TAX_RATE, taxType: 'UNRECOGNIZED' }, 'taxType'],
  ['updateTaxRate', 'taxRate', { id: 'txr_1' }, 'metadata'],
  ['updateTaxRate', 'taxRate', { id: 'txr_1', description: '' }, 'description'],
  ['updateTaxRate', 'taxRate', { id: 'tax_1', active: false }, 'id'],
  ['createTopup', 'topup', { amount: -1, currency: 'USD' }, 'amount'],
  ['createTopup', 'topup', { amount: 1, currency: 'USD', source: 'ch_1' }, 'source'],
  ['cancelTopup', 'topup', { id: 'po_1' }, 'id'],
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
  [
    'updateFinancialAccountFeatures',
    'financialAccountFeatures',
    { financialAccount: ACCOUNT, features: {} },
    'features',
  ],
  [
    'updateFinancialAccountFeatures',
    'financialAccountFeatures',
    { financialAccount: ACCOUNT, features: { outboundPayments: {} } },
    'features',
  ],
  ['testHelpersPostOutboundTransfer', 'outboundTransfer', { id: 'obp_1' }, 'id'],
  [
    'testHelpersReturnOutboundPayment',
    'outboundPayment',
    { id: 'obp_1', returnedDetails: { code: 'UNRECOGNIZED' } },
    'returnedDetails',
  ],
  ['testHelpersUpdateOutboundTransfer', 'outboundTransfer', { id: 'obt_1', trackingDetails: {} }, 'trackingDetails'],
  [
    'testHelpersUpdateOutboundTransfer',
    'outboundTransfer',
    { id: 'obt_1', trackingDetails: { usDomesticWire: {} } },
    'trackingDetails',
  ],
  ['testHelpersCreateReceivedDebit', 'receivedDebit', { ...MONEY, amount: 0 }, 'amount'],
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
