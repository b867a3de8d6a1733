import { TURN } from './turns.ts';

/** One question in GraphQL, and the fewest REST calls that bring the same data. */
export interface Question {
  readonly name: string;
  readonly shows: string;
  /** In the gateway's own words, without a name: `($id: ID!) { … }`. */
  readonly query: string;
  /** Ids, the same for all servers, that change with each turn. */
  readonly variables: Readonly<Record<string, string>>;
  readonly calls: readonly string[];
}

const ACCOUNT = `fa_1Seed000001${TURN}`;
/** Fields that the others are asked for too. */
export const TRANSFER = 'id amount amountReversed created currency description metadata';
export const ENTRY =
  'id type created effectiveAt currency flow flowType balanceImpact { cash inboundPending outboundPending }';
export const TRANSACTION = 'id amount status description created';
export const REVERSAL = 'id amount created';
export const BALANCE = 'id net availableOn';

const MOVING = [
  'CreditReversal',
  'DebitReversal',
  'InboundTransfer',
  'OutboundPayment',
  'OutboundTransfer',
  'ReceivedCredit',
  'ReceivedDebit',
];
export const FLOW = `flowDetails { __typename ... on IssuingAuthorization { id }
  ${MOVING.map((type) => `... on ${type} { id amount created }`).join(' ')} }`;

const transferOf = (n: number): string => `tr_1Seed${String(n).padStart(6, '0')}${TURN}`;

const LOOKED_UP = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`id${n}`, transferOf(n + 1)]));

/** 100 look-ups of 20 ids, each under an alias of its own, of a field that takes a variable. */
export const lookUps = (type: string, transfer: (variable: string) => string): string => {
  const names = Object.keys(LOOKED_UP);
  const fields = Array.from({ length: 100 }, (_, n) => `l${n}: ${transfer(`$id${n % 20}`)} { id amount created }`);
  return `(${names.map((name) => `$${name}: ${type}`).join(', ')}) { ${fields.join(' ')} }`;
};

const oneTransfer = (fields: string): string => `($id: ID!) { transfer(id: $id) { ${fields} } }`;

const entries = (first: number, fields: string): string =>
  `($account: ID!) { transactionEntries(financialAccount: $account, first: ${first}) { nodes { ${fields} } } }`;

const listOf = (limit: number, more = ''): string =>
  `/v1/treasury/transaction_entries?financial_account=${ACCOUNT}&limit=${limit}${more}`;

const OF_ACCOUNT = { account: ACCOUNT };

export const QUESTIONS: readonly Question[] = [
  {
    name: 'typename',
    shows: '`{ __typename }`, an answer made of nothing',
    query: '{ __typename }',
    variables: {},
    calls: [],
  },
  {
    name: 'Q1',
    shows: 'one object',
    query: oneTransfer(TRANSFER),
    variables: { id: transferOf(1) },
    calls: [`/v1/transfers/${transferOf(1)}`],
  },
  {
    name: 'Q2',
    shows: '100 entries, flat',
    query: entries(100, ENTRY),
    variables: OF_ACCOUNT,
    calls: [listOf(100)],
  },
  {
    name: 'Q3',
    shows: '50 entries, each with its transaction',
    query: entries(50, `${ENTRY} transaction { ${TRANSACTION} }`),
    variables: OF_ACCOUNT,
    calls: [listOf(50, '&expand[0]=data.transaction')],
  },
  {
    name: 'Q4',
    shows: '100 aliased look-ups of 20 ids',
    query: lookUps('ID!', (variable) => `transfer(id: ${variable})`),
    variables: LOOKED_UP,
    calls: Object.values(LOOKED_UP).map((id) => `/v1/transfers/${id}`),
  },
  {
    name: 'Q5',
    shows: 'a transfer, its 10 reversals, their balance transactions',
    query: oneTransfer(`id amount reversals { nodes { ${REVERSAL} balanceTransaction { ${BALANCE} } } }`),
    variables: { id: transferOf(30) },
    calls: [`/v1/transfers/${transferOf(30)}?expand[0]=reversals.data.balance_transaction`],
  },
  {
    name: 'Q6',
    shows: '100 entries, bare ids: their own and their transactions’',
    query: entries(100, 'id transaction { id }'),
    variables: OF_ACCOUNT,
    calls: [listOf(100)],
  },
  {
    name: 'Q7',
    shows: '250 entries, flat, which are three pages',
    query: entries(250, ENTRY),
    variables: OF_ACCOUNT,
    // Only the proxy, which reads nothing, can know beforehand where a page begins.
    calls: [
      listOf(100),
      listOf(100, `&starting_after=trxne_1SeedA000255${TURN}`),
      listOf(50, `&starting_after=trxne_1SeedA000155${TURN}`),
    ],
  },
  {
    name: 'Q8',
    shows: '50 entries, each with its transaction and its flow',
    query: entries(50, `${ENTRY} transaction { ${TRANSACTION} } ${FLOW}`),
    variables: OF_ACCOUNT,
    calls: [listOf(50, '&expand[0]=data.transaction&expand[1]=data.flow_details')],
  },
];
