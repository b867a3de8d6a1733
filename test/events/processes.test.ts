import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { eventually } from '../eventually.ts';
import { start } from '../process.ts';
import { SEED } from '../seed.ts';
import { hasRedis, startRedis } from '../shared/redis.ts';
import { type Message, messagesOf, TRANSFER } from './live-world.ts';

const KEY = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
const SECRET = 'whsec_of_these_tests';
const EVENTS = 'subscription ($after: ID) { events(after: $after, types: [TRANSFER_UPDATED]) { id } }';

let keys = 0;

const update = (): string => {
  keys += 1;
  return `mutation { updateTransfer(input: { id: "${TRANSFER}", description: "change ${keys}", idempotencyKey: "${process.pid}-${keys}" }) { __typename } }`;
};

/** Listens, and keeps what comes; the stream is open when this comes back. */
const listenAt = async (url: string, variables: { after?: string | undefined } = {}) => {
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: EVENTS, variables }),
    signal: leave.signal,
  });
  const messages: Message[] = [];
  const ended = (async () => {
    for await (const message of messagesOf(response)) messages.push(message);
  })().catch(() => {});
  const ids = (): string[] =>
    messages.flatMap((message) => (message !== 'complete' && message.data ? [message.data.events.id as string] : []));
  return { messages, ids, ended, leave: () => leave.abort() };
};

/** Changes until all of them have heard of something: a stream is open a moment before it listens. */
const untilHeard = async (
  streams: readonly { readonly ids: () => string[] }[],
  change: () => Promise<unknown>,
): Promise<void> => {
  await eventually(async () => {
    await change();
    expect(streams.every(({ ids }) => ids().length > 0)).toBe(true);
  });
};

describe('a gateway without a key', () => {
  it('hears of what happens in its sandbox, and ends its streams first when it stops', async () => {
    const gateway = await start();
    const stream = await listenAt(gateway.url);
    await untilHeard([stream], () => gateway.query(update()));
    gateway.child.kill('SIGTERM');
    await stream.ended;
    expect(await gateway.exit).toBe(0);
    expect(stream.messages.slice(-2)).toMatchObject([
      { errors: [{ extensions: { code: 'SERVER_STOPPING', after: stream.ids().at(-1) } }] },
      'complete',
    ]);
  });

  it('hears of it in every worker, once', async () => {
    const gateway = await start({ WORKERS: '2' });
    const streams = await Promise.all(Array.from({ length: 6 }, () => listenAt(gateway.url)));
    await untilHeard(streams, () => gateway.query(update()));
    for (let n = 0; n < 10; n += 1) await gateway.query(update());
    const [first] = streams;
    await eventually(() => expect(first?.ids().length).toBeGreaterThan(10));
    const last = first?.ids().at(-1);
    for (const { ids } of streams) {
      await eventually(() => expect(ids().at(-1)).toBe(last));
      expect(new Set(ids()).size).toBe(ids().length);
    }
  });
});

describe.skipIf(!hasRedis)('three replicas', () => {
  it('lose no event for those who come back with the last one, when one is killed and when Redis is', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.kill());
    const sandbox = await startSandbox({ seed: SEED, keys: [KEY] });
    onTestFinished(() => sandbox.close());
    const environment = {
      STRIPE_SECRET_KEY: KEY,
      STRIPE_API_BASE: sandbox.url,
      STRIPE_WEBHOOK_SECRET: SECRET,
      WEBHOOK_PORT: '0',
      REDIS_URL: redis.url,
      REPLICAS: '3',
      LOG_LEVEL: 'info',
    };
    const replicas = await Promise.all([1, 2, 3].map(() => start(environment)));
    const [killed, told, other] = replicas as [
      (typeof replicas)[number],
      (typeof replicas)[number],
      (typeof replicas)[number],
    ];
    const url = await eventually(() => {
      const found = /"webhookUrl":"([^"]+)"/.exec(told.said.out)?.[1];
      expect(found).toBeDefined();
      return found as string;
    });
    sandbox.sendWebhooks({ url, secret: SECRET });

    const seen = new Set<string>();
    const streams = await Promise.all([killed, other].map(({ url: at }) => listenAt(at)));
    const change = () => other.query(update());
    await untilHeard(streams, change);

    killed.child.kill('SIGKILL');
    const [first, second] = streams as [(typeof streams)[number], (typeof streams)[number]];
    await first.ended;
    for (const id of first.ids()) seen.add(id);
    const after = first.ids().at(-1);
    for (let n = 0; n < 5; n += 1) await change();
    const again = await listenAt(told.url, { after });
    await redis.kill();
    for (let n = 0; n < 5; n += 1) await change();
    await redis.restart();
    for (let n = 0; n < 5; n += 1) await change();

    const wanted = await eventually(async () => {
      const { data } = (await other.query('{ events(types: [TRANSFER_UPDATED], first: 100) { nodes { id } } }')) as {
        data: { events: { nodes: { id: string }[] } };
      };
      return data.events.nodes.map(({ id }) => id);
    });
    const since = wanted.slice(0, wanted.indexOf(after ?? ''));
    expect(since.length).toBeGreaterThanOrEqual(15);
    const missing = (ids: readonly string[]) => since.filter((id) => !ids.includes(id));
    await eventually(() => expect(missing(again.ids())).toEqual([]));
    await eventually(() => expect(missing(second.ids())).toEqual([]));
  });
});
