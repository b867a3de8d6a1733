import { WINDOW_MS } from '../stripe/rate-window.ts';
import { type Forgettable, Recent } from '../stripe/recent.ts';
import { AHEAD_MS, type Booking, type Order, type Wish } from './ledger.ts';

interface Log {
  /** Booked places, the earliest first. */
  readonly places: { readonly id: string; readonly at: number }[];
  closedUntil: number;
}

/** Of one account. */
class Logs implements Forgettable {
  readonly byName = new Map<string, Log>();
  readonly #closedUntil: number;
  usedAt = 0;

  constructor(closedUntil: number) {
    this.#closedUntil = closedUntil;
  }

  get busyUntil(): number {
    let until = 0;
    for (const { places, closedUntil } of this.byName.values()) {
      until = Math.max(until, closedUntil, (places.at(-1)?.at ?? 0) + WINDOW_MS);
    }
    return until;
  }

  /** Without the places that count no more. */
  log(name: string, now: number): Log {
    let log = this.byName.get(name);
    if (log === undefined) {
      log = { places: [], closedUntil: this.#closedUntil };
      this.byName.set(name, log);
    }
    const { places } = log;
    const left = places.findIndex((place) => place.at > now - WINDOW_MS);
    places.splice(0, left === -1 ? places.length : left);
    return log;
  }
}

/** How many accounts keep all their places. */
const MAX_ACCOUNTS = 50_000;
/** Nothing is booked farther ahead, and nothing counts for longer. */
const IDLE_MS = AHEAD_MS + WINDOW_MS;

/**
 * The earliest time from `from` on at which one place more leaves no window with more than `limit` of them. `times` are
 * ascending. `limit` places that lie within one window forbid whatever is less than a window away from both ends.
 */
export const earliest = (times: readonly number[], limit: number, from: number): number => {
  let at = from;
  for (let index = 0; index + limit <= times.length; index += 1) {
    const first = times[index] ?? 0;
    const last = times[index + limit - 1] ?? 0;
    if (last - first < WINDOW_MS && last - WINDOW_MS < at && at < first + WINDOW_MS) at = first + WINDOW_MS;
  }
  return at;
};

const insert = (log: Log, id: string, at: number): void => {
  const after = log.places.findLastIndex((place) => place.at <= at);
  log.places.splice(after + 1, 0, { id, at });
};

const remove = ({ places }: Log, id: string): void => {
  const index = places.findIndex((place) => place.id === id);
  if (index !== -1) places.splice(index, 1);
};

/** The earliest time that fits all logs of a wish. */
const earliestOfAll = (logs: readonly Log[], { limits }: Wish, from: number): number => {
  for (let at = from; ; ) {
    const before = at;
    logs.forEach(({ places, closedUntil }, index) => {
      const limit = limits[index] ?? 1;
      at = Math.max(at, closedUntil);
      // Fewer than fill a window, as nearly always: nothing has to be looked through, which at a large budget are
      // thousands.
      if (places.length < limit) return;
      const times = places.map((place) => place.at);
      at = earliest(times, limit, at);
    });
    if (at === before) return at;
  }
};

/** Books places in the memory of one process. Redis does the same in `booking-script.ts`, step by step. */
export class MemoryLedger {
  readonly #accounts = new Recent<Logs>({
    max: MAX_ACCOUNTS,
    idleMs: IDLE_MS,
    open: (_name, _now, closedUntil) => new Logs(closedUntil),
  });
  readonly #now: () => number;

  /** `now` tells milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Accounts that are remembered. */
  get size(): number {
    return this.#accounts.size;
  }

  book({ account, logs: names, wishes, returned, closed }: Order): Booking {
    const now = Math.floor(this.#now());
    const known = this.#accounts.of(account, now);
    const logs = names.map((name) => known.log(name, now));
    const at = (indexes: readonly number[]): Log[] => indexes.flatMap((index) => logs[index] ?? []);
    for (const entry of returned) for (const log of at(entry.logs)) remove(log, entry.id);
    for (const { log: index, ms } of closed) {
      for (const log of at([index])) log.closedUntil = Math.max(log.closedUntil, now + ms);
    }
    const booked = wishes.map((wish) => {
      const mine = at(wish.logs);
      const dueIn: number[] = [];
      let next = earliestOfAll(mine, wish, now + wish.fromMs);
      for (const id of wish.ids) {
        if (next > now + wish.aheadMs) break;
        for (const log of mine) insert(log, id, next);
        dueIn.push(next - now);
        next = earliestOfAll(mine, wish, next);
      }
      return [next - now, ...dueIn];
    });
    return { at: now, wishes: booked, closedMs: logs.map((log) => Math.max(0, log.closedUntil - now)) };
  }
}
