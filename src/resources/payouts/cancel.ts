import { cancelMoney } from '../cancel-money.ts';
import { Payout } from '../payouts.ts';

/** POST /v1/payouts/{payout}/cancel */
cancelMoney({
  name: 'cancelPayout',
  description:
    'Calls a payout back while it is `pending`, if somebody asked for it; the money is on the balance again.',
  type: Payout,
  field: 'payout',
  endpoint: '/v1/payouts/{id}/cancel',
});
