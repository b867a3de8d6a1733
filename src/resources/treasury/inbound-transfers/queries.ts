import { builder } from '../../../graph/kit/builder.ts';
import { filterValue } from '../../../graph/kit/recognized.ts';
import { InboundTransfer, InboundTransferStatus } from '../inbound-transfers.ts';
import { flowQueries } from '../shared/flow-queries.ts';

/** GET /v1/treasury/inbound_transfers */
flowQueries(InboundTransfer, {
  name: 'inboundTransfer',
  words: { one: 'An inbound transfer', many: 'inbound transfers' },
  endpoint: '/v1/treasury/inbound_transfers',
  args: builder.args((t) => ({
    status: t.field({ type: InboundTransferStatus.ref, description: 'Only those that have come this far.' }),
  })),
  filters: ({ status }) => ({ status: filterValue(status, 'status') }),
});
