/** One question in GraphQL, and the fewest REST calls that bring the same data. */
export interface Question {
  readonly name: string;
  readonly shows: string;
  /** In the gateway's own words, without a name: `{ … }`. */
  readonly query: string;
  readonly calls: readonly string[];
}

export const ACCOUNT = 'fa_1Seed000001';
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

const IDS = Array.from({ length: 20 }, (_, n) => `tr_1Seed${String(n + 1).padStart(6, '0')}`);

/** 100 look-ups, each under an alias of its own, of a field that takes the id. */
export const lookUps = (transfer: (id: string | undefined) => string): string =>
  `{ ${Array.from({ length: 100 }, (_, n) => `l${n}: ${transfer(IDS[n % 20])} { id amount created }`).join(' ')} }`;

const entries = (first: number, fields: string): string =>
  `{ transactionEntries(financialAccount: "${ACCOUNT}", first: ${first}) { nodes { ${fields} } } }`;

const listOf = (limit: number, more = ''): string =>
  `/v1/treasury/transaction_entries?financial_account=${ACCOUNT}&limit=${limit}${more}`;

export const QUESTIONS: readonly Question[] = [
  { name: 'typename', shows: '`{ __typename }`, an answer made of nothing', query: '{ __typename }', calls: [] },
  {
    name: 'Q1',
    shows: 'one object',
    query: `{ transfer(id: "tr_1Seed000001") { ${TRANSFER} } }`,
    calls: ['/v1/transfers/tr_1Seed000001'],
  },
  { name: 'Q2', shows: '100 entries, flat', query: entries(100, ENTRY), calls: [listOf(100)] },
  {
    name: 'Q3',
    shows: '50 entries, each with its transaction',
    query: entries(50, `${ENTRY} transaction { ${TRANSACTION} }`),
    calls: [listOf(50, '&expand[0]=data.transaction')],
  },
  {
    name: 'Q4',
    shows: '100 aliased look-ups of 20 ids',
    query: lookUps((id) => `transfer(id: "${id}")`),
    calls: IDS.map((id) => `/v1/transfers/${id}`),
  },
  {
    name: 'Q5',
    shows: 'a transfer, its 10 reversals, their balance transactions',
    query: `{ transfer(id: "tr_1Seed000030") { id amount
      reversals { nodes { ${REVERSAL} balanceTransaction { ${BALANCE} } } } } }`,
    calls: ['/v1/transfers/tr_1Seed000030?expand[0]=reversals.data.balance_transaction'],
  },
  {
    name: 'Q6',
    shows: '100 entries, bare ids: their own and their transactions’',
    query: entries(100, 'id transaction { id }'),
    calls: [listOf(100)],
  },
  {
    name: 'Q7',
    shows: '250 entries, flat, which are three pages',
    query: entries(250, ENTRY),
    // Only the proxy, which reads nothing, can know beforehand where a page begins.
    calls: [
      listOf(100),
      listOf(100, '&starting_after=trxne_1SeedA000255'),
      listOf(50, '&starting_after=trxne_1SeedA000155'),
    ],
  },
  {
    name: 'Q8',
    shows: '50 entries, each with its transaction and its flow',
    query: entries(50, `${ENTRY} transaction { ${TRANSACTION} } ${FLOW}`),
    calls: [listOf(50, '&expand[0]=data.transaction&expand[1]=data.flow_details')],
  },
];
