import { collection } from '../collection.ts';
import { type Endpoint, retrieve } from '../endpoint.ts';
import { created } from '../filters.ts';

const type = 'treasury.financial_account';

export const financialAccountEndpoints: readonly Endpoint[] = [
  collection({ path: '/v1/treasury/financial_accounts', type, filters: { created } }),
  retrieve('/v1/treasury/financial_accounts/{financial_account}', type),
];
