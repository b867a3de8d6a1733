import { cancelMoney } from '../cancel-money.ts';
import { Topup } from '../topups.ts';

/** POST /v1/topups/{topup}/cancel */
cancelMoney({
  name: 'cancelTopup',
  description: 'Calls a topup back while it is `PENDING`; no money comes.',
  type: Topup,
  field: 'topup',
  endpoint: '/v1/topups/{id}/cancel',
});
