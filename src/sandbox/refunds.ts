import { collection } from './collection.ts';
import { isOwn } from './elsewhere.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { byText, created } from './filters.ts';

const type = 'refund';

export const refundEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/refunds',
    type,
    isListed: isOwn,
    filters: {
      created,
      charge: byText('charge', 'charge'),
      payment_intent: byText('payment_intent', 'payment_intent'),
    },
  }),
  retrieve('/v1/refunds/{refund}', type, isOwn),
];
