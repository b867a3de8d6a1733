import { cancelMoney } from '../cancel-money.ts';
import { Refund } from '../refunds.ts';

/** POST /v1/refunds/{refund}/cancel */
cancelMoney({
  name: 'cancelRefund',
  description: 'Calls a refund back that waits for the customer (`requires_action`); the money stays on the balance.',
  type: Refund,
  field: 'refund',
  endpoint: '/v1/refunds/{id}/cancel',
});
