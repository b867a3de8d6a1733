import { describe, expect, it } from 'vitest';
import { type Given, type Planned, planned } from './planned.ts';

type Row = [what: string, query: string, calls: Planned['calls'], expand?: Planned['expand'], given?: Given];

const entries = (size: number, below: string) =>
  `{ transactionEntries(financialAccount: "fa_1Abc", first: ${size}) { nodes { ${below} } } }`;
const transactions = (size: number, below: string) =>
  `{ treasuryTransactions(financialAccount: "fa_1Abc", first: ${size}) { nodes { ${below} } } }`;
const transfers = (size: number, below: string) => `{ transfers(first: ${size}) { nodes { ${below} } } }`;

const LISTS: Row[] = [
  ['a list: one call for every 100', '{ transfers(first: 250) { nodes { id } } }', { 'Query.transfers': 3 }],
  ['a list of ten unless told otherwise', '{ transfers { nodes { id } } }', { 'Query.transfers': 1 }],
  ['a page of none', '{ transfers(first: 0) { nodes { id } } }', {}],
  [
    'a list in a list: its pages for each item',
    '{ financialAccounts(first: 3) { nodes { transactions(first: 250) { nodes { id } } } } }',
    { 'Query.financialAccounts': 1, 'FinancialAccount.transactions': 9 },
  ],
  [
    'three lists in each other',
    '{ financialAccounts(first: 3) { edges { node { transactions(first: 4) { nodes { entries(first: 250) { nodes { id } } } } } } } }',
    { 'Query.financialAccounts': 1, 'FinancialAccount.transactions': 3, 'TreasuryTransaction.entries': 36 },
  ],
  [
    'a list under several names, each counted',
    '{ transfers(first: 2) { a: nodes { x: reversals(first: 110) { nodes { id } } } b: nodes { y: reversals(first: 210) { nodes { id } } } } }',
    { 'Query.transfers': 1, 'Transfer.reversals': 6 },
  ],
  [
    'a list after a cursor',
    '{ transfers(first: 250, after: "tr_1Abc") { nodes { balanceTransaction { net } } } }',
    { 'Query.transfers': 3 },
    { 'Query.transfers': ['data.balance_transaction'] },
  ],
];

const EMBEDDED: Row[] = [
  [
    'ten items that REST always sends: no call',
    transfers(5, 'reversals { nodes { amount } }'),
    { 'Query.transfers': 1 },
  ],
  [
    'what goes beyond them: its pages for each parent',
    transfers(5, 'reversals(first: 111) { nodes { amount } }'),
    { 'Query.transfers': 1, 'Transfer.reversals': 10 },
  ],
  [
    'after a cursor: nothing of it is embedded',
    transfers(5, 'reversals(first: 5, after: "trr_1Abc") { nodes { amount } }'),
    { 'Query.transfers': 1, 'Transfer.reversals': 5 },
  ],
  [
    'before a cursor: nothing of it is embedded',
    transfers(5, 'reversals(last: 5, before: "trr_1Abc") { nodes { amount } }'),
    { 'Query.transfers': 1, 'Transfer.reversals': 5 },
  ],
  [
    'what its items refer to is expanded through it',
    transfers(5, 'reversals { nodes { balanceTransaction { net } } }'),
    { 'Query.transfers': 1 },
    {
      'Query.transfers': ['data.reversals.data.balance_transaction'],
      'Transfer.reversals': ['data.balance_transaction'],
    },
  ],
  [
    'what its items refer to is one segment too deep: a call for each parent',
    '{ transferReversals(transfer: "tr_1Abc", first: 3) { nodes { transfer { reversals { nodes { balanceTransaction { net } } } } } } }',
    { 'Query.transferReversals': 1, 'Transfer.reversals': 3 },
    { 'Query.transferReversals': ['data.transfer'], 'Transfer.reversals': ['data.balance_transaction'] },
  ],
  [
    'a list that must be expanded: of unknown length, so one call more',
    '{ taxTransaction(id: "tax_1Abc") { lineItems(first: 25) { nodes { amount } } } }',
    { 'Query.taxTransaction': 1, 'TaxTransaction.lineItems': 1 },
    { 'Query.taxTransaction': ['line_items'] },
  ],
  [
    'a list that REST expands on single objects alone: embedded there',
    '{ treasuryTransaction(id: "trxn_1Abc") { entries { nodes { type } } } }',
    { 'Query.treasuryTransaction': 1, 'TreasuryTransaction.entries': 1 },
    { 'Query.treasuryTransaction': ['entries'] },
  ],
  [
    'the same in a list: a call for each parent',
    transactions(7, 'entries(first: 150) { nodes { type } }'),
    { 'Query.treasuryTransactions': 1, 'TreasuryTransaction.entries': 14 },
  ],
  [
    'two keys from its parent',
    '{ financialConnectionsAccounts(first: 2) { nodes { owners { nodes { name } } } } }',
    { 'Query.financialConnectionsAccounts': 1, 'FinancialConnectionsAccount.owners': 2 },
    { 'Query.financialConnectionsAccounts': ['data.ownership'] },
  ],
];

