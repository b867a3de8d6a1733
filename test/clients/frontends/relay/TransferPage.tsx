import { graphql, useLazyLoadQuery, useMutation, usePaginationFragment } from 'react-relay';
import type { TransferPage_reversals$key } from './__generated__/TransferPage_reversals.graphql';
import type { TransferPageMutation } from './__generated__/TransferPageMutation.graphql';
import type { TransferPageQuery } from './__generated__/TransferPageQuery.graphql';
import type { TransferPageReversalsQuery } from './__generated__/TransferPageReversalsQuery.graphql';

/** The reversals of a transfer, page by page, and a button that reverses one unit more of it. */
const Reversals = ({ transfer }: { transfer: TransferPage_reversals$key }) => {
  const { data, loadNext, hasNext } = usePaginationFragment<TransferPageReversalsQuery, TransferPage_reversals$key>(
    graphql`
      fragment TransferPage_reversals on Transfer
      @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" })
      @refetchable(queryName: "TransferPageReversalsQuery") {
        id
        reversals(first: $first, after: $after) @connection(key: "TransferPage_transfer_reversals") {
          __id
          edges {
            node {
              id
              amount
            }
          }
        }
      }
    `,
    transfer,
  );
  const [reverse] = useMutation<TransferPageMutation>(graphql`
    mutation TransferPageMutation($input: CreateTransferReversalInput!, $connections: [ID!]!) {
      createTransferReversal(input: $input) {
        __typename
        ... on CreateTransferReversalPayload {
          transferReversal @prependNode(connections: $connections, edgeTypeName: "TransferReversalEdge") {
            id
            amount
            transfer {
              amountReversed
            }
          }
        }
        ... on Problem {
          message
        }
      }
    }
  `);
  const reverseOne = () =>
    reverse({
      variables: {
        input: { transfer: data.id, amount: 1, idempotencyKey: 'one more unit' },
        connections: data.reversals ? [data.reversals.__id] : [],
      },
    });
  return (
    <>
      <ul>
        {data.reversals?.edges.map(({ node }) => (
          <li key={node.id}>{node.id}</li>
        ))}
      </ul>
      {hasNext && (
        <button type="button" onClick={() => loadNext(10)}>
          More
        </button>
      )}
      <button type="submit" onClick={reverseOne}>
        Reverse
      </button>
    </>
  );
};

export const TransferPage = ({ id }: { id: string }) => {
  const { transfer } = useLazyLoadQuery<TransferPageQuery>(
    graphql`
      query TransferPageQuery($id: ID!) {
        transfer(id: $id) {
          amountReversed
          ...TransferPage_reversals
        }
      }
    `,
    { id },
  );
  if (!transfer) return 'No such transfer';
  return (
    <>
      <output>{transfer.amountReversed}</output>
      <Reversals transfer={transfer} />
    </>
  );
};
