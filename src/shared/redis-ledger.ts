import type { Noticeboard } from './agreement.ts';
import { BOOKING_SCRIPT } from './booking-script.ts';
import type { Booking, Ledger, Order } from './ledger.ts';
import { RedisLink } from './redis-link.ts';

/** A booking takes half a millisecond; whoever waits for one that takes longer is better off without it. */
const ANSWER_MS = 100;

/** What a process has said of itself is of no use when it has long ended. */
const SAID_SECONDS = 180;

/** The script as the client offers it: keys are counted first. */
interface Scripts {
  book(keys: number, ...keysAndOrder: string[]): Promise<[Booking['wishes'], Booking['closedMs'], number]>;
}

/**
 * Two names for each log. Redis Cluster finds an account's place by what the first pair of braces holds, so that all
 * logs of an account lie together; endpoints, whose names hold `{id}`, come after it and have none.
 */
export const keysOf = (prefix: string, { account, logs }: Pick<Order, 'account' | 'logs'>): string[] =>
  logs.flatMap((log) => {
    const key = `{${prefix}:${account}}:${log.replace(/\{(\w+)\}/g, ':$1')}`;
    return [key, `${key}:closed`];
  });

/**
 * Books places in Redis or Valkey.
 *
 * @throws nothing when Redis does not answer: it is tried again for as long as the process lives.
 */
export const openRedisLedger = async (url: string, prefix: string): Promise<Ledger & Noticeboard> => {
  const link = await RedisLink.open<Scripts>(url, 'bookings', {
    commandTimeout: ANSWER_MS,
    scripts: { book: { lua: BOOKING_SCRIPT } },
  });
  return {
    answerMs: ANSWER_MS,
    get losses() {
      return link.losses;
    },
    book: async (order) => {
      const keys = keysOf(prefix, order);
      const [wishes, closedMs, at] = await link.ask((client) =>
        client.book(keys.length, ...keys, JSON.stringify(order)),
      );
      return { at, wishes, closedMs };
    },
    exchange: async (settings) => {
      const key = `{${prefix}:settings}`;
      const before = await link.ask((client) => client.get(key));
      await link.ask((client) => client.set(key, settings, 'EX', SAID_SECONDS));
      return before ?? undefined;
    },
    close: () => link.close(),
  };
};
