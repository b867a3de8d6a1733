import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { restMetadata } from '../../../graph/kit/metadata.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import { CreditReversal } from '../credit-reversals.ts';
import { ReceivedCredit } from '../received-credits.ts';

/** POST /v1/treasury/credit_reversals */
mutation({
  name: 'createCreditReversal',
  description:
    'Sends a received credit back to where it came from, all of it; its `reversalDetails` tell whether it can be.',
  endpoint: '/v1/treasury/credit_reversals',
  object: { field: 'creditReversal', type: CreditReversal, description: 'The reversal.' },
  input: (t) => ({
    receivedCredit: t.id({ required: true, description: 'What to reverse, an id that begins with `rc_`.' }),
    metadata: t.field({ type: 'JSONObject', description: 'Your own key-value strings.' }),
  }),
  expand: ['transaction'],
  params: ({ receivedCredit, metadata }) => ({
    received_credit: checkedInputId(ReceivedCredit.resource, receivedCredit, ['receivedCredit']),
    metadata: restMetadata(metadata),
  }),
});
