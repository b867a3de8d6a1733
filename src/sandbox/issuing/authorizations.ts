import { collection } from '../collection.ts';
import { type Endpoint, retrieve } from '../endpoint.ts';
import { byChoice, byText, created, type Filter } from '../filters.ts';
import { string } from '../parameters.ts';
import { isRecord } from '../rest-object.ts';

const type = 'issuing.authorization';

/** An authorization shows its card in full. */
const byCard: Filter<string> = {
  read: string(),
  matches: ({ card }, id) => isRecord(card) && card.id === id,
};

export const authorizationEndpoints: readonly Endpoint[] = [
  collection({
    path: '/v1/issuing/authorizations',
    type,
    filters: {
      card: byCard,
      cardholder: byText('cardholder'),
      created,
      status: byChoice('status', 'closed', 'pending', 'reversed'),
    },
  }),
  retrieve('/v1/issuing/authorizations/{authorization}', type),
];
