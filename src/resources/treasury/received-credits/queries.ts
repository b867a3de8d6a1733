import { builder } from '../../../graph/kit/builder.ts';
import { inputEnumeration } from '../../../graph/kit/enumeration.ts';
import { filterValue } from '../../../graph/kit/recognized.ts';
import { ReceivedCredit } from '../received-credits.ts';
import { flowQueries } from '../shared/flow-queries.ts';
import { ReceivedFlowStatus } from '../shared/received-fields.ts';

const SourceFlowTypeFilter = inputEnumeration(
  'ReceivedCreditSourceFlowTypeFilter',
  'What kind of flow at Stripe a credit comes from, to narrow a list by.',
  {
    credit_reversal: 'A credit that was sent back.',
    other: 'Another kind of flow.',
    outbound_payment: 'A payment of another financial account.',
    payout: 'A payout of a Stripe balance.',
  },
);

/** GET /v1/treasury/received_credits */
flowQueries(ReceivedCredit, {
  name: 'receivedCredit',
  words: { one: 'A received credit', many: 'received credits' },
  endpoint: '/v1/treasury/received_credits',
  args: builder.args((t) => ({
    sourceFlowType: t.field({
      type: SourceFlowTypeFilter,
      description: 'Only those that come from this kind of flow. REST calls it `linked_flows[source_flow_type]`.',
    }),
    status: t.field({ type: ReceivedFlowStatus.ref, description: 'Only those that ended like this.' }),
  })),
  filters: ({ sourceFlowType, status }) => ({
    linked_flows: sourceFlowType == null ? undefined : { source_flow_type: sourceFlowType },
    status: filterValue(status, 'status'),
  }),
});
