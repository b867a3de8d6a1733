import { RedisLink } from '../shared/redis-link.ts';
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
/** How long a replica that could not read waits until it tries again. */
const AGAIN_MS = 250;
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

interface Scripts {
  takeEvent(id: string, stream: string, signal: string): Promise<number>;
}

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
  /** Told when the stream can be read, and when it cannot, with why not. */
  readonly onChange: (isFed: boolean, trouble?: string) => void;
  readonly observer?: EventObserver;
}

/**
 * Signals of all replicas in a Redis stream: what is written while a replica does not read is there when it does again,
 * which channels (pub/sub) do not give. While Redis is away, nothing is taken in, and the hub is not fed.
 */
export const openRedisFeed = async ({
  url,
  prefix,
  hub,
  onChange,
  observer = UNOBSERVED,
}: RedisFeedOptions): Promise<Feed> => {
  const writer = await RedisLink.open<Scripts>(url, 'events', {
    commandTimeout: ANSWER_MS,
    scripts: { takeEvent: { lua: TAKE_SCRIPT, numberOfKeys: 2 } },
  });
  // One that waits for signals can do nothing else meanwhile.
  const reader = await RedisLink.open(url, 'events', { commandTimeout: BLOCK_MS + ANSWER_MS });
  const stream = `{${prefix}:events}`;
  let isClosed = false;

  /** The place in the stream from which on everything is new. */
  const endOf = async (): Promise<string> => {
    const [last] = (await reader.ask((client) => client.xrevrange(stream, '+', '-', 'COUNT', 1))) as unknown as Entries;
    return last?.[0] ?? '0-0';
  };

  let wasFed: boolean | undefined;
  const tell = (isFed: boolean, trouble?: string): void => {
    hub.isFed = isFed;
    if (wasFed !== isFed) onChange(isFed, trouble);
    wasFed = isFed;
  };

  const readOn = async (): Promise<void> => {
    let at: string | undefined;
    await reader.tried;
    while (!isClosed) {
      try {
        at ??= await endOf();
        tell(true);
        const from = at;
        const read = await reader.ask((client) =>
          client.xread('COUNT', MOST_AT_ONCE, 'BLOCK', BLOCK_MS, 'STREAMS', stream, from),
        );
        for (const [id, fields] of (read?.[0]?.[1] ?? []) as Entries) {
          at = id;
          const signal = parse(fields[1]);
          if (signal !== undefined) observer.received('redis', hub.publish(signal));
        }
      } catch (error) {
        if (!isClosed) tell(false, (error as Error).message);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
      }
    }
  };
  void readOn();

  return {
    take: async (signal) => {
      const taken = await writer.ask((client) =>
        client.takeEvent(`${stream}:${signal.id}`, stream, JSON.stringify(signal)),
      );
      observer.received('webhook', taken === 1);
    },
    close: () => {
      isClosed = true;
      writer.close();
      reader.close();
    },
  };
};
