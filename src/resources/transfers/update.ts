import { checkedInputId } from '../../graph/kit/input-error.ts';
import { restMetadataUpdate } from '../../graph/kit/metadata.ts';
import { mutation } from '../../graph/kit/mutation.ts';
import { Transfer } from '../transfers.ts';

/** POST /v1/transfers/{transfer} */
mutation({
  name: 'updateTransfer',
  description: 'Changes the description or the metadata of a transfer. What is not given stays as it is.',
  endpoint: '/v1/transfers/{transfer}',
  object: { field: 'transfer', type: Transfer, description: 'The transfer as it is now.' },
  input: (t) => ({
    id: t.id({ required: true, description: 'Id of the transfer, begins with `tr_`.' }),
    description: t.string({ description: 'Free text for people; an empty text deletes it.' }),
    metadata: t.field({
      type: 'JSONObject',
      description:
        'Your own key-value strings to set. Keys that are not named stay as they are; an empty text deletes its key.',
    }),
    clearMetadata: t.boolean({ description: 'True to delete every key, in place of `metadata`.' }),
  }),
  expand: [],
  renamed: { transfer: ['id'] },
  values: ({ id }) => ({ transfer: checkedInputId(Transfer.resource, id, ['id']) }),
  params: ({ description, metadata, clearMetadata }) => ({
    description: description ?? undefined,
    // Metadata may be left out where there is a description.
    metadata:
      description != null && metadata == null && !clearMetadata
        ? undefined
        : restMetadataUpdate(metadata, clearMetadata),
  }),
});
