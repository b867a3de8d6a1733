import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../mutations/figures.ts';
import { createOperation, transferIds } from '../mutations/world.ts';
import { hasRedis } from '../shared/redis.ts';
import { mostInASecond } from '../shared/replicas.ts';
import type { Asked } from './asked.ts';
import { type Ended, Fleet, REPLICAS } from './fleet.ts';
import { bound, type Row, round } from './report.ts';
import { inRhythm } from './rhythm.ts';
import { tally, told } from './tally.ts';
import { now } from './traffic.ts';

const BUDGET = 80;
/** As many as fit into that many seconds when no window of 1.1 seconds has more than the budget. */
const FULL = BUDGET / 1.1;
const OVERLOAD = 3 * BUDGET;
const SECONDS = 8;

const perSecondIn = (times: readonly number[], from: number, to: number): number =>
  times.filter((time) => time >= from && time < to).length / ((to - from) / 1_000);

const notFine = (ended: readonly Ended[]): string[] =>
  ended.flatMap(({ verdict }) => (verdict === 'fine' ? [] : [verdict]));

/** D4: three times what may be sent, over all replicas. */
const runOverload = async (): Promise<Row> => {
  const fleet = await Fleet.start(BUDGET);
  await fleet.upstream.ask({ limit: BUDGET });
  const from = now();
  const ended: Ended[] = [];
  await inRhythm(OVERLOAD * SECONDS, OVERLOAD, async (n) => ended.push(await fleet.read(n)));
  const { reads, refused, heldUpMs } = await fleet.upstream.ask({});
  const mean = perSecondIn(reads, from + 1_000, from + SECONDS * 1_000);
  const most = mostInASecond(reads, heldUpMs);
  const complaints = await fleet.stop();
  return {
    id: 'D4',
    name: `${REPLICAS} replicas, ${OVERLOAD} reads a second, a budget of ${BUDGET} in one Redis`,
    figures: {
      calls: reads.length,
      'most in a second': most,
      'mean a second': mean,
      'of the mean that fits, %': round((100 * mean) / FULL, 1),
      '429': refused,
      'counting was held up, ms': heldUpMs,
      answers: told(tally(ended.map(({ verdict }) => verdict))),
    },
    broken: [
      ...bound(most <= BUDGET, `${most} in a second`),
      ...bound(mean >= 0.95 * FULL, `${round(mean, 1)} a second`),
      ...bound(refused === 0, `${refused} x 429`),
      ...bound(
        notFine(ended).every((verdict) => verdict === 'OVERLOADED'),
        notFine(ended).find((verdict) => verdict !== 'OVERLOADED') ?? '',
      ),
      ...bound(complaints.length === 0, complaints[0]?.slice(0, 300) ?? ''),
    ],
  };
};

const CREATE = createOperation();
const IDS = transferIds(40);
const MUTATIONS = 200;

const waits = async (fleet: Fleet) => ({
  soon: await fleet.writesThatWaited(0.025),
  inTime: await fleet.writesThatWaited(0.05),
  all: await fleet.writesThatWaited('+Inf'),
});

/**
 * D4: money moves at one replica while the others read as much as they can. What is bounded is the wait of a write for
 * its turn, which reads elsewhere could make longer, as the replica itself measures it. The whole time is told beside
 * it: most of that is the processor's, which this program, REST and six more processes share.
 */
const runMutations = async (): Promise<Row> => {
  const fleet = await Fleet.start(BUDGET);
  const write = (n: number) =>
    fleet.operation(0, CREATE, {
      input: { transfer: IDS[n % IDS.length], amount: n + 1, idempotencyKey: `wait-${n}` },
    });
  const sorted = (ended: readonly Ended[]): number[] => ended.map(({ ms }) => ms).sort((a, b) => a - b);
  const alone: Ended[] = [];
  await inRhythm(MUTATIONS / 2, 20, async (n) => alone.push(await write(n)));
  const beside: Ended[] = [];
  const before = await waits(fleet);
  const reading = inRhythm(OVERLOAD * SECONDS, OVERLOAD, (n) => fleet.read(1 + (n % 2)));
  await sleep(1_000);
  await inRhythm(MUTATIONS, 20, async (n) => beside.push(await write(MUTATIONS + n)));
  await reading;
  const after = await waits(fleet);
  await fleet.stop();
  const sent = after.all - before.all;
  const soon = (100 * (after.soon - before.soon)) / sent;
  const inTime = (100 * (after.inTime - before.inTime)) / sent;
  return {
    id: 'D4',
    name: `${MUTATIONS} mutations at one replica, ${OVERLOAD} reads a second at the others`,
    figures: {
      'p50 ms alone': percentile(sorted(alone), 0.5),
      'p99 ms alone': percentile(sorted(alone), 0.99),
      'p50 ms': percentile(sorted(beside), 0.5),
      'p99 ms': percentile(sorted(beside), 0.99),
      'waited for their turns': sent,
      'for 25 ms at most, %': soon,
      'for 50 ms at most, %': inTime,
      failed: notFine(beside).length,
    },
    broken: [
      ...bound(sent >= MUTATIONS, `${sent} writes were measured`),
      ...bound(inTime >= 99, `${round(inTime, 1)} % waited for less than 50 ms`),
      ...bound(notFine([...alone, ...beside]).length === 0, `${notFine([...alone, ...beside])[0]}`),
    ],
  };
};

