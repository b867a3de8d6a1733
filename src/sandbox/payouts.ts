import { collection } from './collection.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { byRange, byText, created } from './filters.ts';

const type = 'payout';

export const payoutEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/payouts',
    type,
    filters: {
      arrival_date: byRange('arrival_date'),
      created,
      destination: byText('destination'),
      status: byText('status'),
    },
  }),
  retrieve('/v1/payouts/{payout}', type),
];
