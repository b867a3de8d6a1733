import {
  accountsOf,
  entriesOf,
  feeRefundsOf,
  flowDetails,
  ownersOf,
  refundsOf,
  reversalsOf,
  sourceFlowDetails,
} from './embedded.ts';
import { itemsOf, type RestObject } from './rest-object.ts';
import type { World } from './world.ts';

type Find<T> = (owner: RestObject, world: World) => T;

/** What may stand behind one key of an object, as far as `expand[]` is concerned. */
export type Expandable =
  /** An id, replaced by the object when expanded; `types` are the kinds of object it can name. */
  | { readonly kind: 'reference'; readonly types: readonly string[] }
  /** A list inside its parent. `hidden`: absent unless expanded. Not `inLists`: refused by every list endpoint. */
  | {
      readonly kind: 'list';
      readonly type: string;
      readonly hidden: boolean;
      readonly inLists: boolean;
      /** How many of its items are shown, where that is documented. */
      readonly size?: number;
      readonly items: Find<{ items: readonly RestObject[]; url: string }>;
    }
  /** A value that is absent unless expanded; without `find` it is the stored one. */
  | { readonly kind: 'included'; readonly fields: Expandables; readonly find?: Find<unknown> }
  /** A part of the object (or an array of parts) that paths lead through, but never end at. */
  | { readonly kind: 'part'; readonly fields: Expandables }
  /** A whole object of another type that stands inside an included value. */
  | { readonly kind: 'object'; readonly type: string };

export type Expandables = Readonly<Record<string, Expandable>>;

const reference = (...types: string[]): Expandable => ({ kind: 'reference', types });
const part = (fields: Expandables): Expandable => ({ kind: 'part', fields });
const included = (fields: Expandables = {}, find?: Find<unknown>): Expandable => ({
  kind: 'included',
  fields,
  ...(find !== undefined && { find }),
});
const object = (type: string): Expandable => ({ kind: 'object', type });

const lineItems = (type: string, path: string): Expandable => {
  const items: Find<{ items: readonly RestObject[]; url: string }> = (owner) => ({
    items: itemsOf(owner, 'line_items'),
    url: `${path}/${owner.id}/line_items`,
  });
  return { kind: 'list', type, hidden: true, inLists: true, items };
};

const flows: Expandables = {
  credit_reversal: object('treasury.credit_reversal'),
  debit_reversal: object('treasury.debit_reversal'),
  inbound_transfer: object('treasury.inbound_transfer'),
  issuing_authorization: object('issuing.authorization'),
  outbound_payment: object('treasury.outbound_payment'),
  outbound_transfer: object('treasury.outbound_transfer'),
  received_credit: object('treasury.received_credit'),
  received_debit: object('treasury.received_debit'),
};
const sourceFlows: Expandables = {
  credit_reversal: object('treasury.credit_reversal'),
  outbound_payment: object('treasury.outbound_payment'),
  payout: object('payout'),
};
const transaction = reference('treasury.transaction');
const bankAccount = part({ us_bank_account: part({ mandate: reference('mandate') }) });
const returnedDetails = part({ transaction });

