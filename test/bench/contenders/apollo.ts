import { BALANCE, ENTRY, FLOW, lookUps, REVERSAL, TRANSACTION, TRANSFER } from '../questions.ts';
import { askAt, type Contender, folder } from './contender.ts';

const entries = (limit: number, fields: string): string =>
  `($account: ID!) { transactionEntries(financialAccount: $account, limit: ${limit}) { ${fields} } }`;

export const apollo: Contender = {
  name: 'apollo',
  command: [process.execPath, `${folder}dist/apollo/server.js`],
  environment: {},
  probe: '/?query=%7B__typename%7D',
  ask: askAt('/', {
    typename: '{ __typename }',
    Q1: `($id: ID!) { transfer(id: $id) { ${TRANSFER} } }`,
    Q2: entries(100, ENTRY),
    Q3: entries(50, `${ENTRY} transaction { ${TRANSACTION} }`),
    Q4: lookUps('ID!', (variable) => `transfer(id: ${variable})`),
    Q5: `($id: ID!) { transfer(id: $id) { id amount
      reversals { ${REVERSAL} balanceTransaction { ${BALANCE} } } } }`,
    Q6: entries(100, 'id transaction { id }'),
    Q7: entries(250, ENTRY),
    Q8: entries(50, `${ENTRY} transaction { ${TRANSACTION} } ${FLOW}`),
  }),
};
