import { builder } from '../../../graph/kit/builder.ts';
import { checkedId } from '../../../graph/kit/lookup.ts';
import { filterValue } from '../../../graph/kit/recognized.ts';
import { CreditReversal, CreditReversalStatus } from '../credit-reversals.ts';
import { ReceivedCredit } from '../received-credits.ts';
import { flowQueries } from '../shared/flow-queries.ts';

/** GET /v1/treasury/credit_reversals */
flowQueries(CreditReversal, {
  name: 'creditReversal',
  words: { one: 'A credit reversal', many: 'credit reversals' },
  endpoint: '/v1/treasury/credit_reversals',
  args: builder.args((t) => ({
    receivedCredit: t.id({ description: 'Only those of this credit, an id that begins with `rc_`.' }),
    status: t.field({ type: CreditReversalStatus.ref, description: 'Only those that have come this far.' }),
  })),
  filters: ({ receivedCredit, status }) => ({
    received_credit:
      receivedCredit == null ? undefined : checkedId(ReceivedCredit.resource, receivedCredit, 'receivedCredit'),
    status: filterValue(status, 'status'),
  }),
});
