import { collection } from './collection.ts';
import { type Endpoint, retrieve } from './endpoint.ts';
import { created } from './filters.ts';

const type = 'account';

export const accountEndpoints: readonly Endpoint[] = [
  collection({ path: '/v1/accounts', type, filters: { created } }),
  retrieve('/v1/accounts/{account}', type),
];
