import { collection } from '../collection.ts';
import type { Endpoint } from '../endpoint.ts';
import { byText, type Filter } from '../filters.ts';

/** The list of one flow of money of a financial account; REST has none over all accounts. */
export const flowList = (
  name: `${string}s`,
  type: `treasury.${string}`,
  filters: Readonly<Record<string, Filter<unknown>>>,
): Endpoint =>
  collection({
    path: `/v1/treasury/${name}`,
    type,
    filters: {
      financial_account: { ...byText('financial_account', 'treasury.financial_account'), required: true },
      ...filters,
    },
  });
