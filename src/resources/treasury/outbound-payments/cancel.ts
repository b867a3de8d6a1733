import { OutboundPayment } from '../outbound-payments.ts';
import { cancelFlow } from '../shared/cancel-flow.ts';

/** POST /v1/treasury/outbound_payments/{id}/cancel */
cancelFlow({
  name: 'cancelOutboundPayment',
  type: OutboundPayment,
  field: 'outboundPayment',
  words: 'outbound payment',
  endpoint: '/v1/treasury/outbound_payments/{id}/cancel',
});
