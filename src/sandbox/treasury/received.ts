import type { RestObject } from '../rest-object.ts';
import type { World } from '../world.ts';
import { openTransaction, type Step } from './books.ts';
import { type FinancialAccount, type Flow, financialAccountType } from './objects.ts';
import { hasFunds } from './permitted.ts';

/** Money that somebody else sent or took. */

export interface Received extends Flow {
  linked_flows: Record<string, string | null>;
  network: string;
  reversal_details: { deadline: number | null; restricted_reason: string | null } | null;
}

interface Given {
  readonly financial_account: string;
  readonly amount: number;
  readonly currency: string;
  /** Null for the words of the network. */
  readonly description: string | null;
  readonly network: string;
  /** The other end: `{ type, <type>: … }`. */
  readonly from: { readonly type: string } & Readonly<Record<string, unknown>>;
}

/** REST gives two banking days for ACH; the sandbox counts days. */
const reversibleFor = 2 * 24 * 60 * 60;

const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

type Kind = 'received_credit' | 'received_debit';

/** What both kinds show; a refusal leaves the object, and nothing in the books. */
const receive = (world: World, kind: Kind, given: Given, refusal: string | null, step: Step) => {
  const { amount, currency, financial_account, network, from } = given;
  const id = world.newId(kind === 'received_credit' ? 'rc' : 'rd');
  const description = given.description ?? (kind === 'received_credit' ? 'Received credit' : 'Received debit');
  const signed = kind === 'received_credit' ? amount : -amount;
  const movement = { amount: signed, currency, description, financial_account, flow: id, flow_type: kind };
  const canBeReversed = refusal === null && network === 'ach';
  return {
    id,
    object: `treasury.${kind}`,
    amount,
    created: world.now(),
    currency,
    description,
    failure_code: refusal,
    financial_account,
    hosted_regulatory_receipt_url: refusal === null ? `https://payments.stripe.com/regulatory-receipt/${id}` : null,
    initiating_payment_method_details: {
      billing_details: { address: noAddress, email: null, name: null },
      ...from,
    },
    livemode: false,
    network,
    reversal_details: canBeReversed ? { deadline: world.now() + reversibleFor, restricted_reason: null } : null,
    status: refusal === null ? 'succeeded' : 'failed',
    transaction: refusal === null ? openTransaction(world, movement, step) : null,
  };
};

const accountOf = (world: World, { financial_account: id }: Given): FinancialAccount =>
  world.named(financialAccountType, id, 'financial_account');

const isShut = ({ status }: FinancialAccount): string | null => (status === 'open' ? null : 'account_closed');

export const receiveCredit = (
  world: World,
  { source, ...given }: Given & { readonly source?: { source_flow: string; source_flow_type: string } },
): RestObject => {
  const refusal = isShut(accountOf(world, given));
  return world.put({
    ...receive(world, 'received_credit', given, refusal, { type: 'received_credit', cash: given.amount }),
    linked_flows: {
      credit_reversal: null,
      issuing_authorization: null,
      issuing_transaction: null,
      source_flow: source?.source_flow ?? null,
      source_flow_type: source?.source_flow_type ?? null,
    },
  });
};

/** `inboundTransfer`: the transfer that the bank takes back, which is not refused for want of cash. */
export const receiveDebit = (
  world: World,
  { inboundTransfer = null, ...given }: Given & { readonly inboundTransfer?: string | null },
): RestObject => {
  const account = accountOf(world, given);
  const isShort = inboundTransfer === null && !hasFunds(account, given);
  const refusal = isShut(account) ?? (isShort ? 'insufficient_funds' : null);
  return world.put({
    ...receive(world, 'received_debit', given, refusal, { type: 'received_debit', cash: -given.amount }),
    linked_flows: {
      debit_reversal: null,
      inbound_transfer: inboundTransfer,
      issuing_authorization: null,
      issuing_transaction: null,
      payout: null,
    },
  });
};
