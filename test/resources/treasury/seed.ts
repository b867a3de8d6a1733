import type Stripe from 'stripe';

/** Objects as REST has them, with what no test is about filled in; `given` is what the test is about. */

/** The same without a name of its own, for a seed is made of plain objects. */
type Plain<T> = { [Key in keyof T]: T[Key] };

export const ACCOUNT = 'fa_1Main';
export const NOON = 1_700_000_000;
/** `NOON` and seconds after it, as the gateway shows them. */
export const time = (after = 0): string => new Date((NOON + after) * 1000).toISOString();

const receipt = (id: string): string => `https://payments.stripe.com/regulatory-receipt/${id}`;

const flow = (id: string) => ({
  id,
  amount: 1000,
  created: NOON,
  currency: 'usd',
  financial_account: ACCOUNT,
  hosted_regulatory_receipt_url: receipt(id),
  livemode: false,
});

export const billingDetails = {
  address: { city: 'Bath', country: 'GB', line1: '4 Sydney Place', line2: 'Flat 1', postal_code: 'BA2', state: 'SOM' },
  email: 'jane@example.com',
  name: 'Jane Austen',
};

export const bankAccount = {
  account_holder_type: 'individual',
  account_type: 'savings',
  bank_name: 'TEST BANK',
  fingerprint: 'AuoSJ18zsVWV9SPc',
  last4: '6789',
  network: 'ach',
  routing_number: '110000000',
} as const;

export const financialAccount = (
  given: Partial<Stripe.Treasury.FinancialAccount> = {},
): Plain<Stripe.Treasury.FinancialAccount> => ({
  id: ACCOUNT,
  object: 'treasury.financial_account',
  balance: { cash: { usd: 0 }, inbound_pending: { usd: 0 }, outbound_pending: { usd: 0 } },
  country: 'US',
  created: NOON,
  financial_addresses: [],
  livemode: false,
  metadata: null,
  status: 'open',
  status_details: { closed: null },
  supported_currencies: ['usd'],
  ...given,
});

export const transaction = (
  id: string,
  given: Partial<Stripe.Treasury.Transaction> = {},
): Plain<Stripe.Treasury.Transaction> => ({
  id,
  object: 'treasury.transaction',
  amount: 1000,
  balance_impact: { cash: 1000, inbound_pending: 0, outbound_pending: 0 },
  created: NOON,
  currency: 'usd',
  description: `About ${id}`,
  financial_account: ACCOUNT,
  flow: null,
  flow_type: 'other',
  livemode: false,
  status: 'posted',
  status_transitions: { posted_at: NOON, void_at: null },
  ...given,
});

export const entry = (
  id: string,
  given: Partial<Stripe.Treasury.TransactionEntry> = {},
): Plain<Stripe.Treasury.TransactionEntry> => ({
  id,
  object: 'treasury.transaction_entry',
  balance_impact: { cash: 1000, inbound_pending: 0, outbound_pending: 0 },
  created: NOON,
  currency: 'usd',
  effective_at: NOON,
  financial_account: ACCOUNT,
  flow: null,
  flow_type: 'other',
  livemode: false,
  transaction: 'trxn_1',
  type: 'other',
  ...given,
});

export const receivedCredit = (
  id: string,
  given: Partial<Stripe.Treasury.ReceivedCredit> = {},
): Plain<Stripe.Treasury.ReceivedCredit> => ({
  ...flow(id),
  object: 'treasury.received_credit',
  description: 'Rent',
  failure_code: null,
  initiating_payment_method_details: { billing_details: billingDetails, type: 'stripe' },
  linked_flows: {
    credit_reversal: null,
    issuing_authorization: null,
    issuing_transaction: null,
    source_flow: null,
    source_flow_type: null,
  },
  network: 'ach',
  reversal_details: null,
  status: 'succeeded',
  transaction: 'trxn_1',
  ...given,
});

export const receivedDebit = (
  id: string,
  given: Partial<Stripe.Treasury.ReceivedDebit> = {},
): Plain<Stripe.Treasury.ReceivedDebit> => ({
  ...flow(id),
  object: 'treasury.received_debit',
  description: 'Power',
  failure_code: null,
  linked_flows: {
    debit_reversal: null,
    inbound_transfer: null,
    issuing_authorization: null,
    issuing_transaction: null,
    payout: null,
  },
  network: 'ach',
  reversal_details: null,
  status: 'succeeded',
  transaction: 'trxn_1',
  ...given,
});

export const creditReversal = (
  id: string,
  given: Partial<Stripe.Treasury.CreditReversal> = {},
): Plain<Stripe.Treasury.CreditReversal> => ({
  ...flow(id),
  object: 'treasury.credit_reversal',
  metadata: {},
  network: 'stripe',
  received_credit: 'rc_1',
  status: 'processing',
  status_transitions: { posted_at: null },
  transaction: 'trxn_1',
  ...given,
});

export const debitReversal = (
  id: string,
  given: Partial<Stripe.Treasury.DebitReversal> = {},
): Plain<Stripe.Treasury.DebitReversal> => ({
  ...flow(id),
  object: 'treasury.debit_reversal',
  linked_flows: null,
  metadata: {},
  network: 'ach',
  received_debit: 'rd_1',
  status: 'processing',
  status_transitions: { completed_at: null },
  transaction: 'trxn_1',
  ...given,
});

export const inboundTransfer = (
  id: string,
  given: Partial<Stripe.Treasury.InboundTransfer> = {},
): Plain<Stripe.Treasury.InboundTransfer> => ({
  ...flow(id),
  object: 'treasury.inbound_transfer',
  cancelable: true,
  description: null,
  failure_details: null,
  linked_flows: { received_debit: null },
  metadata: {},
  origin_payment_method: null,
  origin_payment_method_details: null,
  returned: null,
  statement_descriptor: 'transfer',
  status: 'processing',
  status_transitions: { failed_at: null, succeeded_at: null },
  transaction: 'trxn_1',
  ...given,
});

const outbound = {
  cancelable: false,
  description: null,
  destination_payment_method: null,
  expected_arrival_date: NOON + 60,
  metadata: {},
  returned_details: null,
  statement_descriptor: 'payment',
  status: 'processing',
  status_transitions: { canceled_at: null, failed_at: null, posted_at: null, returned_at: null },
  tracking_details: null,
  transaction: 'trxn_1',
} as const;

export const outboundPayment = (
  id: string,
  given: Partial<Stripe.Treasury.OutboundPayment> = {},
): Plain<Stripe.Treasury.OutboundPayment> => ({
  ...flow(id),
  ...outbound,
  object: 'treasury.outbound_payment',
  customer: null,
  destination_payment_method_details: null,
  end_user_details: null,
  ...given,
});

export const outboundTransfer = (
  id: string,
  given: Partial<Stripe.Treasury.OutboundTransfer> = {},
): Plain<Stripe.Treasury.OutboundTransfer> => ({
  ...flow(id),
  ...outbound,
  object: 'treasury.outbound_transfer',
  destination_payment_method_details: { billing_details: billingDetails, type: 'us_bank_account' },
  ...given,
});
