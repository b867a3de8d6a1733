import { OutboundPayment } from '../../treasury/outbound-payments.ts';
import { outboundHelpers } from './outbound.ts';

/** POST /v1/test_helpers/treasury/outbound_payments/{id}, and its `fail`, `post` and `return` */
outboundHelpers({
  suffix: 'OutboundPayment',
  type: OutboundPayment,
  field: 'outboundPayment',
  words: 'outbound payment',
  endpoint: '/v1/test_helpers/treasury/outbound_payments/{id}',
});
