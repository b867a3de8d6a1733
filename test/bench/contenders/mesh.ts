import { ACCOUNT, BALANCE, ENTRY, lookUps, REVERSAL, TRANSACTION, TRANSFER } from '../questions.ts';
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
    Q1: `{ GetTransfer(transfer: "tr_1Seed000001") { ${rest(TRANSFER)} } }`,
    Q2: `{ GetEntries(financial_account: "${ACCOUNT}", limit: 100) { data { ${rest(ENTRY)} } } }`,
    Q3: `{ GetEntries(financial_account: "${ACCOUNT}", limit: 50, expand: ["data.transaction"]) {
      data { ${rest(ENTRY)} transaction { ${TRANSACTION} } } } }`,
    Q4: lookUps((id) => `GetTransfer(transfer: "${id}")`),
    Q5: `{ GetTransfer(transfer: "tr_1Seed000030", expand: ["reversals.data.balance_transaction"]) { id amount
      reversals { data { ${REVERSAL} balance_transaction { ${rest(BALANCE)} } } } } }`,
  }),
};
