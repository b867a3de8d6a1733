import { checkedInputId } from '../../graph/kit/input-error.ts';
import { restMetadataUpdate } from '../../graph/kit/metadata.ts';
import { mutation } from '../../graph/kit/mutation.ts';
import { Refund } from '../refunds.ts';

/** POST /v1/refunds/{refund} */
mutation({
  name: 'updateRefund',
  description: 'Changes the metadata of a refund. Give exactly one of `metadata` and `clearMetadata`.',
  endpoint: '/v1/refunds/{refund}',
  object: { field: 'refund', type: Refund, description: 'The refund as it is now.' },
  input: (t) => ({
    id: t.id({ required: true, description: 'Id of the refund, begins with `re_` or `pyr_`.' }),
    metadata: t.field({
      type: 'JSONObject',
      description:
        'Your own key-value strings to set. Keys that are not named stay as they are; an empty text deletes its key.',
    }),
    clearMetadata: t.boolean({ description: 'True to delete every key, in place of `metadata`.' }),
  }),
  expand: [],
  renamed: { refund: ['id'] },
  values: ({ id }) => ({ refund: checkedInputId(Refund.resource, id, ['id']) }),
  params: ({ metadata, clearMetadata }) => ({ metadata: restMetadataUpdate(metadata, clearMetadata) }),
});
