import { graphql } from './generated/gql.ts';

// Apollo Client and urql are tested with the same operations.

/** A list to page through. */
export const TRANSFERS = graphql(`
  query Transfers($first: Int!, $after: String, $destination: ID) {
    transfers(first: $first, after: $after, destination: $destination) {
      edges {
        node {
          id
          amount
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** What changes a transfer, and may be refused. */
export const REVERSE = graphql(`
  mutation Reverse($input: CreateTransferReversalInput!) {
    createTransferReversal(input: $input) {
      __typename
      ... on CreateTransferReversalPayload {
        transferReversal {
          id
          amount
          transfer {
            id
            amountReversed
          }
        }
      }
      ... on Problem {
        message
        outcome
      }
    }
  }
`);
