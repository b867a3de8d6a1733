import { OutboundTransfer } from '../outbound-transfers.ts';
import { cancelFlow } from '../shared/cancel-flow.ts';

/** POST /v1/treasury/outbound_transfers/{outbound_transfer}/cancel */
cancelFlow({
  name: 'cancelOutboundTransfer',
  type: OutboundTransfer,
  field: 'outboundTransfer',
  words: 'outbound transfer',
  endpoint: '/v1/treasury/outbound_transfers/{id}/cancel',
});
