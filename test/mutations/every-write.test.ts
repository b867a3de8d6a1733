import { beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/schema.ts';
import { afterEffect, cutShort, type Fault, jsonText, refuses, resets } from '../faulty-upstream/faults.ts';
import { reconcile } from '../sandbox/books.ts';
import { reconcilePlatform } from '../sandbox/platform-books.ts';
import { PATIENT } from '../world.ts';
import { doWrite, ROWS, startEveryWrite, type Told } from './every-write.ts';
import { expectTrue } from './expect-true.ts';
import { LATER, PASSING, STRANGE } from './fault-tables.ts';
import type { Row } from './rows/row.ts';
import { type Gateway, sentKey } from './world.ts';

const INVALID = { type: 'invalid_request_error' };

type World = Awaited<ReturnType<typeof startEveryWrite>>;

let world: World;
/** What falls on the next requests, in their order. */
let faults: (Fault | undefined)[] = [];

beforeAll(async () => {
  world = await startEveryWrite({ faults: () => faults.shift() });
  return world.end;
});

/** What ends when the gateway's time for it does. Beside them that time would fall on a good answer, where the machine is slow. */
const ENDLESS: ReadonlySet<string> = new Set(['no answer at all', 'an answer that never ends']);

/** Each test has a gateway of its own: no failure of one is remembered in another. */
const start = (restWriteTimeoutMs = PATIENT.restWriteTimeoutMs): Gateway =>
  world.start({ clientOptions: { retryBaseMs: 1 }, restWriteTimeoutMs });
const startOnce = (): Gateway => world.start({ clientOptions: { retryBaseMs: 1, maxAttempts: { read: 1, write: 1 } } });

/** Parameters in the order that the gateway sends them may differ; what is sent may not. */
const parameters = (body: string): string[] => decodeURIComponent(body.replaceAll('+', ' ')).split('&').sort();

/** Every item of a table falls on some row, and each row meets that many of them. */
const share = <Item>(table: readonly Item[], row: Row, count: number): Item[] =>
  Array.from({ length: count }, (_, n) => table[(ROWS.indexOf(row) * count + n) % table.length] as Item);

it('has a row for every mutation of the graph', () => {
  const names = Object.keys(schema.getMutationType()?.getFields() ?? {});
  expect([...new Set(ROWS.map(({ name }) => name))].sort()).toEqual(names.sort());
});

const keyOf = (row: Row, what: string): string => `${what}-${ROWS.indexOf(row)}`;

/** Once more under the same key; what is told is held against what was done. */
const call = async (gateway: Gateway, row: Row, input: object, key: string): Promise<Told> => {
  const before = world.effects(row, key);
  const told = await doWrite(gateway, row, input, key);
  const now = world.effects(row, key);
  expectTrue(told, now - before, now);
  return told;
};

describe.each(ROWS)('$name', (row) => {
  it('is one POST, done once though its answer is lost, and the same when it is asked again', async () => {
    const gateway = start();
    const write = await row.prepare(world.bank);
    const key = keyOf(row, 'once');
    world.upstream.forget();
    faults = [afterEffect(resets())];
    const first = await doWrite(gateway, row, write.input, key);
    expect(first).toMatchObject({ replayed: true, [row.field]: write.made });
    expect(await doWrite(gateway, row, write.input, key)).toEqual(first);
    const { requests } = world.upstream;
    expect(requests.map(({ method, url, idempotencyKey }) => [method, url, idempotencyKey])).toEqual(
      Array(3).fill(['POST', write.path, sentKey(key, row.name)]),
    );
    expect(requests.map(({ body }) => parameters(body))).toEqual(Array(3).fill(parameters(write.body)));
    expect(world.effects(row, key)).toBe(1);
  });

  it('is done once under faults that pass, before and after the effect', async () => {
    for (const [name, fault] of share(PASSING, row, 3)) {
      const gateway = start(ENDLESS.has(name) ? 400 : undefined);
      for (const [when, falls] of [['before', fault] as const, ['after', afterEffect(fault)] as const]) {
        const { input, made } = await row.prepare(world.bank);
        const key = keyOf(row, `${name} ${when}`);
        faults = [falls];
        const told = await call(gateway, row, input, key);
        expect([name, when, told]).toMatchObject([name, when, { replayed: when === 'after', [row.field]: made }]);
        expect([name, when, world.effects(row, key)]).toEqual([name, when, 1]);
      }
    }
  });

  it.each([
    ['REJECTED', refuses(400, INVALID)],
    ['NOT_APPLIED', refuses(401, INVALID)],
    ['UNKNOWN', jsonText(STRANGE)],
  ])('is %s where it was not done, and the same key then does it', async (outcome, fault) => {
    const gateway = startOnce();
    const { input, made } = await row.prepare(world.bank);
    const key = keyOf(row, outcome);
    faults = [fault];
    expect(await call(gateway, row, input, key)).toMatchObject({ outcome });
    expect(world.effects(row, key)).toBe(0);
    expect(await call(gateway, row, input, key)).toMatchObject({ replayed: false, [row.field]: made });
    expect(world.effects(row, key)).toBe(1);
  });

  it('is told the truth by each of two and of three calls with one key, when the first was done and its answer lost', async () => {
    const gateway = startOnce();
    for (const later of [...share(LATER, row, 3).map((one) => [one]), share(LATER, row, 2)]) {
      const names = later.map(([name]) => name).join(', ');
      const { input, made } = await row.prepare(world.bank);
      const key = keyOf(row, names);
      faults = [afterEffect(cutShort('length')), ...later.map(([, fault]) => fault)];
      expect(await call(gateway, row, input, key)).toMatchObject({ outcome: 'UNKNOWN' });
      for (const [name] of later) {
        const { outcome } = await call(gateway, row, input, key);
        expect([names, name, ['NOT_APPLIED', 'UNKNOWN'].includes(String(outcome))]).toEqual([names, name, true]);
      }
      const last = await call(gateway, row, input, key);
      expect([names, last]).toMatchObject([names, { replayed: true, [row.field]: made }]);
      expect(world.effects(row, key)).toBe(1);
    }
  });
});

it('what they have done to the money adds up', async () => {
  await reconcile(world.client);
  await reconcilePlatform(world.client);
});
