import type { Redis } from 'ioredis';
import { BOOKING_SCRIPT } from './booking-script.ts';
import type { Booking, Ledger, Order } from './ledger.ts';
import { troubleOf } from './redis-trouble.ts';

/** A booking takes half a millisecond; whoever waits for one that takes longer is better off without it. */
const ANSWER_MS = 100;

/** How long after a connection is lost, or could not be made, the next is tried. */
const RECONNECT_MS = 250;

/** What the client says of a command while it has no connection. */
const NO_CONNECTION = /^(Stream isn't writeable|Connection is closed)/;

/** The script as the client offers it: keys are counted first. */
type Scripted = Redis & {
  book(keys: number, ...keysAndOrder: string[]): Promise<[Booking['wishes'], Booking['closedMs'], number]>;
};

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
 * Books places in Redis or Valkey. The client is loaded here, and so only where there is a Redis.
 *
 * @throws nothing when Redis does not answer: it is tried again for as long as the process lives.
 */
export const openRedisLedger = async (url: string, prefix: string): Promise<Ledger> => {
  // By its default export: in the bundled file a CommonJS package has no other when it is imported here.
  const { default: ioredis } = await import('ioredis');
  const client = new ioredis.Redis(url, {
    // No queue while there is no connection: a call that gets no answer at once has another way, and a queue would only
    // make it late.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: ANSWER_MS,
    connectTimeout: 1_000,
    retryStrategy: () => RECONNECT_MS,
    // After a failover the address may lead to a replica, until the connection is made anew.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
    scripts: { book: { lua: BOOKING_SCRIPT } },
  }) as Scripted;
  /** Why there is no connection that can be used. */
  let unconnected: string | undefined;
  let trouble: string | undefined;
  // Each failure is met where it is asked; without a listener it would be printed.
  client.on('error', (error) => {
    unconnected = troubleOf(error);
  });
  client.on('connect', () => {
    unconnected = undefined;
  });
  return {
    answerMs: ANSWER_MS,
    book: async (order) => {
      const keys = keysOf(prefix, order);
      try {
        // The client goes on in database 0 where it cannot have the one that it was told, and shares with others there.
        if (unconnected !== undefined) throw new Error('There is no connection as it was asked for.');
        const [wishes, closedMs, at] = await client.book(keys.length, ...keys, JSON.stringify(order));
        trouble = undefined;
        return { at, wishes, closedMs };
      } catch (error) {
        const { message } = error as Error;
        // What made the client let go of the connection says more than that there is none.
        trouble = unconnected ?? (NO_CONNECTION.test(message) ? trouble : undefined) ?? troubleOf({ message });
        throw new Error(trouble);
      }
    },
    close: () => client.disconnect(),
  };
};
