import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { seededFaults } from '../faulty-upstream/seeded-faults.ts';
import { start } from '../process.ts';
import { reconcile } from '../sandbox/books.ts';
import { reconcilePlatform } from '../sandbox/platform-books.ts';
import {
  doWrite,
  type EveryWriteOptions,
  operationOf,
  ROWS,
  startEveryWrite as startWorld,
  type Told,
} from './every-write.ts';
import { forEachAtOnce, report } from './figures.ts';
import { ACCOUNT, type Row, type Write } from './rows/row.ts';
import { resultOf } from './world.ts';

/** Of each row. Larger counts are for the abuse runs: what differs from row to row is what is sent, not how. */
const COPIES = 3;
const AT_ONCE = 50;
const FINE = { doubled: 0, lost: 0, untrue: 0, rejected: 0 };

/** Holds what comes under a key, which what rows make beforehand does not. */
const slowWrites =
  (ms: number): NonNullable<EveryWriteOptions['delay']> =>
  ({ idempotencyKey }) =>
    idempotencyKey === undefined ? undefined : ms;

interface Prepared extends Write {
  readonly row: Row;
  readonly key: string;
}

const startEveryWrite = async (options: EveryWriteOptions) => {
  const world = await startWorld(options);
  onTestFinished(world.end);
  const cash = async (): Promise<number> => {
    const { body } = await world.client.get(`/v1/treasury/financial_accounts/${ACCOUNT}`);
    return (body.balance as { cash: { usd: number } }).cash.usd;
  };
  const writes: Prepared[] = [];
  for (const [index, row] of ROWS.entries()) {
    for (let copy = 0; copy < COPIES; copy += 1) {
      writes.push({ ...(await row.prepare(world.bank)), row, key: `${index}-${copy}` });
    }
  }
  // Neighbours are of different kinds, as they come from callers.
  writes.sort((one, other) => one.key.split('-').reverse().join().localeCompare(other.key.split('-').reverse().join()));
  const before = await cash();
  return {
    ...world,
    writes,
    /** How much cash has moved, and how much all writes together move. */
    moved: async () => ({
      moved: (await cash()) - before,
      meant: writes.reduce((sum, write) => sum + (write.cash ?? 0), 0),
    }),
  };
};

type World = Awaited<ReturnType<typeof startEveryWrite>>;

/** What was told, held against what was done. */
const audit = ({ effects }: World, writes: readonly Prepared[], told: ReadonlyMap<Prepared, Told>) => {
  const figures = { done: 0, unknown: 0, notApplied: 0, rejected: 0, doubled: 0, lost: 0, untrue: 0 };
  for (const write of writes) {
    const times = effects(write.row, write.key);
    const { outcome } = told.get(write) ?? {};
    if (times > 1) figures.doubled += 1;
    if (outcome === undefined) figures.done += 1;
    if (outcome === undefined && times === 0) figures.lost += 1;
    if (outcome === 'UNKNOWN') figures.unknown += 1;
    if (outcome === 'NOT_APPLIED') figures.notApplied += 1;
    if (outcome === 'REJECTED') figures.rejected += 1;
    if (outcome !== undefined && outcome !== 'UNKNOWN' && times > 0) figures.untrue += 1;
  }
  return figures;
};

/** Each done once, shown as it was meant, and the money is where it should be. */
const expectDone = async (world: World, told: ReadonlyMap<Prepared, Told>): Promise<void> => {
  const { writes, effects, client, moved } = world;
  expect(audit(world, writes, told)).toEqual({ ...FINE, done: writes.length, unknown: 0, notApplied: 0 });
  for (const write of writes) {
    const { row, key, made } = write;
    expect([row.name, key, effects(row, key)]).toEqual([row.name, key, 1]);
    expect([row.name, told.get(write)?.[row.field]]).toMatchObject([row.name, made]);
  }
  const sums = await moved();
  expect(sums.moved).toBe(sums.meant);
  await reconcile(client);
  await reconcilePlatform(client);
};