/** Every legal path, one key at a time. A type that is not here has nothing to expand. */
const table: Readonly<Record<string, Expandables>> = {
  transfer: {
    balance_transaction: reference('balance_transaction'),
    destination: reference('account'),
    destination_payment: reference('charge'),
    source_transaction: reference('charge'),
    reversals: { kind: 'list', type: 'transfer_reversal', hidden: false, inLists: true, size: 10, items: reversalsOf },
  },
  transfer_reversal: {
    balance_transaction: reference('balance_transaction'),
    destination_payment_refund: reference('refund'),
    source_refund: reference('refund'),
    transfer: reference('transfer'),
  },
  balance_transaction: {
    source: reference(
      'charge',
      'refund',
      'transfer',
      'transfer_reversal',
      'payout',
      'topup',
      'application_fee',
      'fee_refund',
      'dispute',
      'issuing.authorization',
    ),
  },
  customer: { default_source: reference('card'), test_clock: reference('test_helpers.test_clock') },
  payment_method: { customer: reference('customer') },
  charge: {
    application: reference('application'),
    application_fee: reference('application_fee'),
    balance_transaction: reference('balance_transaction'),
    customer: reference('customer'),
    failure_balance_transaction: reference('balance_transaction'),
    invoice: reference('invoice'),
    on_behalf_of: reference('account'),
    payment_intent: reference('payment_intent'),
    refunds: { kind: 'list', type: 'refund', hidden: true, inLists: true, items: refundsOf },
    review: reference('review'),
    source_transfer: reference('transfer'),
    transfer: reference('transfer'),
    transfer_data: part({ destination: reference('account') }),
  },
  refund: {
    balance_transaction: reference('balance_transaction'),
    charge: reference('charge'),
    failure_balance_transaction: reference('balance_transaction'),
    payment_intent: reference('payment_intent'),
    source_transfer_reversal: reference('transfer_reversal'),
    transfer_reversal: reference('transfer_reversal'),
  },
  payment_intent: {
    application: reference('application'),
    customer: reference('customer'),
    invoice: reference('invoice'),
    latest_charge: reference('charge'),
    on_behalf_of: reference('account'),
    payment_method: reference('payment_method'),
    review: reference('review'),
    transfer_data: part({ destination: reference('account') }),
  },
  payout: {
    application_fee: reference('application_fee'),
    balance_transaction: reference('balance_transaction'),
    destination: reference('bank_account'),
    failure_balance_transaction: reference('balance_transaction'),
    original_payout: reference('payout'),
    reversed_by: reference('payout'),
  },
  dispute: { charge: reference('charge'), payment_intent: reference('payment_intent') },
  topup: { balance_transaction: reference('balance_transaction') },
  application_fee: {
    account: reference('account'),
    application: reference('application'),
    balance_transaction: reference('balance_transaction'),
    charge: reference('charge'),
    originating_transaction: reference('charge'),
    refunds: { kind: 'list', type: 'fee_refund', hidden: false, inLists: true, size: 10, items: feeRefundsOf },
  },
  fee_refund: { balance_transaction: reference('balance_transaction'), fee: reference('application_fee') },
  'issuing.authorization': {
    cardholder: reference('issuing.cardholder'),
    token: reference('issuing.token'),
  },
  'tax.transaction': {
    line_items: lineItems('tax.transaction_line_item', '/v1/tax/transactions'),
  },
  'tax.calculation': {
    line_items: lineItems('tax.calculation_line_item', '/v1/tax/calculations'),
    shipping_cost: part({ tax_breakdown: included() }),
  },
  'tax.calculation_line_item': { tax_breakdown: included() },
  'treasury.financial_account': {
    features: included(),
    financial_addresses: part({ aba: part({ account_number: included() }) }),
  },
  'treasury.transaction': {
    entries: { kind: 'list', type: 'treasury.transaction_entry', hidden: true, inLists: false, items: entriesOf },
    flow_details: included(flows, flowDetails),
  },
  'treasury.transaction_entry': { flow_details: included(flows, flowDetails), transaction },
  'treasury.credit_reversal': { transaction },
  'treasury.debit_reversal': { transaction },
  'treasury.inbound_transfer': { origin_payment_method_details: bankAccount, transaction },
  'treasury.outbound_payment': {
    destination_payment_method_details: bankAccount,
    returned_details: returnedDetails,
    transaction,
  },
  'treasury.outbound_transfer': {
    destination_payment_method_details: bankAccount,
    returned_details: returnedDetails,
    transaction,
  },
  'treasury.received_credit': {
    linked_flows: part({ source_flow_details: included(sourceFlows, sourceFlowDetails) }),
    transaction,
  },
  'treasury.received_debit': { transaction },
  'financial_connections.account': {
    account_holder: part({ account: reference('account'), customer: reference('customer') }),
    ownership: reference('financial_connections.account_ownership'),
  },
  'financial_connections.session': {
    account_holder: part({ account: reference('account'), customer: reference('customer') }),
    accounts: {
      kind: 'list',
      type: 'financial_connections.account',
      hidden: false,
      inLists: true,
      items: accountsOf,
    },
  },
  'financial_connections.account_ownership': {
    owners: {
      kind: 'list',
      type: 'financial_connections.account_owner',
      hidden: false,
      inLists: true,
      items: ownersOf,
    },
  },
};

export const expandablesOf = (type: string): Expandables => table[type] ?? {};
