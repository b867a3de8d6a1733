import type { Kind, Rates } from '../stripe/turns.ts';
import { AHEAD_MS } from './ledger.ts';
import { shareOf } from './own-share.ts';
import type { Demand, Stock } from './stock.ts';

/** Places to be asked for at once, and what is needed to take in the answer. */
export interface Asked {
  readonly endpoint: string;
  readonly stock: Stock;
  readonly demand: Demand;
  readonly count: number;
  readonly aheadMs: number;
}

const accessLimit = ({ readsPerSecond, writesPerSecond }: Rates, access: Kind['access']): number =>
  access === 'read' ? readsPerSecond : writesPerSecond;

/**
 * Of the log of all reads or writes, and of the endpoint's. A tenth of the writes is kept for those whose outcome is
 * open.
 */
export const limitsOf = (rates: Rates, { access, urgent }: Stock, demand: Demand): number[] => {
  const limits = [accessLimit(rates, access), rates.endpointPerSecond];
  if (access === 'read' || demand === urgent) return limits;
  return limits.map((limit) => limit - Math.floor(limit / 10));
};

/** Places that this process may book before all others that have theirs. */
const partOf = (rates: Rates, replicas: number, { access }: Stock): number =>
  shareOf(Math.min(accessLimit(rates, access), rates.endpointPerSecond), replicas);

/** What is to be asked for now, at one endpoint: its part far ahead, and more than that less far. */
export const askedOf = (
  endpoint: string,
  stock: Stock,
  rates: Rates,
  replicas: number,
  now: number,
): readonly Asked[] => {
  let { missing } = stock;
  let ofPart = Math.max(0, partOf(rates, replicas, stock) - stock.places.length - stock.asked);
  return [stock.urgent, stock.plain].flatMap((demand) => {
    const count = Math.max(0, Math.min(missing, demand.waiting - demand.asked));
    const first = Math.min(count, ofPart);
    return [
      { count: first, aheadMs: AHEAD_MS },
      { count: count - first, aheadMs: AHEAD_MS / 2 },
    ].flatMap((wish) => {
      if (wish.count === 0 || demand.nextAt > now + wish.aheadMs) return [];
      missing -= wish.count;
      if (wish.aheadMs === AHEAD_MS) ofPart -= wish.count;
      return [{ endpoint, stock, demand, ...wish }];
    });
  });
};

/** When the first place that could not be booked at an endpoint comes near enough to be asked for again. */
export const nextAskAt = (stock: Stock, rates: Rates, replicas: number): number => {
  if (stock.missing <= 0) return Number.POSITIVE_INFINITY;
  const aheadMs = stock.places.length < partOf(rates, replicas, stock) ? AHEAD_MS : AHEAD_MS / 2;
  const times = [stock.urgent, stock.plain].flatMap(({ waiting, nextAt }) => (waiting > 0 ? nextAt - aheadMs : []));
  return Math.min(...times);
};