it.each([
  ['a fifth', 31, 0.2],
  ['half', 32, 0.5],
])('every write, 50 at a time, %s of all requests failing: each is done once and says so', async (part, seed, rate) => {
  const world = await startEveryWrite({ faults: seededFaults(seed, rate) });
  const gateway = world.start({ clientOptions: { retryBaseMs: 5 } });
  const told = new Map<Prepared, Told>();
  let open: readonly Prepared[] = world.writes;
  let first: ReturnType<typeof audit> | undefined;
  let rounds = 0;
  while (open.length > 0 && rounds < 10) {
    await forEachAtOnce(open, AT_ONCE, async (write) => {
      told.set(write, await doWrite(gateway, write.row, write.input, write.key));
    });
    // The faults go on while callers ask again.
    const figures = audit(world, open, told);
    expect(figures).toMatchObject(FINE);
    first ??= figures;
    open = open.filter((write) => told.get(write)?.outcome !== undefined);
    rounds += 1;
  }
  report(`${world.writes.length} writes of every kind, ${part} failing`, {
    ...audit(world, world.writes, told),
    'unknown at first': first?.unknown ?? 0,
    rounds,
    attempts: world.upstream.requests.length,
  });
  await expectDone(world, told);
});

it('every write, asked twice at once of two gateways, and once more: each is done once', async () => {
  const world = await startEveryWrite({ faults: seededFaults(33, 0.1), delay: slowWrites(3) });
  const gateways = [0, 1].map(() => world.start({ clientOptions: { retryBaseMs: 5 } }));
  const told = new Map<Prepared, Told>();
  await forEachAtOnce(world.writes, AT_ONCE / 2, async (write) => {
    const { row, input, key } = write;
    const atOnce = await Promise.all(gateways.map((gateway) => doWrite(gateway, row, input, key)));
    const [gateway] = gateways;
    if (gateway === undefined) return;
    const last = await doWrite(gateway, row, input, key);
    told.set(write, last);
    expect(atOnce.filter(({ replayed }) => replayed === false).length).toBeLessThanOrEqual(1);
    for (const { outcome } of atOnce) expect([undefined, 'UNKNOWN']).toContain(outcome);
    expect([row.name, last.replayed]).toEqual([row.name, true]);
  });
  await expectDone(world, told);
});

/** A gateway process of its own, as an operator starts it, with room for all writes at once. */
const startProcess = async (apiBase: string) => {
  const gateway = await start({
    LOG_LEVEL: 'silent',
    STRIPE_API_BASE: apiBase,
    STRIPE_SECRET_KEY: 'sk_test_0123456789',
    REST_WRITES_PER_SECOND: '10000',
    REST_ENDPOINT_PER_SECOND: '10000',
  });
  const write = async ({ row, input, key }: Prepared): Promise<Told> => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: operationOf(row), variables: { input: { ...input, idempotencyKey: key } } }),
    });
    return resultOf(await response.json()) as Told;
  };
  return { ...gateway, write };
};

it('every write, the process killed amid them and started anew: asked again with the same keys, each is done once', async () => {
  const world = await startEveryWrite({ delay: slowWrites(15) });
  const { writes, upstream } = world;
  const first = await startProcess(upstream.url);
  const answered = new Map<Prepared, Told>();
  const killer = (async () => {
    while (upstream.requests.length < writes.length / 2) await sleep(1);
    first.child.kill('SIGKILL');
  })();
  await forEachAtOnce(writes, 20, async (write) => {
    const told = await first.write(write).catch(() => undefined);
    if (told !== undefined) answered.set(write, told);
  });
  await killer;
  await first.exit;
  const second = await startProcess(upstream.url);
  const told = new Map<Prepared, Told>();
  await forEachAtOnce(writes, 20, async (write) => {
    told.set(write, await second.write(write));
  });
  const replayed = [...told.values()].filter((each) => each.replayed).length;
  report(`${writes.length} writes of every kind, killed amid them`, {
    'answered before': answered.size,
    'done before, never answered': replayed - answered.size,
    'done after': told.size - replayed,
  });
  // It was in the middle: some were answered, some done without an answer, some not begun.
  expect(answered.size).toBeGreaterThan(0);
  expect(replayed).toBeGreaterThan(answered.size);
  expect(replayed).toBeLessThan(writes.length);
  for (const [write, before] of answered) {
    expect(told.get(write)?.[write.row.field]).toEqual(before[write.row.field]);
  }
  await expectDone(world, told);
});
