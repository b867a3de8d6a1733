import { useQuery } from '@apollo/client/react';
import { graphql } from '../generated/gql.ts';
import { TransferRow } from './transfer-row.tsx';

const TRANSFERS = graphql(`
  query Transfers($first: Int!, $after: String) {
    transfers(first: $first, after: $after) {
      edges {
        node {
          id
          ...TransferRow
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** Each page of ten is one REST call. */
const PAGE = 10;

export const TransferList = () => {
  const { data, error, loading, fetchMore } = useQuery(TRANSFERS, {
    variables: { first: PAGE },
    notifyOnNetworkStatusChange: true,
  });
  const transfers = data?.transfers;
  return (
    <>
      {error && <p role="alert">{error.message}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">Transfer</th>
            <th scope="col">Amount</th>
            <th scope="col">Reversed</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {transfers?.edges.map(({ node }) => (
            <TransferRow key={node.id} transfer={node} />
          ))}
        </tbody>
      </table>
      {transfers?.pageInfo.hasNextPage && (
        <button
          type="button"
          disabled={loading}
          onClick={() => fetchMore({ variables: { after: transfers.pageInfo.endCursor } })}
        >
          More
        </button>
      )}
    </>
  );
};
