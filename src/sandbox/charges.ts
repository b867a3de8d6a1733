import { collection } from './collection.ts';
import { isOwn } from './elsewhere.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { byText, created } from './filters.ts';

const type = 'charge';

export const chargeEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/charges',
    type,
    isListed: isOwn,
    filters: {
      created,
      customer: byText('customer', 'customer'),
      payment_intent: byText('payment_intent', 'payment_intent'),
      transfer_group: byText('transfer_group'),
    },
  }),
  retrieve('/v1/charges/{charge}', type, isOwn),
];
