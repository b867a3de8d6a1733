import { BALANCE, ENTRY, lookUps, REVERSAL, TRANSACTION, TRANSFER } from '../questions.ts';
import { askAt, type Contender, folder, rest } from './contender.ts';

/** Its file takes no variable for the port. The shell gives way to it, so that what is measured is Tailcall. */
const START = `cd "$0" && file=dist/tailcall-$SHARE.graphql
  sed "s#PORT#$PORT#; s#UPSTREAM#$UPSTREAM#; s#SHARE#$SHARE#" tailcall/schema.graphql > $file
  exec node_modules/.bin/tailcall start $file`;

/** @param share whether equal GETs in flight are one call for all callers: it can do so always or never */
export const tailcall = (name: string, share: boolean): Contender => ({
  name,
  command: ['sh', '-c', START, folder],
  // By default it logs every call, and tells its makers that it was started.
  environment: { TAILCALL_LOG_LEVEL: 'error', TAILCALL_TRACKER: 'false', SHARE: String(share) },
  probe: '/status',
  ask: askAt('/graphql', {
    typename: '{ __typename }',
    Q1: `($id: ID!) { transfer(id: $id) { ${rest(TRANSFER)} } }`,
    Q2: `($account: ID!) { transactionEntries(financialAccount: $account, limit: 100) { data { ${rest(ENTRY)} } } }`,
    Q3: `($account: ID!) { transactionEntries(financialAccount: $account, limit: 50) {
      data { ${rest(ENTRY)} transactionOfEntry { ${TRANSACTION} } } } }`,
    Q4: lookUps('ID!', (variable) => `transfer(id: ${variable})`),
    Q5: `($id: ID!) { transfer(id: $id) { id amount
      reversals { data { ${REVERSAL} balanceTransaction { ${rest(BALANCE)} } } } } }`,
    Q6: `($account: ID!) { transactionEntries(financialAccount: $account, limit: 100) { data { id transaction } } }`,
  }),
});
