import { InboundTransfer } from '../inbound-transfers.ts';
import { cancelFlow } from '../shared/cancel-flow.ts';

/** POST /v1/treasury/inbound_transfers/{inbound_transfer}/cancel */
cancelFlow({
  name: 'cancelInboundTransfer',
  type: InboundTransfer,
  field: 'inboundTransfer',
  words: 'inbound transfer',
  endpoint: '/v1/treasury/inbound_transfers/{id}/cancel',
});
