import { builder } from '../../../graph/kit/builder.ts';
import { filterValue } from '../../../graph/kit/recognized.ts';
import { OutboundTransfer } from '../outbound-transfers.ts';
import { flowQueries } from '../shared/flow-queries.ts';
import { OutboundFlowStatus } from '../shared/outbound-details.ts';

/** GET /v1/treasury/outbound_transfers */
flowQueries(OutboundTransfer, {
  name: 'outboundTransfer',
  words: { one: 'An outbound transfer', many: 'outbound transfers' },
  endpoint: '/v1/treasury/outbound_transfers',
  args: builder.args((t) => ({
    status: t.field({ type: OutboundFlowStatus.ref, description: 'Only those that have come this far.' }),
  })),
  filters: ({ status }) => ({ status: filterValue(status, 'status') }),
});
