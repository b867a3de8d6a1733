import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { startWorld } from '../../world.ts';
import { entry, financialAccount, NOON, time, transaction } from './seed.ts';

type Setting = Stripe.Treasury.FinancialAccountFeatures.CardIssuing;
const active: Setting = { requested: true, status: 'active', status_details: [] };
const restricted: Setting = {
  requested: true,
  status: 'restricted',
  status_details: [{ code: 'restricted_by_platform', resolution: 'remove_restriction', restriction: 'outbound_flows' }],
};
const aba = { account_holder_name: 'Jane Austen', account_number_last4: '7890', bank_name: 'B', routing_number: '1' };

const SETTING = '{ requested status statusDetails { code resolution restriction } }';
const ACTIVE = { requested: true, status: 'ACTIVE', statusDetails: [] };

it('shows every field, the parts that must be asked for too, in one call', async () => {
  const seed = [
    financialAccount({
      active_features: ['card_issuing', 'financial_addresses.aba.forwarding'],
      pending_features: ['inbound_transfers.ach'],
      restricted_features: ['outbound_payments.us_domestic_wire'],
      balance: { cash: { usd: 900, eur: 3_000_000_000 }, inbound_pending: {}, outbound_pending: { usd: 5 } },
      features: {
        object: 'treasury.financial_account_features',
        card_issuing: active,
        deposit_insurance: active,
        financial_addresses: { aba: active },
        inbound_transfers: { ach: active },
        intra_stripe_flows: active,
        outbound_payments: { ach: active, us_domestic_wire: restricted },
        outbound_transfers: { ach: active },
      },
      financial_addresses: [
        { type: 'aba', aba: { ...aba, account_number: '1234567890' }, supported_networks: ['ach', 'us_domestic_wire'] },
      ],
      metadata: { shop: '7' },
      platform_restrictions: { inbound_flows: 'unrestricted', outbound_flows: 'restricted' },
      status: 'closed',
      status_details: { closed: { reasons: ['closed_by_platform'] } },
    }),
  ];
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(`{
    financialAccount(id: "fa_1Main") {
      id activeFeatures pendingFeatures restrictedFeatures country created livemode metadata status supportedCurrencies
      balance {
        cash { amount currency } inboundPending { amount currency } outboundPending { amount currency }
      }
      features {
        cardIssuing ${SETTING} depositInsurance ${SETTING} financialAddresses { aba ${SETTING} }
        inboundTransfers { ach ${SETTING} } intraStripeFlows ${SETTING}
        outboundPayments { ach ${SETTING} usDomesticWire ${SETTING} }
        outboundTransfers { ach ${SETTING} usDomesticWire ${SETTING} }
      }
      financialAddresses {
        type supportedNetworks
        aba { accountHolderName accountNumber accountNumberLast4 bankName routingNumber }
      }
      platformRestrictions { inboundFlows outboundFlows }
      statusDetails { closed { reasons } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.financialAccount).toEqual({
    id: 'fa_1Main',
    activeFeatures: ['CARD_ISSUING', 'FINANCIAL_ADDRESSES_ABA_FORWARDING'],
    pendingFeatures: ['INBOUND_TRANSFERS_ACH'],
    restrictedFeatures: ['OUTBOUND_PAYMENTS_US_DOMESTIC_WIRE'],
    country: 'US',
    created: time(),
    livemode: false,
    metadata: { shop: '7' },
    status: 'CLOSED',
    supportedCurrencies: ['USD'],
    balance: {
      cash: [
        { amount: 3_000_000_000, currency: 'EUR' },
        { amount: 900, currency: 'USD' },
      ],
      inboundPending: [],
      outboundPending: [{ amount: 5, currency: 'USD' }],
    },
    features: {
      cardIssuing: ACTIVE,
      depositInsurance: ACTIVE,
      financialAddresses: { aba: ACTIVE },
      inboundTransfers: { ach: ACTIVE },
      intraStripeFlows: ACTIVE,
      outboundPayments: {
        ach: ACTIVE,
        usDomesticWire: {
          requested: true,
          status: 'RESTRICTED',
          statusDetails: [
            { code: 'RESTRICTED_BY_PLATFORM', resolution: 'REMOVE_RESTRICTION', restriction: 'OUTBOUND_FLOWS' },
          ],
        },
      },
      outboundTransfers: { ach: ACTIVE, usDomesticWire: null },
    },
    financialAddresses: [
      {
        type: 'ABA',
        supportedNetworks: ['ACH', 'US_DOMESTIC_WIRE'],
        aba: {
          accountHolderName: 'Jane Austen',
          accountNumber: '1234567890',
          accountNumberLast4: '7890',
          bankName: 'B',
          routingNumber: '1',
        },
      },
    ],
    platformRestrictions: { inboundFlows: 'UNRESTRICTED', outboundFlows: 'RESTRICTED' },
    statusDetails: { closed: { reasons: ['CLOSED_BY_PLATFORM'] } },
  });
  expect(world.calls).toEqual([
    'GET /v1/treasury/financial_accounts/fa_1Main?expand[0]=features&expand[1]=financial_addresses.aba.account_number',
  ]);
});

it('leaves unset parts null or empty, and asks for none that are not selected', async () => {
  await using world = await startWorld({ seed: [financialAccount({ financial_addresses: [{ type: 'aba' }] })] });
  const { data } = await world.query(`{
    financialAccount(id: "fa_1Main") {
      activeFeatures metadata platformRestrictions { inboundFlows } statusDetails { closed { reasons } }
      financialAddresses { supportedNetworks aba { bankName } }
    }
  }`);
  expect(data.financialAccount).toEqual({
    activeFeatures: [],
    metadata: {},
    platformRestrictions: null,
    statusDetails: { closed: null },
    financialAddresses: [{ supportedNetworks: [], aba: null }],
  });
  expect(world.calls).toEqual(['GET /v1/treasury/financial_accounts/fa_1Main']);
});

it('lists them newest first, narrowed, with their expansions in the same call', async () => {
  const account = (id: string, created: number) =>
    financialAccount({
      id,
      created,
      features: { object: 'treasury.financial_account_features', card_issuing: active },
      financial_addresses: [{ type: 'aba', aba: { ...aba, account_number: id } }],
    });
  const seed = [account('fa_1Old', NOON), account('fa_1Mid', NOON + 1), account('fa_1New', NOON + 2)];
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(
    `query($from: DateTime) {
      financialAccounts(created: { gte: $from }, first: 5) {
        nodes { id features { cardIssuing { status } } financialAddresses { aba { accountNumber } } }
        pageInfo { hasNextPage }
      }
    }`,
    { from: time(1) },
  );
  expect(errors).toBeUndefined();
  const shown = (id: string) => ({
    id,
    features: { cardIssuing: { status: 'ACTIVE' } },
    financialAddresses: [{ aba: { accountNumber: id } }],
  });
  expect(data.financialAccounts).toEqual({
    nodes: [shown('fa_1New'), shown('fa_1Mid')],
    pageInfo: { hasNextPage: false },
  });
  expect(world.calls).toEqual([
    `GET /v1/treasury/financial_accounts?created[gte]=${NOON + 1}&limit=5&expand[0]=data.features&expand[1]=data.financial_addresses.aba.account_number`,
  ]);
});

it('is null when there is none, and refuses what cannot be an id without a call', async () => {
  await using world = await startWorld({ seed: [] });
  expect((await world.query('{ financialAccount(id: "fa_1None") { id } }')).data).toEqual({ financialAccount: null });
  expect(world.calls).toEqual(['GET /v1/treasury/financial_accounts/fa_1None']);
  const { errors } = await world.query('{ financialAccount(id: "fa_1/../x") { id } }');
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(world.calls).toEqual([]);
});

it('brings its transactions and entries by its id, filtered, without a call for itself', async () => {
  const seed = [
    financialAccount(),
    transaction('trxn_1', { status: 'open', status_transitions: { posted_at: null, void_at: null } }),
    transaction('trxn_2'),
    entry('trxne_1'),
    entry('trxne_2', { transaction: 'trxn_2' }),
  ];
  await using world = await startWorld({ seed });
  const { data, errors } = await world.query(`{
    transactionEntry(id: "trxne_1") {
      financialAccount {
        id
        transactions(status: POSTED) { nodes { id } }
        transactionEntries(first: 3, transaction: "trxn_2", orderBy: EFFECTIVE_AT) { nodes { id } }
      }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.transactionEntry.financialAccount).toEqual({
    id: 'fa_1Main',
    transactions: { nodes: [{ id: 'trxn_2' }] },
    transactionEntries: { nodes: [{ id: 'trxne_2' }] },
  });
  expect(world.calls).toEqual([
    'GET /v1/treasury/transaction_entries/trxne_1',
    'GET /v1/treasury/transactions?financial_account=fa_1Main&status=posted&limit=10',
    'GET /v1/treasury/transaction_entries?financial_account=fa_1Main&transaction=trxn_2&order_by=effective_at&limit=3',
  ]);
});
