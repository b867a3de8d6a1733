import { graphql, useLazyLoadQuery, useRefetchableFragment } from 'react-relay';
import type { Reversal_reversal$key } from './__generated__/Reversal_reversal.graphql';
import type { ReversalQuery } from './__generated__/ReversalQuery.graphql';
import type { ReversalRefetchQuery } from './__generated__/ReversalRefetchQuery.graphql';

const Metadata = ({ reversal }: { reversal: Reversal_reversal$key }) => {
  const [{ id, metadata }, refetch] = useRefetchableFragment<ReversalRefetchQuery, Reversal_reversal$key>(
    graphql`
      fragment Reversal_reversal on TransferReversal @refetchable(queryName: "ReversalRefetchQuery") {
        id
        metadata
      }
    `,
    reversal,
  );
  return (
    <>
      <p>{id}</p>
      <output>{JSON.stringify(metadata)}</output>
      <button type="button" onClick={() => refetch({}, { fetchPolicy: 'store-and-network' })}>
        Again
      </button>
    </>
  );
};

export const Reversal = ({ id }: { id: string }) => {
  const { transferReversal } = useLazyLoadQuery<ReversalQuery>(
    graphql`
      query ReversalQuery($id: ID!) {
        transferReversal(id: $id) {
          ...Reversal_reversal
        }
      }
    `,
    { id },
  );
  return transferReversal ? <Metadata reversal={transferReversal} /> : 'No such reversal';
};
