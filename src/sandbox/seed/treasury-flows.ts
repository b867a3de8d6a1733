import type Stripe from 'stripe';
import { DAY, seedId } from './generator.ts';
import { OWN_MANDATE } from './mandates.ts';

/** The shapes of the flows of money: each function fills in what no scenario cares about. */

type Given<T, Key extends keyof T> = Pick<T, Key> & Partial<T>;
type Base = { id: string; amount: number; created: number };

const common = ({ id, amount, created }: Base) => ({
  id,
  amount,
  created,
  currency: 'usd',
  hosted_regulatory_receipt_url: `https://payments.stripe.com/regulatory-receipt/${id}`,
  livemode: false,
});

export const billingDetails = (name: string | null): { address: Stripe.Address; email: null; name: string | null } => {
  const address = name
    ? { city: 'San Francisco', country: 'US', line1: '1 Fake Street', line2: null, postal_code: '94102', state: 'CA' }
    : { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return { address, email: null, name };
};

const bankAccount = <Network extends string>(network: Network) => ({
  account_holder_type: 'company' as const,
  account_type: 'checking' as const,
  bank_name: 'STRIPE TEST BANK',
  fingerprint: 'AuoSJ18zsVWV9SPc',
  last4: '6789',
  network,
  routing_number: '110000000',
});

const storedBankAccount = <Network extends string>(
  holder: string,
  network: Network,
  given: { mandate?: string } = {},
) => ({
  billing_details: billingDetails(holder),
  type: 'us_bank_account' as const,
  us_bank_account: { ...bankAccount(network), ...given },
});

const received = (base: Base) => ({
  ...common(base),
  failure_code: null,
  initiating_payment_method_details: {
    billing_details: billingDetails('Jane Austen'),
    type: 'us_bank_account' as const,
    us_bank_account: { bank_name: 'STRIPE TEST BANK', last4: '6789', routing_number: '110000000' },
  },
  network: 'ach' as const,
  // Long ago, whenever the sandbox runs.
  reversal_details: { deadline: base.created + 2 * DAY, restricted_reason: 'deadline_passed' as const },
  status: 'succeeded' as const,
});

type ReceivedCredit = Stripe.Treasury.ReceivedCredit;
export const receivedCredit = (
  base: Base,
  given: Given<ReceivedCredit, 'financial_account' | 'transaction'>,
  links: Partial<ReceivedCredit['linked_flows']> = {},
): ReceivedCredit => ({
  ...received(base),
  object: 'treasury.received_credit',
  description: 'Jane Austen',
  ...given,
  linked_flows: {
    credit_reversal: null,
    issuing_authorization: null,
    issuing_transaction: null,
    source_flow: null,
    source_flow_type: null,
    ...links,
  },
});

type ReceivedDebit = Stripe.Treasury.ReceivedDebit;
export const receivedDebit = (
  base: Base,
  given: Given<ReceivedDebit, 'financial_account' | 'transaction'>,
  links: Partial<ReceivedDebit['linked_flows']> = {},
): ReceivedDebit => ({
  ...received(base),
  object: 'treasury.received_debit',
  description: 'City Power & Light',
  ...given,
  linked_flows: {
    debit_reversal: null,
    inbound_transfer: null,
    issuing_authorization: null,
    issuing_transaction: null,
    payout: null,
    ...links,
  },
});

type CreditReversal = Stripe.Treasury.CreditReversal;
export const creditReversal = (
  base: Base,
  given: Given<
    CreditReversal,
    'financial_account' | 'received_credit' | 'status' | 'status_transitions' | 'transaction'
  >,
): CreditReversal => ({ ...common(base), object: 'treasury.credit_reversal', metadata: {}, network: 'ach', ...given });

type DebitReversal = Stripe.Treasury.DebitReversal;
export const debitReversal = (
  base: Base,
  given: Given<DebitReversal, 'financial_account' | 'received_debit' | 'status' | 'status_transitions' | 'transaction'>,
): DebitReversal => {
  const linked_flows = given.network === 'card' ? { issuing_dispute: base.id.replace('debrev', 'idp') } : null;
  return { ...common(base), object: 'treasury.debit_reversal', linked_flows, metadata: {}, network: 'ach', ...given };
};

type InboundTransfer = Stripe.Treasury.InboundTransfer;
export const inboundTransfer = (
  base: Base,
  given: Given<InboundTransfer, 'financial_account' | 'status' | 'status_transitions' | 'transaction'>,
): InboundTransfer => ({
  ...common(base),
  object: 'treasury.inbound_transfer',
  cancelable: given.status === 'processing',
  description: 'From our bank account',
  failure_details: null,
  linked_flows: { received_debit: null },
  metadata: {},
  origin_payment_method: seedId('pm', 1, 'Bank'),
  origin_payment_method_details: storedBankAccount('Jane Austen', 'ach', { mandate: OWN_MANDATE }),
  returned: false,
  statement_descriptor: 'transfer',
  ...given,
});

type OutboundKeys =
  | 'financial_account'
  | 'returned_details'
  | 'status'
  | 'status_transitions'
  | 'tracking_details'
  | 'transaction';

/** An outbound transfer has the same statuses and networks. */
type OutboundState = Pick<Stripe.Treasury.OutboundPayment, 'status' | 'tracking_details'>;

const networkOf = ({ tracking_details }: OutboundState) => tracking_details?.type ?? 'ach';

const outbound = (base: Base, { status }: OutboundState) => ({
  ...common(base),
  cancelable: status === 'processing',
  expected_arrival_date: base.created + 3 * DAY,
  metadata: {},
});

type OutboundTransfer = Stripe.Treasury.OutboundTransfer;
export const outboundTransfer = (base: Base, given: Given<OutboundTransfer, OutboundKeys>): OutboundTransfer => ({
  ...outbound(base, given),
  object: 'treasury.outbound_transfer',
  description: 'To our bank account',
  destination_payment_method: seedId('pm', 1, 'Bank'),
  destination_payment_method_details: storedBankAccount('Jane Austen', networkOf(given)),
  statement_descriptor: 'transfer',
  ...given,
});

type OutboundPayment = Stripe.Treasury.OutboundPayment;
export const outboundPayment = (base: Base, given: Given<OutboundPayment, OutboundKeys>): OutboundPayment => ({
  ...outbound(base, given),
  object: 'treasury.outbound_payment',
  customer: 'cus_1SeedSupplier001',
  description: 'Supplier invoice',
  destination_payment_method: seedId('pm', 2, 'Bank'),
  destination_payment_method_details: storedBankAccount('Acme Supplies', networkOf(given)),
  end_user_details: { ip_address: '192.0.2.17', present: true },
  statement_descriptor: 'payment',
  ...given,
});
