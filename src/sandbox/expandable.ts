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
import { type Expandable, type Expandables, included, list, object, part, reference } from './expandable-kinds.ts';
import { itemsOf } from './rest-object.ts';

const lineItems = (type: string, path: string): Expandable =>
  list(type, (owner) => ({ items: itemsOf(owner, 'line_items'), url: `${path}/${owner.id}/line_items` }), {
    hidden: true,
  });

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
    reversals: list('transfer_reversal', reversalsOf, { size: 10 }),
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
    refunds: list('refund', refundsOf, { hidden: true }),
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
  mandate: { payment_method: reference('payment_method') },
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
    refunds: list('fee_refund', feeRefundsOf, { size: 10 }),
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
    entries: list('treasury.transaction_entry', entriesOf, { hidden: true, inLists: false }),
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
    accounts: list('financial_connections.account', accountsOf),
  },
  'financial_connections.account_ownership': {
    owners: list('financial_connections.account_owner', ownersOf),
  },
};

export const expandablesOf = (type: string): Expandables => table[type] ?? {};
