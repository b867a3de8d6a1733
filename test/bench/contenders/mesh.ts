import { BALANCE, ENTRY, lookUps, REVERSAL, TRANSACTION, TRANSFER } from '../questions.ts';
import { askAt, type Contender, folder, rest } from './contender.ts';

/** It plans nothing: whoever asks says what REST shall expand, as they would to REST. */
export const mesh: Contender = {
  name: 'mesh',
  command: [
    process.execPath,
    `${folder}node_modules/@graphql-hive/gateway/dist/bin.js`,
    'supergraph',
    // Its own compiler of operations: faster with it than without.
    '--jit',
    '--config-path',
    `${folder}dist/mesh/gateway-config.js`,
  ],
  environment: { HOST: '127.0.0.1' },
  probe: '/readiness',
  ask: askAt('/graphql', {
    typename: '{ __typename }',
    Q1: `($id: String!) { GetTransfer(transfer: $id) { ${rest(TRANSFER)} } }`,
    Q2: `($account: String!) { GetEntries(financial_account: $account, limit: 100) { data { ${rest(ENTRY)} } } }`,
    Q3: `($account: String!) { GetEntries(financial_account: $account, limit: 50, expand: ["data.transaction"]) {
      data { ${rest(ENTRY)} transaction { ${TRANSACTION} } } } }`,
    Q4: lookUps('String!', (variable) => `GetTransfer(transfer: ${variable})`),
    Q5: `($id: String!) { GetTransfer(transfer: $id, expand: ["reversals.data.balance_transaction"]) { id amount
      reversals { data { ${REVERSAL} balance_transaction { ${rest(BALANCE)} } } } } }`,
  }),
};
