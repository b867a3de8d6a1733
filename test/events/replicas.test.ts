import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventPage } from '../../src/events/event-list.ts';
import type { EventObserver } from '../../src/events/event-observer.ts';
import { EventHub } from '../../src/events/hub.ts';
import { Poller } from '../../src/events/poller.ts';
import { openRedisFeed } from '../../src/events/redis-feed.ts';
import type { Signal } from '../../src/events/signal.ts';
import { SignalQueue } from '../../src/events/signal-queue.ts';
import { eventually } from '../eventually.ts';
import { hasRedis, startRedis } from '../shared/redis.ts';

const NOW = 1_800_000_000;
const TYPES = ['transfer.created'];

const signal = (n: number | string): Signal => ({
  id: `evt_${n}`,
  object: 'event',
  type: 'transfer.created',
  created: NOW,
  livemode: false,
  data: { object: { id: 'tr_1' } },
});

/** Reads all that comes. */
const collect = async (hub: EventHub): Promise<string[]> => {
  const queue = new SignalQueue();
  const ids: string[] = [];
  await hub.subscribe({ account: undefined, types: new Set(TYPES), node: undefined }, queue);
  void (async () => {
    for (;;) {
      const next = await queue.next();
      if ('ending' in next) return;
      ids.push(next.signal.id);
    }
  })();
  return ids;
};

describe.skipIf(!hasRedis)('replicas with one Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(() => redis.kill());

  const startReplica = async (prefix: string) => {
    const hub = new EventHub({ isFed: false });
    const received: string[] = [];
    const observer: EventObserver = {
      received: (source, isNew) => void received.push(`${source}, ${isNew ? 'new' : 'again'}`),
      answered: () => {},
    };
    const feed = await openRedisFeed({ url: redis.url, prefix, hub, onChange: () => {}, observer });
    await eventually(() => expect(hub.isFed).toBe(true));
    return { hub, feed, received, ids: await collect(hub) };
  };

  /** As REST does: again and again, until it is taken. */
  const send = async (replica: Awaited<ReturnType<typeof startReplica>>, one: Signal): Promise<void> => {
    await eventually(() => replica.feed.take(one));
  };

  it('hear each event once, whichever of them it came in at, and however often', async () => {
    const replicas = await Promise.all([1, 2, 3].map(() => startReplica('thrice')));
    const wanted = Array.from({ length: 200 }, (_, n) => signal(n));
    for (const [n, one] of wanted.entries()) {
      await Promise.all([0, 1, 2].map((m) => send(replicas[(n + m) % 3] as (typeof replicas)[number], one)));
    }
    const ids = wanted.map(({ id }) => id).sort();
    for (const replica of replicas) {
      await eventually(() => expect([...replica.ids].sort()).toEqual(ids));
      // And counts it so. What its own webhooks bring has mostly been taken by another.
      expect(replica.received.filter((each) => each === 'redis, new').length).toBe(200);
      expect(replica.received).toContain('webhook, again');
    }
    for (const { feed } of replicas) feed.close();
  });

  it('lose nothing when Redis is killed: what is not taken is sent again', async () => {
    const replicas = await Promise.all([1, 2].map(() => startReplica('killed')));
    const [first, second] = replicas as [(typeof replicas)[number], (typeof replicas)[number]];
    await send(first, signal('before'));
    await eventually(() => expect(second.ids).toEqual(['evt_before']));
    await redis.kill();
    await expect(first.feed.take(signal('while'))).rejects.toThrow();
    await eventually(() => expect([first.hub.isFed, second.hub.isFed]).toEqual([false, false]));
    const sent = send(first, signal('while'));
    await redis.restart();
    await sent;
    await send(second, signal('after'));
    for (const { ids, hub } of replicas) {
      await eventually(() => expect(ids).toEqual(['evt_before', 'evt_while', 'evt_after']));
      // It has lost the stream, so that there may have been others.
      expect(hub.mayHaveMissed).toBe(true);
    }
    for (const { feed } of replicas) feed.close();
  });
});

describe('what passes a replica by', () => {
  const startPolling = async (list: Signal[]) => {
    const hub = new EventHub({ isFed: false });
    const asked: { created?: { gte: number } | undefined }[] = [];
    const readerOf = () => async (params: { created?: { gte: number }; starting_after?: string; limit: number }) => {
      asked.push({ created: params.created });
      const newest = list.filter(({ created }) => created >= (params.created?.gte ?? 0)).toReversed();
      const start = newest.findIndex(({ id }) => id === params.starting_after) + 1;
      const data = newest.slice(start, start + params.limit);
      return { data, has_more: start + data.length < newest.length } satisfies EventPage;
    };
    const poller = new Poller({ hub, readerOf, types: TYPES, log: pino({ level: 'silent' }), everyMs: 10 });
    hub.watchWith(poller);
    return { hub, asked, ids: await collect(hub), poller };
  };

  it('is asked for, from a minute before the newest on, and what was there before is not told', async () => {
    const list = [signal('old'), { ...signal('newest'), created: NOW + 100 }];
    const { ids, asked, poller } = await startPolling(list);
    list.push({ ...signal('late'), created: NOW + 70 }, { ...signal('new'), created: NOW + 101 });
    await eventually(() => expect(ids).toEqual(['evt_late', 'evt_new']));
    expect(asked.at(-1)?.created?.gte).toBeGreaterThanOrEqual(NOW + 40);
    await eventually(() => expect(asked.at(-1)?.created?.gte).toBe(NOW + 41));
    poller.close();
  });

  it('is brought once, also where it is told as well', async () => {
    const list: Signal[] = [];
    const { hub, ids, asked, poller } = await startPolling(list);
    hub.publish(signal('told'));
    list.push(signal('told'), signal('asked'));
    await eventually(() => expect(ids).toEqual(['evt_told', 'evt_asked']));
    const before = asked.length;
    await eventually(() => expect(asked.length).toBeGreaterThan(before + 2));
    expect(ids).toEqual(['evt_told', 'evt_asked']);
    poller.close();
  });

  it('is asked for once more when something tells again, and then no more', async () => {
    const list: Signal[] = [];
    const { hub, ids, asked, poller } = await startPolling(list);
    list.push(signal('lost'));
    hub.isFed = true;
    await eventually(() => expect(ids).toEqual(['evt_lost']));
    await eventually(() => expect(hub.mayHaveMissed).toBe(false));
    const after = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toHaveLength(after);
    poller.close();
  });

  it('and is too much at once ends the streams', async () => {
    const list: Signal[] = [];
    const { hub, poller } = await startPolling(list);
    const queue = new SignalQueue();
    await hub.subscribe({ account: undefined, types: new Set(TYPES), node: undefined }, queue);
    list.push(...Array.from({ length: 1_500 }, (_, n) => signal(n)));
    expect(await queue.next()).toEqual({ ending: 'gap' });
    poller.close();
  });
});