const REFERENCES: Row[] = [
  ['the id alone', transactions(20, 'financialAccount { id __typename }'), { 'Query.treasuryTransactions': 1 }],
  [
    'one that cannot be expanded: a call for each',
    transactions(20, 'financialAccount { country }'),
    { 'Query.treasuryTransactions': 1, 'TreasuryTransaction.financialAccount': 20 },
  ],
  [
    'what is below one that cannot be expanded: as often',
    transactions(20, 'financialAccount { features { object: __typename } transactions(first: 150) { nodes { id } } }'),
    {
      'Query.treasuryTransactions': 1,
      'TreasuryTransaction.financialAccount': 20,
      'FinancialAccount.transactions': 40,
    },
    { 'TreasuryTransaction.financialAccount': ['features'], 'FinancialAccount.features': ['features'] },
  ],
  [
    'a list that needs the id alone: no call for the object',
    transactions(20, 'financialAccount { id transactions(first: 150) { nodes { id } } }'),
    { 'Query.treasuryTransactions': 1, 'FinancialAccount.transactions': 40 },
  ],
  [
    'one that can be expanded',
    entries(50, 'transaction { amount }'),
    { 'Query.transactionEntries': 1 },
    { 'Query.transactionEntries': ['data.transaction'] },
  ],
  [
    'one in one',
    '{ transferReversal(id: "tr_1Abc/trr_1Abc") { transfer { balanceTransaction { net } } } }',
    { 'Query.transferReversal': 1 },
    { 'Query.transferReversal': ['transfer', 'transfer.balance_transaction'] },
  ],
  [
    'a fifth segment: a call for each',
    entries(
      6,
      'flowDetails { ... on OutboundPayment { transaction { flowDetails { ... on OutboundPayment { amount } } } } }',
    ),
    { 'Query.transactionEntries': 1, 'TreasuryTransaction.flowDetails': 6 },
    {
      'Query.transactionEntries': ['data.flow_details', 'data.flow_details.outbound_payment.transaction'],
      'TransactionEntry.flowDetails': [
        'flow_details',
        'flow_details.outbound_payment.transaction',
        'flow_details.outbound_payment.transaction.flow_details',
      ],
      'TreasuryTransaction.flowDetails': ['flow_details'],
    },
  ],
];

const INCLUSIONS: Row[] = [
  [
    'on a single object',
    '{ financialAccount(id: "fa_1Abc") { features { cardIssuing { status } } } }',
    { 'Query.financialAccount': 1 },
    { 'Query.financialAccount': ['features'], 'FinancialAccount.features': ['features'] },
  ],
  [
    'on a part that is no object of its own',
    '{ financialAccounts(first: 3) { nodes { financialAddresses { aba { accountNumber } } } } }',
    { 'Query.financialAccounts': 1 },
    {
      'Query.financialAccounts': ['data.financial_addresses.aba.account_number'],
      'FinancialAddressAba.accountNumber': ['account_number'],
    },
  ],
  [
    'too deep, and below it what cannot be expanded: a call for each, and as many below',
    entries(
      6,
      'flowDetails { ... on OutboundPayment { transaction { flowDetails { ... on OutboundPayment { financialAccount { country } } } } } }',
    ),
    {
      'Query.transactionEntries': 1,
      'TreasuryTransaction.flowDetails': 6,
      'OutboundPayment.financialAccount': 6,
    },
    {
      'Query.transactionEntries': ['data.flow_details', 'data.flow_details.outbound_payment.transaction'],
      'TransactionEntry.flowDetails': [
        'flow_details',
        'flow_details.outbound_payment.transaction',
        'flow_details.outbound_payment.transaction.flow_details',
      ],
      'TreasuryTransaction.flowDetails': ['flow_details'],
    },
  ],
];

