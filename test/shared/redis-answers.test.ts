import { describe, expect, it, onTestFinished } from 'vitest';
import { EventHub } from '../../src/events/hub.ts';
import { openRedisFeed } from '../../src/events/redis-feed.ts';
import { openRedisLedger } from '../../src/shared/redis-ledger.ts';
import { type Fake, startFakeRedis } from './fake-redis.ts';
import { startReplicas } from './replicas.ts';

const RATES = { readsPerSecond: 80, writesPerSecond: 80, endpointPerSecond: 80 };

/** What Redis, or what is taken for one, says to those who connect or ask. */
const ANSWERS: readonly (readonly [name: string, fake: Fake, told: RegExp])[] = [
  ['a node of a cluster', { answers: { '*': '-MOVED 3999 127.0.0.1:6381\r\n' } }, /node of a cluster/],
  ['a cluster that is down', { answers: { '*': '-CLUSTERDOWN Hash slot not served\r\n' } }, /node of a cluster/],
  [
    'one without memory',
    { answers: { '*': "-OOM command not allowed when used memory > 'maxmemory'.\r\n" } },
    /no memory/,
  ],
  ['one with too many clients', { farewell: '-ERR max number of clients reached\r\n' }, /as many clients as it takes/],
  [
    'one that reads its data',
    { answers: { '*': '-LOADING Redis is loading the dataset in memory\r\n' } },
    /reading its/,
  ],
  [
    'one that cannot write to its disk',
    { answers: { '*': '-MISCONF Errors writing to the AOF file\r\n' } },
    /no writes/,
  ],
  ['one that is busy', { answers: { '*': '-BUSY Redis is busy running a script.\r\n' } }, /busy with a script/],
  [
    'one whose user may do nothing',
    { answers: { '*': "-NOPERM User x has no permissions to run 'x'\r\n" } },
    /user of/,
  ],
  ['a web server', { farewell: 'HTTP/1.1 400 Bad Request\r\n\r\n' }, /Redis /],
  ['one that closes at once', { farewell: '' }, /cannot be reached/],
];

describe('the budget, at', () => {
  it.each(ANSWERS)('%s: is each replica its part, and why is told', async (_, fake, told) => {
    const ledger = await openRedisLedger(await startFakeRedis(fake), 'answers');
    const { starting, modes, troubles, close } = await startReplicas(1, ledger, RATES, 400);
    onTestFinished(close);
    await starting;
    expect(modes).toEqual(['alone']);
    expect(troubles[0]).toMatch(told);
    expect(troubles[0]).not.toMatch(/127\.0|dataset|x'/);
  });
});

describe('events, at', () => {
  it.each(ANSWERS)('%s: are not shared, and why is told once', async (_, fake, told) => {
    const hub = new EventHub({ isFed: true });
    const changes: unknown[][] = [];
    const url = await startFakeRedis(fake);
    const feed = await openRedisFeed({ url, prefix: 'answers', hub, onChange: (...change) => changes.push(change) });
    onTestFinished(() => feed.close());
    await expect.poll(() => changes.length).toBe(1);
    expect(changes).toEqual([[false, expect.stringMatching(told)]]);
    expect(hub.isFed).toBe(false);
    const signal = { id: 'evt_1', object: 'event', type: 'transfer.created', created: 1, livemode: false } as const;
    await expect(feed.take({ ...signal, data: { object: { id: 'tr_1' } } })).rejects.toThrow(/^Redis /);
    expect(changes).toHaveLength(1);
  });
});
