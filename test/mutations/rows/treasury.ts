import { FLOW, flowMade, moneyBody, moneyInput, START } from './flows.ts';
import type { Bank, Row } from './row.ts';

const BANK = 'pm_1SeedBank000001';
const OTHER = 'fa_1Seed000002';
const SUPPLIER = 'cus_1SeedSupplier001';

const openAccount = async (bank: Bank): Promise<string> =>
  (await bank.post('/v1/treasury/financial_accounts', 'supported_currencies[0]=usd')).id;

const PAYMENT = { name: 'createOutboundPayment', field: 'outboundPayment', selection: FLOW };

const starting: readonly Row[] = [
  {
    name: 'createOutboundTransfer',
    field: 'outboundTransfer',
    selection: FLOW,
    prepare: (bank) => {
      const amount = bank.next();
      return {
        input: { ...moneyInput(amount), destinationPaymentMethod: BANK },
        path: '/v1/treasury/outbound_transfers',
        body: moneyBody(amount, `destination_payment_method=${BANK}`),
        made: flowMade(amount, -amount),
        cash: -amount,
      };
    },
  },
  {
    ...PAYMENT,
    prepare: (bank) => {
      const amount = bank.next();
      return {
        input: {
          ...moneyInput(amount),
          customer: SUPPLIER,
          destinationPaymentMethod: 'pm_1SeedBank000002',
          destinationPaymentMethodOptions: { usBankAccount: { network: 'US_DOMESTIC_WIRE' } },
        },
        path: '/v1/treasury/outbound_payments',
        body: moneyBody(
          amount,
          `customer=${SUPPLIER}&destination_payment_method=pm_1SeedBank000002&destination_payment_method_options[us_bank_account][network]=us_domestic_wire`,
        ),
        made: flowMade(amount, -amount),
        cash: -amount,
      };
    },
  },
  {
    ...PAYMENT,
    prepare: (bank) => {
      const amount = bank.next();
      const data = 'destination_payment_method_data';
      return {
        input: { ...moneyInput(amount), destinationPaymentMethodData: { financialAccount: OTHER } },
        path: '/v1/treasury/outbound_payments',
        body: moneyBody(amount, `${data}[type]=financial_account&${data}[financial_account]=${OTHER}`),
        made: flowMade(amount, -amount, 'POSTED'),
        cash: -amount,
      };
    },
  },
  {
    name: 'createInboundTransfer',
    field: 'inboundTransfer',
    selection: FLOW,
    prepare: (bank) => {
      const amount = bank.next();
      return {
        input: { ...moneyInput(amount), originPaymentMethod: BANK },
        path: '/v1/treasury/inbound_transfers',
        body: moneyBody(amount, `origin_payment_method=${BANK}`),
        made: flowMade(amount, amount),
      };
    },
  },
];

/** Calls a flow back: what was set aside is cash again. */
const cancelRow = (
  field: 'outboundTransfer' | 'outboundPayment' | 'inboundTransfer',
  path: string,
  cash: (amount: number) => number,
): Row => ({
  name: `cancel${field.charAt(0).toUpperCase()}${field.slice(1)}`,
  field,
  selection: 'id status cancelable',
  prepare: async (bank) => {
    const amount = bank.next();
    const id = await START[field](bank, amount);
    return {
      input: { id },
      path: `/v1/treasury/${path}/${id}/cancel`,
      body: 'expand[0]=transaction',
      made: { id, status: 'CANCELED', cancelable: false },
      cash: cash(amount),
    };
  },
});

/** Sends back what came, or claims back what went. */
const reversalRow = (kind: 'credit' | 'debit', cash: (amount: number) => number): Row => {
  const received = kind === 'credit' ? 'receivedCredit' : 'receivedDebit';
  return {
    name: kind === 'credit' ? 'createCreditReversal' : 'createDebitReversal',
    field: `${kind}Reversal`,
    selection: `amount status ${received} { id }`,
    prepare: async (bank) => {
      const amount = bank.next();
      const id = await START[received](bank, amount);
      return {
        input: { [received]: id },
        path: `/v1/treasury/${kind}_reversals`,
        body: `received_${kind}=${id}&expand[0]=transaction`,
        made: { amount, status: 'PROCESSING', [received]: { id } },
        cash: cash(amount),
      };
    },
  };
};

const accounts: readonly Row[] = [
  {
    name: 'createFinancialAccount',
    field: 'financialAccount',
    selection:
      'status supportedCurrencies activeFeatures features { intraStripeFlows { requested } } platformRestrictions { outboundFlows }',
    prepare: () => ({
      input: {
        supportedCurrencies: ['USD'],
        features: { intraStripeFlows: { requested: true }, inboundTransfers: { ach: { requested: true } } },
        platformRestrictions: { outboundFlows: 'RESTRICTED' },
      },
      path: '/v1/treasury/financial_accounts',
      body: 'supported_currencies[0]=usd&features[intra_stripe_flows][requested]=true&features[inbound_transfers][ach][requested]=true&platform_restrictions[outbound_flows]=restricted&expand[0]=features',
      made: {
        status: 'OPEN',
        supportedCurrencies: ['USD'],
        activeFeatures: ['INBOUND_TRANSFERS_ACH', 'INTRA_STRIPE_FLOWS'],
        features: { intraStripeFlows: { requested: true } },
        platformRestrictions: { outboundFlows: 'RESTRICTED' },
      },
    }),
  },
  {
    name: 'updateFinancialAccount',
    field: 'financialAccount',
    selection: 'id metadata platformRestrictions { inboundFlows }',
    prepare: async (bank) => {
      const id = await openAccount(bank);
      return {
        input: { id, platformRestrictions: { inboundFlows: 'RESTRICTED' }, metadata: { a: 'b' } },
        path: `/v1/treasury/financial_accounts/${id}`,
        body: 'metadata[a]=b&platform_restrictions[inbound_flows]=restricted&expand[0]=features',
        made: { id, metadata: { a: 'b' }, platformRestrictions: { inboundFlows: 'RESTRICTED' } },
      };
    },
  },
  {
    name: 'updateFinancialAccountFeatures',
    field: 'financialAccountFeatures',
    selection: 'cardIssuing { requested status } outboundPayments { ach { requested status } }',
    prepare: async (bank) => {
      const financialAccount = await openAccount(bank);
      return {
        input: {
          financialAccount,
          features: { cardIssuing: { requested: true }, outboundPayments: { ach: { requested: false } } },
        },
        path: `/v1/treasury/financial_accounts/${financialAccount}/features`,
        body: 'card_issuing[requested]=true&outbound_payments[ach][requested]=false',
        made: {
          cardIssuing: { requested: true, status: 'ACTIVE' },
          outboundPayments: { ach: { requested: false, status: 'RESTRICTED' } },
        },
      };
    },
  },
];

export const TREASURY_ROWS: readonly Row[] = [
  ...starting,
  cancelRow('outboundTransfer', 'outbound_transfers', (amount) => amount),
  cancelRow('outboundPayment', 'outbound_payments', (amount) => amount),
  cancelRow('inboundTransfer', 'inbound_transfers', () => 0),
  reversalRow('credit', (amount) => -amount),
  reversalRow('debit', () => 0),
  ...accounts,
];