/** Less than the shares allow, so that nobody need be turned away. */
const EASY = 60;
const AWAY_MS = 8_000;

/** D2: Redis goes and comes back under load. */
const runLoss = async (how: 'killed' | 'stopped'): Promise<Row> => {
  const fleet = await Fleet.start(BUDGET);
  const ended: Ended[] = [];
  const seconds = 4 + AWAY_MS / 1_000 + 10;
  const easy = inRhythm(EASY * seconds, EASY, async (n) => ended.push(await fleet.read(n)));
  await sleep(4_000);
  const lostAt = now();
  if (how === 'killed') await fleet.redis.kill();
  else fleet.redis.pause();
  await sleep(AWAY_MS);
  if (how === 'killed') await fleet.redis.restart();
  else fleet.redis.resume();
  const backAt = now();
  await easy;
  const full = now();
  await inRhythm(OVERLOAD * 6, OVERLOAD, (n) => fleet.read(n));
  const { reads, heldUpMs } = await fleet.upstream.ask({});
  await fleet.stop();
  const most = mostInASecond(reads, heldUpMs);
  const meanwhile = perSecondIn(reads, lostAt, backAt);
  const after = perSecondIn(reads, full + 1_000, full + 6_000);
  const failed = notFine(ended);
  return {
    id: 'D2',
    name: `${REPLICAS} replicas, ${EASY} reads a second, Redis ${how} for ${AWAY_MS / 1_000} s; then ${OVERLOAD} a second`,
    figures: {
      operations: ended.length,
      failed: failed.length,
      'most in a second': most,
      'a second meanwhile': meanwhile,
      'a second, from 10 s after its return': after,
      'counting was held up, ms': heldUpMs,
    },
    broken: [
      ...bound(failed.length === 0, `${failed.length} failed, such as ${failed[0]}`),
      ...bound(most <= BUDGET + 2, `${most} in a second`),
      ...bound(meanwhile >= 54, `${round(meanwhile, 1)} a second meanwhile`),
      ...bound(after >= 0.95 * FULL, `${round(after, 1)} a second after`),
    ],
  };
};

const ROUNDS = 25;
/** So few reads that they wait, and equal ones are joined. */
const TIGHT = 150;

/** D7: what one replica has written another must not show as it was. */
const runReadYourWrites = async (): Promise<Row> => {
  const fleet = await Fleet.start(TIGHT);
  const verdicts: string[] = [];
  let joined = 0;
  let stale = 0;
  let beside = 0;
  let isOver = false;
  const look = (replica: number, id: string) =>
    fleet.operation(replica, `{ transfer(id: "${id}") { amountReversed } }`).then((ended) => {
      joined += Number(/"shared":(\d+)/.exec(ended.body)?.[1] ?? 0);
      return ended;
    });
  const one = async (id: string, at: number): Promise<void> => {
    let sum = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const amount = round + 1;
      const input = { transfer: id, amount, idempotencyKey: `ryw-${at}-${round}` };
      const wrote = await fleet.operation(round, CREATE, { input });
      sum += amount;
      const read = await look(round + 1, id);
      verdicts.push(wrote.verdict, read.verdict);
      if (Number(/"amountReversed":(\d+)/.exec(read.body)?.[1]) !== sum) stale += 1;
    }
  };
  // Others ask for the same all the time, so that there is an older read to be joined.
  const onlooker = async (replica: number): Promise<void> => {
    while (!isOver) {
      const ended = await Promise.all(IDS.slice(0, 8).map((id) => look(replica, id)));
      beside += ended.length;
      await sleep(100);
    }
  };
  const onlookers = [0, 1, 2].map(onlooker);
  await Promise.all(IDS.map(one));
  isOver = true;
  await Promise.all(onlookers);
  await fleet.stop();
  const bad = verdicts.filter((verdict) => verdict !== 'fine');
  return {
    id: 'D7',
    name: `${ROUNDS * IDS.length} writes, each read at another of ${REPLICAS} replicas right after`,
    figures: { stale, 'reads beside': beside, joined, failed: bad.length },
    broken: [
      ...bound(stale === 0, `${stale} stale`),
      ...bound(bad.length === 0, `${bad.length} failed, such as ${bad[0]}`),
      ...bound(joined > 0, 'no read was joined'),
    ],
  };
};

/** More than one process, one budget. */
export const runSharedBudget = async (isAsked: Asked): Promise<Row[]> => {
  if (!hasRedis) return [];
  const rows: Row[] = [];
  if (isAsked('D2')) rows.push(await runLoss('killed'), await runLoss('stopped'));
  if (isAsked('D4')) rows.push(await runOverload(), await runMutations());
  if (isAsked('D7')) rows.push(await runReadYourWrites());
  return rows;
};
