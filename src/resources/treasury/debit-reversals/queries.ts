import { builder } from '../../../graph/kit/builder.ts';
import { inputEnumeration } from '../../../graph/kit/enumeration.ts';
import { checkedId } from '../../../graph/kit/lookup.ts';
import { DebitReversal } from '../debit-reversals.ts';
import { ReceivedDebit } from '../received-debits.ts';
import { flowQueries } from '../shared/flow-queries.ts';

const StatusFilter = inputEnumeration(
  'DebitReversalStatusFilter',
  'How far a debit reversal has come, to narrow a list by; REST has other words for it here than in the object.',
  { canceled: 'Called back.', completed: 'It ended, one way or the other.', processing: 'On its way.' },
);

const ResolutionFilter = inputEnumeration(
  'DebitReversalResolutionFilter',
  'How a debit reversal ended, to narrow a list by.',
  { lost: 'The money stays away.', won: 'The money is back.' },
);

/** GET /v1/treasury/debit_reversals */
flowQueries(DebitReversal, {
  name: 'debitReversal',
  words: { one: 'A debit reversal', many: 'debit reversals' },
  endpoint: '/v1/treasury/debit_reversals',
  args: builder.args((t) => ({
    receivedDebit: t.id({ description: 'Only those of this debit, an id that begins with `rd_`.' }),
    resolution: t.field({ type: ResolutionFilter, description: 'Only those that ended like this.' }),
    status: t.field({ type: StatusFilter, description: 'Only those that have come this far.' }),
  })),
  filters: ({ receivedDebit, resolution, status }) => ({
    received_debit:
      receivedDebit == null ? undefined : checkedId(ReceivedDebit.resource, receivedDebit, 'receivedDebit'),
    resolution: resolution ?? undefined,
    status: status ?? undefined,
  }),
});
