import { type Endpoint, retrieve } from '../endpoint.ts';
import { byChoice } from '../filters.ts';
import { flowList } from './flow-list.ts';

const type = 'treasury.outbound_transfer';

export const outboundTransferEndpoints: readonly Endpoint[] = [
  flowList('outbound_transfers', type, {
    status: byChoice('status', 'canceled', 'failed', 'posted', 'processing', 'returned'),
  }),
  retrieve('/v1/treasury/outbound_transfers/{outbound_transfer}', type),
];
