import type { ResultOf, VariablesOf } from '@graphql-typed-document-node/core';
import { graphql } from '../generated/gql.ts';

export const LATEST = graphql(`
  query TypedLatest($account: ID!) {
    treasuryTransactions(financialAccount: $account, first: 20) {
      nodes {
        id
        amount
        status
      }
    }
  }
`);

export const REVERSE = graphql(`
  mutation TypedReverse($input: CreateTransferReversalInput!) {
    createTransferReversal(input: $input) {
      __typename
      ... on CreateTransferReversalPayload {
        transferReversal {
          id
          amount
        }
      }
      ... on Problem {
        message
      }
    }
  }
`);

/** What has been posted, added up. */
export const postedSum = ({ treasuryTransactions }: ResultOf<typeof LATEST>): number =>
  (treasuryTransactions?.nodes ?? [])
    .filter(({ status }) => status === 'POSTED')
    .reduce((sum, { amount }) => sum + amount, 0);

/** The variables that take one unit back. */
export const oneUnitOf = (transfer: string): VariablesOf<typeof REVERSE> => ({
  input: { transfer, amount: 1, idempotencyKey: `one unit of ${transfer}` },
});
