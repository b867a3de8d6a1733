import { built } from './processes.ts';
import { ACCOUNT, ENTRY, lookUps, TRANSACTION, TRANSFER } from './questions.ts';

/** What else a team could take: see peers/README.md. */
export interface Peer {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 once it is ready. */
  readonly probe: string;
  /** Where it takes operations. */
  readonly path: string;
  /** Each question in the words of its schema. */
  readonly queries: Readonly<Record<string, string>>;
}

export const folder = built('../../../../test/bench/peers/');

/** Fields as REST names them. */
const rest = (fields: string): string => fields.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const REVERSAL = 'id amount created';
const BALANCE = 'id net availableOn';

const apollo: Peer = {
  name: 'Apollo Server',
  command: [process.execPath, `${folder}dist/apollo/server.js`],
  environment: {},
  probe: '/?query=%7B__typename%7D',
  path: '/',
  queries: {
    Q1: `{ transfer(id: "tr_1Seed000001") { ${TRANSFER} } }`,
    Q2: `{ transactionEntries(financialAccount: "${ACCOUNT}", limit: 100) { ${ENTRY} } }`,
    Q3: `{ transactionEntries(financialAccount: "${ACCOUNT}", limit: 50) { ${ENTRY} transaction { ${TRANSACTION} } } }`,
    Q4: lookUps((id) => `transfer(id: "${id}")`),
    Q5: `{ transfer(id: "tr_1Seed000030") { id amount
      reversals { ${REVERSAL} balanceTransaction { ${BALANCE} } } } }`,
  },
};

/** It plans nothing: whoever asks says what REST shall expand, as they would to REST. */
const mesh: Peer = {
  name: 'GraphQL Mesh',
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
  path: '/graphql',
  queries: {
    Q1: `{ GetTransfer(transfer: "tr_1Seed000001") { ${rest(TRANSFER)} } }`,
    Q2: `{ GetEntries(financial_account: "${ACCOUNT}", limit: 100) { data { ${rest(ENTRY)} } } }`,
    Q3: `{ GetEntries(financial_account: "${ACCOUNT}", limit: 50, expand: ["data.transaction"]) {
      data { ${rest(ENTRY)} transaction { ${TRANSACTION} } } } }`,
    Q4: lookUps((id) => `GetTransfer(transfer: "${id}")`),
    Q5: `{ GetTransfer(transfer: "tr_1Seed000030", expand: ["reversals.data.balance_transaction"]) { id amount
      reversals { data { ${REVERSAL} balance_transaction { ${rest(BALANCE)} } } } } }`,
  },
};

/** Its file takes no variable for the port. The shell gives way to it, so that what is measured is Tailcall. */
const START_TAILCALL = `cd "$0" && file=dist/tailcall-$SHARE.graphql
  sed "s#PORT#$PORT#; s#UPSTREAM#$UPSTREAM#; s#SHARE#$SHARE#" tailcall/schema.graphql > $file
  exec node_modules/.bin/tailcall start $file`;

const tailcall = (name: string, share: boolean): Peer => ({
  name,
  command: ['sh', '-c', START_TAILCALL, folder],
  // By default it logs every call, and tells its makers that it was started.
  environment: { TAILCALL_LOG_LEVEL: 'error', TAILCALL_TRACKER: 'false', SHARE: String(share) },
  probe: '/status',
  path: '/graphql',
  queries: {
    Q1: `{ transfer(id: "tr_1Seed000001") { ${rest(TRANSFER)} } }`,
    Q2: `{ transactionEntries(financialAccount: "${ACCOUNT}", limit: 100) { data { ${rest(ENTRY)} } } }`,
    Q3: `{ transactionEntries(financialAccount: "${ACCOUNT}", limit: 50) {
      data { ${rest(ENTRY)} transactionOfEntry { ${TRANSACTION} } } } }`,
    Q4: lookUps((id) => `transfer(id: "${id}")`),
    Q5: `{ transfer(id: "tr_1Seed000030") { id amount
      reversals { data { ${REVERSAL} balanceTransaction { ${rest(BALANCE)} } } } } }`,
  },
});

/** Tailcall can make equal GETs one call for all callers or not at all; every load here asks one question only. */
export const PEERS: readonly Peer[] = [apollo, mesh, tailcall('Tailcall', false), tailcall('Tailcall, shared', true)];
