import type { Redis } from 'ioredis';
import { type EventObserver, UNOBSERVED } from './event-observer.ts';
import type { Feed } from './feed.ts';
import type { EventHub } from './hub.ts';
import { REMEMBERED_MS } from './seen-ids.ts';
import { type Signal, signalOf } from './signal.ts';

/** How many signals the stream keeps for a replica that has been away. */
const KEPT = 100_000;
const ANSWER_MS = 1_000;
/** How long a replica waits for the next signal before it asks again. */
const BLOCK_MS = 1_000;
const RECONNECT_MS = 250;
/** A subscriber has room for twice as many, and a turn of the event loop to begin with them. */
const MOST_AT_ONCE = 32;

/**
 * An event that is new goes into the stream, in one step: what is remembered is there, and what is there is remembered.
 */
const TAKE_SCRIPT = `
if redis.call('SET', KEYS[1], '1', 'NX', 'PX', ${REMEMBERED_MS}) then
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', ${KEPT}, '*', 'signal', ARGV[1])
  return 1
end
return 0
`;

type Scripted = Redis & { takeEvent(id: string, stream: string, signal: string): Promise<number> };

type Entries = readonly (readonly [id: string, fields: readonly string[]])[];

const parse = (json: string | undefined): Signal | undefined => {
  try {
    return signalOf(JSON.parse(json ?? ''));
  } catch {
    return undefined;
  }
};

export interface RedisFeedOptions {
  readonly url: string;
  /** What its keys begin with. */
  readonly prefix: string;
  readonly hub: EventHub;
  /** Told when the stream can be read, and when it cannot. */
  readonly onChange: (isFed: boolean) => void;
  readonly observer?: EventObserver;
}

/**
 * Signals of all replicas in a Redis stream: what is written while a replica does not read is there when it does again,
 * which channels (pub/sub) do not give. While Redis is away, nothing is taken in, and the hub is not fed. The client is
 * loaded here, and so only where there is a Redis.
 */
export const openRedisFeed = async ({
  url,
  prefix,
  hub,
  onChange,
  observer = UNOBSERVED,
}: RedisFeedOptions): Promise<Feed> => {
  // By its default export: in the bundled file a CommonJS package has no other when it is imported here.
  const { default: ioredis } = await import('ioredis');
  const options = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 1_000,
    retryStrategy: () => RECONNECT_MS,
    reconnectOnError: ({ message }: Error) => message.startsWith('READONLY'),
  };
  const writer = new ioredis.Redis(url, {
    ...options,
    commandTimeout: ANSWER_MS,
    scripts: { takeEvent: { lua: TAKE_SCRIPT, numberOfKeys: 2 } },
  }) as Scripted;
  // One that waits for signals can do nothing else meanwhile.
  const reader = new ioredis.Redis(url, { ...options, commandTimeout: BLOCK_MS + ANSWER_MS });
  // Each failure is met where it is asked; without a listener it would be printed.
  for (const client of [writer, reader]) client.on('error', () => {});
  const stream = `{${prefix}:events}`;
  let isClosed = false;

  /** The place in the stream from which on everything is new. */
  const endOf = async (): Promise<string> => {
    const [last] = (await reader.xrevrange(stream, '+', '-', 'COUNT', 1)) as unknown as Entries;
    return last?.[0] ?? '0-0';
  };

  const tell = (isFed: boolean): void => {
    if (hub.isFed !== isFed) onChange(isFed);
    hub.isFed = isFed;
  };

  const readOn = async (): Promise<void> => {
    let at: string | undefined;
    while (!isClosed) {
      try {
        at ??= await endOf();
        tell(true);
        const read = await reader.xread('COUNT', MOST_AT_ONCE, 'BLOCK', BLOCK_MS, 'STREAMS', stream, at);
        for (const [id, fields] of (read?.[0]?.[1] ?? []) as Entries) {
          at = id;
          const signal = parse(fields[1]);
          if (signal !== undefined) observer.received('redis', hub.publish(signal));
        }
      } catch {
        if (!isClosed) tell(false);
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS).unref());
      }
    }
  };
  void readOn();

  return {
    take: async (signal) => {
      const taken = await writer.takeEvent(`${stream}:${signal.id}`, stream, JSON.stringify(signal));
      observer.received('webhook', taken === 1);
    },
    close: () => {
      isClosed = true;
      writer.disconnect();
      reader.disconnect();
    },
  };
};
