/** One question in GraphQL, and the fewest REST calls that bring the same data. */
export interface Question {
  readonly name: string;
  readonly shows: string;
  readonly query: string;
  readonly calls: readonly string[];
}

export const ACCOUNT = 'fa_1Seed000001';
/** Fields that the peers are asked for too. */
export const TRANSFER = 'id amount amountReversed created currency description metadata';
export const ENTRY =
  'id type created effectiveAt currency flow flowType balanceImpact { cash inboundPending outboundPending }';
export const TRANSACTION = 'id amount status description created';
const IDS = Array.from({ length: 20 }, (_, n) => `tr_1Seed${String(n + 1).padStart(6, '0')}`);

/** 100 look-ups, each under an alias of its own, of a field that takes the id. */
export const lookUps = (transfer: (id: string | undefined) => string): string =>
  `{ ${Array.from({ length: 100 }, (_, n) => `l${n}: ${transfer(IDS[n % 20])} { id amount created }`).join(' ')} }`;

export const QUESTIONS: readonly Question[] = [
  {
    name: 'Q1',
    shows: 'one object',
    query: `{ transfer(id: "tr_1Seed000001") { ${TRANSFER} } }`,
    calls: ['/v1/transfers/tr_1Seed000001'],
  },
  {
    name: 'Q2',
    shows: '100 entries, flat',
    query: `{ transactionEntries(financialAccount: "${ACCOUNT}", first: 100) { nodes { ${ENTRY} } } }`,
    calls: [`/v1/treasury/transaction_entries?financial_account=${ACCOUNT}&limit=100`],
  },
  {
    name: 'Q3',
    shows: '50 entries, each with its transaction',
    query: `{ transactionEntries(financialAccount: "${ACCOUNT}", first: 50) {
      nodes { ${ENTRY} transaction { ${TRANSACTION} } } } }`,
    calls: [`/v1/treasury/transaction_entries?financial_account=${ACCOUNT}&limit=50&expand[0]=data.transaction`],
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
      reversals { nodes { id amount created balanceTransaction { id net availableOn } } } } }`,
    calls: ['/v1/transfers/tr_1Seed000030?expand[0]=reversals.data.balance_transaction'],
  },
];
