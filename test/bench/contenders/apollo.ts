import { ACCOUNT, BALANCE, ENTRY, FLOW, lookUps, REVERSAL, TRANSACTION, TRANSFER } from '../questions.ts';
import { askAt, type Contender, folder } from './contender.ts';

const entries = (limit: number, fields: string): string =>
  `{ transactionEntries(financialAccount: "${ACCOUNT}", limit: ${limit}) { ${fields} } }`;

export const apollo: Contender = {
  name: 'apollo',
  command: [process.execPath, `${folder}dist/apollo/server.js`],
  environment: {},
  probe: '/?query=%7B__typename%7D',
  ask: askAt('/', {
    typename: '{ __typename }',
    Q1: `{ transfer(id: "tr_1Seed000001") { ${TRANSFER} } }`,
    Q2: entries(100, ENTRY),
    Q3: entries(50, `${ENTRY} transaction { ${TRANSACTION} }`),
    Q4: lookUps((id) => `transfer(id: "${id}")`),
    Q5: `{ transfer(id: "tr_1Seed000030") { id amount
      reversals { ${REVERSAL} balanceTransaction { ${BALANCE} } } } }`,
    Q6: entries(100, 'id transaction { id }'),
    Q7: entries(250, ENTRY),
    Q8: entries(50, `${ENTRY} transaction { ${TRANSACTION} } ${FLOW}`),
  }),
};
