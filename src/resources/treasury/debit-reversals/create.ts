import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { restMetadata } from '../../../graph/kit/metadata.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { DebitReversal } from '../debit-reversals.ts';
import { ReceivedDebit } from '../received-debits.ts';

/** POST /v1/treasury/debit_reversals */
mutation({
  name: 'createDebitReversal',
  description:
    'Takes a received debit back from whoever pulled it, all of it; its `reversalDetails` tell whether it can be.',
  endpoint: '/v1/treasury/debit_reversals',
  object: { field: 'debitReversal', type: DebitReversal, description: 'The reversal.' },
  input: (t) => ({
    receivedDebit: t.id({ required: true, description: 'What to reverse, an id that begins with `rd_`.' }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
  }),
  expand: ['transaction'],
  params: ({ receivedDebit, metadata }) => ({
    received_debit: checkedInputId(ReceivedDebit.resource, receivedDebit, ['receivedDebit']),
    metadata: restMetadata(metadata),
  }),
});