const UNIONS: Row[] = [
  [
    'what every member expands',
    entries(
      4,
      'flowDetails { ... on OutboundPayment { transaction { id amount } } ... on ReceivedCredit { transaction { amount } } }',
    ),
    { 'Query.transactionEntries': 1 },
    {
      'Query.transactionEntries': [
        'data.flow_details',
        'data.flow_details.outbound_payment.transaction',
        'data.flow_details.received_credit.transaction',
      ],
      'TransactionEntry.flowDetails': [
        'flow_details',
        'flow_details.outbound_payment.transaction',
        'flow_details.received_credit.transaction',
      ],
    },
  ],
  [
    'the calls of the most expensive member alone',
    entries(
      4,
      'flowDetails { ... on OutboundPayment { financialAccount { country } } ... on ReceivedCredit { financialAccount { country transactions(first: 1) { nodes { id } } } } }',
    ),
    {
      'Query.transactionEntries': 1,
      'ReceivedCredit.financialAccount': 4,
      'FinancialAccount.transactions': 4,
    },
    { 'Query.transactionEntries': ['data.flow_details'], 'TransactionEntry.flowDetails': ['flow_details'] },
  ],
];

const LOOKUPS: Row[] = [
  [
    'the same id under two names: one call',
    '{ a: transfer(id: "tr_1Abc") { amount } b: transfer(id: "tr_1Abc") { created } }',
    { 'Query.transfer': 1 },
  ],
  [
    'ids of several types, and a wrong one',
    '{ nodes(ids: ["tr_1Abc", "tr_2Abc", "fa_1Abc", "wrong"]) { ... on FinancialAccount { features { object: __typename } } } }',
    { 'Query.nodes': 4 },
    { 'Query.nodes': ['features'], 'FinancialAccount.features': ['features'] },
  ],
  [
    'below them: as often as there are objects of that type',
    '{ nodes(ids: ["tr_1Abc", "tr_2Abc", "fa_1Abc"]) { ... on Transfer { reversals(first: 110) { nodes { id } } } } }',
    { 'Query.nodes': 3, 'Transfer.reversals': 2 },
  ],
  [
    'two siblings: the list they stand in, too',
    '{ nodes(ids: ["tr_1Abc/trr_1Abc", "tr_1Abc/trr_2Abc", "tr_1Abc/trr_3Abc"]) { ... on TransferReversal { amount } } }',
    { 'Query.nodes': 4 },
  ],
  [
    'two that stand in different lists are no siblings',
    '{ nodes(ids: ["tr_1Abc/trr_1Abc", "tr_2Abc/trr_2Abc"]) { ... on TransferReversal { amount } } }',
    { 'Query.nodes': 2 },
  ],
  [
    'entities',
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Transfer { amount reversals(first: 110) { nodes { id } } } } }',
    { 'Query._entities': 2, 'Transfer.reversals': 2 },
    {},
    { variables: { of: ['tr_1Abc', 'tr_2Abc'].map((id) => ({ __typename: 'Transfer', id })) } },
  ],
];

