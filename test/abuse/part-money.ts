import { setTimeout as sleep } from 'node:timers/promises';
import { audit, forEachAtOnce, percentile, sumOf, type Write, writesOver } from '../mutations/figures.ts';
import { booksOf, createOperation, type Result, resultOf, transferIds } from '../mutations/world.ts';
import type { Asked } from './asked.ts';
import type { AttackWorld } from './part-attacks.ts';
import { bound, type Row } from './report.ts';
import { Target } from './send.ts';
import { now } from './traffic.ts';

const IDS = transferIds(40);
const CREATE = createOperation();
const AT_ONCE = 50;
const ROUNDS = 10;
const BACKOFF_MS = 2_000;
/** What a caller knows whose answer did not arrive. */
const LOST: Result = { __typename: 'none', outcome: 'UNKNOWN' };

/** Reversals while the REST API fails on that part of the POSTs; asked again with their keys until each is settled. */
const runFaults = async (world: AttackWorld, id: string, count: number, rate: number, seed: number): Promise<Row> => {
  const { gateway, upstream, traffic } = world;
  const { sandbox } = await upstream.ask({ kind: 'fail', method: 'POST', rate, seed });
  const booked = await booksOf(sandbox, IDS);
  const target = new Target(gateway.origin);
  const writes = writesOver(IDS, count, `abuse-${id}`);
  const results = new Map<string, Result>();
  const durations: number[] = [];
  const losses: string[] = [];
  const from = now();
  let open: readonly Write[] = writes;
  let unknown = 0;
  let rounds = 0;
  while (open.length > 0 && rounds < ROUNDS) {
    await forEachAtOnce(open, AT_ONCE, async (input) => {
      const start = now();
      const { body, lost } = await target.operation(CREATE, { input });
      if (lost !== undefined) losses.push(lost);
      results.set(input.idempotencyKey, lost === undefined ? resultOf(JSON.parse(body)) : LOST);
      durations.push(now() - start);
    });
    open = open.filter(({ idempotencyKey }) => results.get(idempotencyKey)?.outcome !== undefined);
    if (rounds === 0) unknown = open.length;
    rounds += 1;
    // As a client does that is told to ask again.
    if (open.length > 0) await sleep(BACKOFF_MS);
  }
  const to = now();
  await upstream.ask({ kind: 'fail', rate: 0, seed });
  const books = await booksOf(sandbox, IDS);
  const known = new Set(booked.reversals.map((reversal) => reversal.id));
  const made = books.reversals.filter((reversal) => !known.has(reversal.id));
  const figures = audit(writes, results, made);
  const moved = books.amountReversed - booked.amountReversed;
  const good = await traffic.measured([{ from, to }]);
  await target.close();
  durations.sort((one, other) => one - other);
  return {
    id,
    name: `${count} reversals, ${rate * 100}% faults`,
    figures: {
      done: figures.done,
      doubled: figures.doubled,
      lost: figures.lost,
      'failed yet applied': figures.failedYetApplied,
      'open after the first round': unknown,
      rounds,
      'p50 ms': percentile(durations, 0.5),
      'p99 ms': percentile(durations, 0.99),
      'good p99 ms beside': good.p99,
      'good failed': good.errors,
    },
    broken: [
      ...bound(losses.length === 0, `${losses.length} without an answer: ${losses[0]}`),
      ...bound(figures.doubled === 0, `${figures.doubled} doubled`),
      ...bound(figures.lost === 0, `${figures.lost} lost`),
      ...bound(figures.failedYetApplied === 0, `${figures.failedYetApplied} failed yet applied`),
      ...bound(figures.done === count, `${count - figures.done} not settled`),
      ...bound(moved === sumOf(writes), `${moved} moved, not ${sumOf(writes)}`),
    ],
  };
};

/** The short form of the money path, through a process, with its own times to wait. */
export const runMoney = async (world: AttackWorld, isAsked: Asked): Promise<Row[]> => [
  ...(isAsked('M1') ? [await runFaults(world, 'M1', 1_000, 0.2, 21)] : []),
  ...(isAsked('M2') ? [await runFaults(world, 'M2', 300, 0.5, 22)] : []),
];
