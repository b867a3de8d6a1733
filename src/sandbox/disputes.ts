import { collection } from './collection.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { byText, created } from './filters.ts';

const type = 'dispute';

export const disputeEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/disputes',
    type,
    filters: {
      created,
      charge: byText('charge', 'charge'),
      payment_intent: byText('payment_intent', 'payment_intent'),
    },
  }),
  retrieve('/v1/disputes/{dispute}', type),
];
