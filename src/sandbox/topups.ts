import { collection } from './collection.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { byChoice, byRange, created } from './filters.ts';

const type = 'topup';

export const topupEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/topups',
    type,
    filters: {
      amount: byRange('amount'),
      created,
      status: byChoice('status', 'canceled', 'failed', 'pending', 'succeeded'),
    },
  }),
  retrieve('/v1/topups/{topup}', type),
];
