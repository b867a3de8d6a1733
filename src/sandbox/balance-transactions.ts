import { collection } from './collection.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { byText, created } from './filters.ts';

const type = 'balance_transaction';

export const balanceTransactionEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/balance_transactions',
    type,
    filters: {
      created,
      currency: byText('currency'),
      payout: byText('source', 'payout'),
      source: byText('source'),
      type: byText('type'),
    },
  }),
  retrieve('/v1/balance_transactions/{id}', type),
];