const KNOWN_BY_ID: Row[] = [
  [
    'a page that stands below the object in REST: no call for the object',
    '{ transfer(id: "tr_1Abc") { id __typename reversals(first: 110, after: "trr_1Abc") { nodes { amount } } } }',
    { 'Transfer.reversals': 2 },
  ],
  [
    'two such objects',
    '{ nodes(ids: ["tr_1Abc", "tr_2Abc"]) { id ... on Transfer { reversals(after: "trr_1Abc") { nodes { amount } } } } }',
    { 'Transfer.reversals': 2 },
  ],
  [
    'a page that is found by a filter',
    '{ financialAccount(id: "fa_1Abc") { id transactions { nodes { id } } } }',
    { 'Query.financialAccount': 1, 'FinancialAccount.transactions': 1 },
  ],
  ['the id alone', '{ transfer(id: "tr_1Abc") { id } }', { 'Query.transfer': 1 }],
  [
    'the id alone of an entity',
    'query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Transfer { id } } }',
    {},
    {},
    { variables: { of: [{ __typename: 'Transfer', id: 'tr_1Abc' }] } },
  ],
  [
    'line items after a cursor',
    '{ taxCalculation(id: "taxcalc_1Abc") { id lineItems(after: "tax_li_1Abc") { nodes { id } } } }',
    { 'TaxCalculation.lineItems': 1 },
  ],
];

const MUTATIONS: Row[] = [
  [
    'one call, with what it always expands',
    'mutation { createTransferReversal(input: { transfer: "tr_1Abc", all: true, idempotencyKey: "k" }) { ... on CreateTransferReversalPayload { transferReversal { transfer { amount } } } } }',
    { 'Mutation.createTransferReversal': 1 },
  ],
  [
    'what it never expands: calls of their own',
    'mutation { createTransferReversal(input: { transfer: "tr_1Abc", all: true, idempotencyKey: "k" }) { ... on CreateTransferReversalPayload { transferReversal { balanceTransaction { net } transfer { balanceTransaction { net } reversals(first: 110) { nodes { id } } } } } } }',
    {
      'Mutation.createTransferReversal': 1,
      'TransferReversal.balanceTransaction': 1,
      'Transfer.balanceTransaction': 1,
      'Transfer.reversals': 1,
    },
  ],
];

const SELECTIONS: Row[] = [
  [
    'fragments, and what @skip and @include leave',
    'query ($yes: Boolean!) { ...All } fragment All on Query { transfers { nodes { balanceTransaction @include(if: $yes) { net } reversals(first: 110) @skip(if: $yes) { nodes { id } } } } }',
    { 'Query.transfers': 1 },
    { 'Query.transfers': ['data.balance_transaction'] },
    { variables: { yes: true } },
  ],
  [
    'the same, the other way round',
    'query ($yes: Boolean!) { ...All } fragment All on Query { transfers { nodes { balanceTransaction @include(if: $yes) { net } reversals(first: 110) @skip(if: $yes) { nodes { id } } } } }',
    { 'Query.transfers': 1, 'Transfer.reversals': 10 },
    {},
    { variables: { yes: false } },
  ],
  [
    'a size in a variable',
    'query ($n: Int) { transfers(first: $n) { nodes { id } } }',
    { 'Query.transfers': 5 },
    {},
    { variables: { n: 500 } },
  ],
  [
    'what the caller may not read is not asked for',
    transfers(5, 'id balanceTransaction { net }'),
    { 'Query.transfers': 1 },
    {},
    { scopes: ['transfers:read'] },
  ],
  [
    'what the caller may read is',
    transfers(5, 'id balanceTransaction { net }'),
    { 'Query.transfers': 1 },
    { 'Query.transfers': ['data.balance_transaction'] },
    { scopes: ['transfers:read', 'balance:read'] },
  ],
];

describe.each([
  ['lists', LISTS],
  ['embedded lists', EMBEDDED],
  ['references', REFERENCES],
  ['inclusions', INCLUSIONS],
  ['unions', UNIONS],
  ['look-ups', LOOKUPS],
  ['objects known by their ids', KNOWN_BY_ID],
  ['mutations', MUTATIONS],
  ['selections', SELECTIONS],
] as const)('the plan of %s', (_name, rows) => {
  it.each<Row>(rows)('%s', (_what, query, calls, expand = {}, given = {}) => {
    const plan = planned(query, given);
    expect({ calls: plan.calls, expand: plan.expand }).toEqual({ calls, expand });
  });
});
