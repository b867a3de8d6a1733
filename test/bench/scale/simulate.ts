import { AHEAD_MS, type Order } from '../../../src/shared/ledger.ts';
import { MemoryLedger } from '../../../src/shared/memory-ledger.ts';
import { WINDOW_MS } from '../../../src/stripe/rate-window.ts';
import { type Cost, costOf } from './redis-cost.ts';

export interface Load {
  readonly replicas: number;
  readonly accounts: number;
  readonly callsPerSecond: number;
  readonly budget: number;
}

export interface Simulated {
  readonly sent: number;
  readonly refused: number;
  readonly orders: number;
  /** Part of the time in which Redis is at work; above 1 it never catches up. */
  readonly busy: number;
  /** Milliseconds that an order waits until Redis begins with it. */
  readonly p99Ms: number;
}

const SECONDS = 5;
/** What an operation may wait at most. */
const PATIENCE_MS = 9_000;
const ASK_AGAIN_MS = 25;
/** A few accounts have most of the calls: the n-th has n to the power of minus this. */
const SKEW = 0.7;

/** A generator with a seed, so that two runs are one. */
const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const skewed = (count: number, random: () => number) => {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let n = 0; n < count; n += 1) {
    sum += (n + 1) ** -SKEW;
    sums[n] = sum;
  }
  return (): number => {
    const wanted = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
};

/** Those who wait at one replica for one account. */
interface Waiting {
  readonly account: number;
  count: number;
  dueAt: number;
}

/**
 * Replicas that book in one ledger, on a clock of its own: the ledger is the one that workers have, which books as
 * Redis does; each order takes Redis as long as was measured, one after the other.
 */
export const simulate = ({ replicas, accounts, callsPerSecond, budget }: Load, costs: readonly Cost[]): Simulated => {
  const random = seeded(7);
  const pick = skewed(accounts, random);
  let now = 0;
  const ledger = new MemoryLedger(() => now);
  /** Places of the last window, by account: what the next order looks through. */
  const sentAt = new Map<number, number[]>();
  const waiting = new Map<string, Waiting>();
  const delays: number[] = [];
  let freeAt = 0;
  let workedMs = 0;
  let orders = 0;
  let sent = 0;
  let refused = 0;
  let names = 0;

  /** How many places are booked, and in how many milliseconds the next would be free. */
  const book = (account: number, count: number): { booked: number; nextMs: number } => {
    const places = (sentAt.get(account) ?? []).filter((at) => at > now - WINDOW_MS);
    const serviceMs = costOf(costs, places.length) / 1_000;
    freeAt = Math.max(freeAt, now) + serviceMs;
    delays.push(freeAt - serviceMs - now);
    workedMs += serviceMs;
    orders += 1;
    const ids = Array.from({ length: count }, () => {
      names += 1;
      return `p${names}`;
    });
    const limits = [budget, budget];
    const wishes = [{ logs: [0, 1], limits, ids, fromMs: 0, aheadMs: AHEAD_MS / 2 }];
    const order: Order = { account: `${account}`, logs: ['read', 'GET /a'], returned: [], closed: [], wishes };
    const [nextMs = 0, ...dueIn] = ledger.book(order).wishes[0] ?? [];
    places.push(...dueIn.map((ms) => now + ms));
    sentAt.set(account, places);
    sent += dueIn.length;
    return { booked: dueIn.length, nextMs };
  };

  /** Those who wait ask again together, when the next place comes near enough. */
  const ask = (key: string, who: Waiting): void => {
    const { booked, nextMs } = book(who.account, who.count);
    who.count -= booked;
    who.dueAt = now + Math.max(ASK_AGAIN_MS, nextMs - AHEAD_MS / 2);
    if (who.count === 0) waiting.delete(key);
    else waiting.set(key, who);
  };

  const arrive = (): void => {
    const account = pick();
    const key = `${Math.floor(random() * replicas)} ${account}`;
    const who = waiting.get(key);
    // It has as many places in a window as its share: whoever would wait for longer than they may is turned away.
    if (who === undefined) ask(key, { account, count: 1, dueAt: now });
    else if ((who.count * WINDOW_MS) / Math.max(1, budget / replicas) > PATIENCE_MS) refused += 1;
    else who.count += 1;
  };

  const calls = callsPerSecond * SECONDS;
  let nextLook = 0;
  for (let n = 0; n < calls; n += 1) {
    now = (n * 1_000) / callsPerSecond;
    if (now >= nextLook) {
      for (const [key, who] of waiting) if (who.dueAt <= now) ask(key, who);
      nextLook = now + ASK_AGAIN_MS / 5;
    }
    arrive();
  }
  delays.sort((a, b) => a - b);
  return {
    sent: sent / SECONDS,
    refused: refused / SECONDS,
    orders: orders / SECONDS,
    busy: workedMs / (SECONDS * 1_000),
    p99Ms: delays[Math.floor(delays.length * 0.99)] ?? 0,
  };
};
