import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay';
import type { TransferList_query$key } from './__generated__/TransferList_query.graphql';
import type { TransferListPaginationQuery } from './__generated__/TransferListPaginationQuery.graphql';
import type { TransferListQuery } from './__generated__/TransferListQuery.graphql';

const Transfers = ({ query }: { query: TransferList_query$key }) => {
  const { data, loadNext, hasNext, isLoadingNext } = usePaginationFragment<
    TransferListPaginationQuery,
    TransferList_query$key
  >(
    graphql`
      fragment TransferList_query on Query
      @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" })
      @refetchable(queryName: "TransferListPaginationQuery") {
        transfers(first: $first, after: $after) @connection(key: "TransferList_transfers") {
          edges {
            node {
              id
              amount
            }
          }
        }
      }
    `,
    query,
  );
  return (
    <>
      <output>{data.transfers?.edges.length}</output>
      <ul>
        {data.transfers?.edges.map(({ node }) => (
          <li key={node.id}>{node.id}</li>
        ))}
      </ul>
      {hasNext && (
        <button type="button" disabled={isLoadingNext} onClick={() => loadNext(10)}>
          More
        </button>
      )}
    </>
  );
};

export const TransferList = () => {
  const query = useLazyLoadQuery<TransferListQuery>(
    graphql`
      query TransferListQuery {
        ...TransferList_query
      }
    `,
    {},
  );
  return <Transfers query={query} />;
};
