import { type Endpoint, retrieve } from '../endpoint.ts';
import { byChoice } from '../filters.ts';
import { flowList } from './flow-list.ts';

const type = 'treasury.inbound_transfer';

export const inboundTransferEndpoints: readonly Endpoint[] = [
  flowList('inbound_transfers', type, { status: byChoice('status', 'canceled', 'failed', 'processing', 'succeeded') }),
  retrieve('/v1/treasury/inbound_transfers/{id}', type),
];
