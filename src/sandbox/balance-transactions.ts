import { collection } from './collection.ts';
import { isOwn } from './elsewhere.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { invalid } from './errors.ts';
import { byText, created, type Filter } from './filters.ts';
import { isCovered } from './payout-window.ts';
import type { RestObject } from './rest-object.ts';

const type = 'balance_transaction';

type Payout = RestObject & Parameters<typeof isCovered>[0];

/** The payout's own balance transaction, and those that it pays out: REST knows these for automatic payouts only. */
const byPayout: Filter<string> = {
  ...byText('source', 'payout'),
  matches: (item, id, world) => {
    const payout = world.get<Payout>('payout', id);
    if (!payout.automatic) {
      throw invalid('payout', 'Balance transactions can be filtered by automatic payouts only, not by manual ones.');
    }
    return item.source === id || isCovered(payout, item as RestObject & Parameters<typeof isCovered>[1]);
  },
};

export const balanceTransactionEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/balance_transactions',
    type,
    isListed: isOwn,
    filters: {
      created,
      currency: byText('currency'),
      payout: byPayout,
      source: byText('source'),
      type: byText('type'),
    },
  }),
  retrieve('/v1/balance_transactions/{id}', type, isOwn),
];
