import { OutboundTransfer } from '../../treasury/outbound-transfers.ts';
import { outboundHelpers } from './outbound.ts';

/** POST /v1/test_helpers/treasury/outbound_transfers/{outbound_transfer}, and its `fail`, `post` and `return` */
outboundHelpers({
  suffix: 'OutboundTransfer',
  type: OutboundTransfer,
  field: 'outboundTransfer',
  words: 'outbound transfer',
  endpoint: '/v1/test_helpers/treasury/outbound_transfers/{id}',
});
