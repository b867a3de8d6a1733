import { WINDOW_MS } from '../stripe/rate-window.ts';
import type { Kind, Rates } from '../stripe/turns.ts';
import { AHEAD_MS } from './ledger.ts';
import { shareOf } from './own-share.ts';
import type { Demand, Stock } from './stock.ts';

/**
 * How far ahead a process books its part, in milliseconds, while answers come at once. Less than a window, by as long
 * as a process may stand still: a place that it then could not use is booked anew at once, as long as nobody has the
 * place a window after it.
 */
const FAR_MS = 800;

/** The process that asks, and when. */
export interface Asker {
  readonly rates: Rates;
  readonly replicas: number;
  /** How late answers are expected, in milliseconds. */
  readonly leadMs: number;
}

/** Places to be asked for at once, and what is needed to take in the answer. */
export interface Asked {
  readonly endpoint: string;
  readonly stock: Stock;
  readonly demand: Demand;
  readonly count: number;
  readonly fromMs: number;
  readonly aheadMs: number;
}

const accessLimit = ({ readsPerSecond, writesPerSecond }: Rates, access: Kind['access']): number =>
  access === 'read' ? readsPerSecond : writesPerSecond;

/**
 * Of the log of all reads or writes, and of the endpoint's. A tenth of the writes is kept for those whose outcome is
 * open, and a quarter of all for calls that are there.
 */
export const limitsOf = (rates: Rates, { access, urgent, spare }: Stock, demand: Demand): number[] => {
  const limits = [accessLimit(rates, access), rates.endpointPerSecond];
  if (demand === spare) return limits.map((limit) => limit - Math.ceil(limit / 4));
  if (access === 'read' || demand === urgent) return limits;
  return limits.map((limit) => limit - Math.floor(limit / 10));
};

/** So many places of one process in its logs come to how many in a window. */
export const inAWindow = (places: number): number => Math.max(1, Math.floor(places * (WINDOW_MS / FAR_MS)));

/** How far ahead a process books its part, and how far what is beyond that: half. */
const aheadOf = (isOfPart: boolean, leadMs: number): number =>
  Math.min(AHEAD_MS, leadMs + (isOfPart ? FAR_MS : FAR_MS / 2));

/** As many as there can be in a window. */
const mostOf = ({ rates }: Asker, { access }: Stock): number =>
  Math.min(accessLimit(rates, access), rates.endpointPerSecond);

/** Of the places that far ahead, those that this process may book before all others that have theirs. */
const partOf = (asker: Asker, stock: Stock): number =>
  shareOf(mostOf(asker, stock) * (FAR_MS / WINDOW_MS), asker.replicas);

/**
 * What is to be asked for now, at one endpoint: its part far ahead, more than that less far, and what is kept in stock
 * not ahead at all.
 */
export const askedOf = (endpoint: string, stock: Stock, asker: Asker, now: number): readonly Asked[] => {
  // No more can be booked, however many wait.
  let missing = Math.min(stock.missing, mostOf(asker, stock));
  const fromMs = asker.leadMs;
  let ofPart = Math.max(0, partOf(asker, stock) - stock.places.length - stock.asked);
  const needed = [stock.urgent, stock.plain].flatMap((demand) => {
    const count = Math.max(0, Math.min(missing, demand.waiting - demand.asked));
    const first = Math.min(count, ofPart);
    return [true, false].flatMap((isOfPart) => {
      const wish = { count: isOfPart ? first : count - first, aheadMs: aheadOf(isOfPart, asker.leadMs) };
      if (wish.count === 0 || demand.nextAt > now + wish.aheadMs) return [];
      missing -= wish.count;
      if (isOfPart) ofPart -= wish.count;
      return [{ endpoint, stock, demand, fromMs, ...wish }];
    });
  });
  const count = stock.spares(now);
  return count === 0 ? needed : [...needed, { endpoint, stock, demand: stock.spare, count, fromMs, aheadMs: 0 }];
};

/** When the first place that could not be booked at an endpoint comes near enough to be asked for again. */
export const nextAskAt = (stock: Stock, asker: Asker): number => {
  if (stock.missing <= 0) return Number.POSITIVE_INFINITY;
  const aheadMs = aheadOf(stock.places.length < partOf(asker, stock), asker.leadMs);
  const times = [stock.urgent, stock.plain].flatMap(({ waiting, nextAt }) => (waiting > 0 ? nextAt - aheadMs : []));
  return Math.min(...times);
};
