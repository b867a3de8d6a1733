import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../mutations/figures.ts';
import type { Attack } from './attack.ts';
import { breach, codesOf, type Outcome } from './outcome.ts';
import type { Target } from './send.ts';
import { now, type Span } from './traffic.ts';

export interface Stormed {
  readonly span: Span;
  readonly requests: number;
  readonly p50: number;
  readonly max: number;
  readonly statuses: readonly number[];
  readonly codes: readonly string[];
  /** Why answers were not what they must be, each with how often. */
  readonly breaches: ReadonlyMap<string, number>;
  readonly serverErrors: number;
  readonly hung: number;
}

const REQUESTS = 250;
const PER_SECOND = 100;
const LARGE_REQUESTS = 100;
const LARGE_PER_SECOND = 25;
const HUNG_MS = 20_000;

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Sends the requests of one kind in their rhythm, whatever becomes of those before. */
export const storm = async (attack: Attack, target: Target): Promise<Stormed> => {
  const { isLarge = false, expect, send } = attack;
  const { count = isLarge ? LARGE_REQUESTS : REQUESTS, perSecond = isLarge ? LARGE_PER_SECOND : PER_SECOND } = attack;
  const from = now();
  const times: number[] = [];
  const outcomes: Outcome[] = [];
  let hung = 0;
  const one = async (n: number): Promise<void> => {
    const start = performance.now();
    const late = sleep(HUNG_MS, undefined, { ref: false });
    const outcome = await Promise.race([send(target, n), late]);
    times.push(performance.now() - start);
    if (outcome === undefined) hung += 1;
    else outcomes.push(outcome);
  };
  const sent: Promise<void>[] = [];
  for (let n = 0; n < count; n += 1) {
    const wait = from + (n * 1_000) / perSecond - now();
    if (wait > 0) await sleep(wait);
    sent.push(one(n));
  }
  await Promise.all(sent);
  const breaches = new Map<string, number>();
  for (const outcome of outcomes) {
    const why = breach(outcome, expect);
    if (why !== undefined) breaches.set(why, (breaches.get(why) ?? 0) + 1);
  }
  times.sort((a, b) => a - b);
  return {
    span: { from, to: now() },
    requests: count,
    p50: percentile(times, 0.5),
    max: percentile(times, 1),
    statuses: distinct(outcomes.map(({ status }) => status)),
    codes: distinct(outcomes.flatMap((outcome) => codesOf(outcome).flatMap((code) => code ?? []))),
    breaches,
    serverErrors: outcomes.filter(({ status }) => status >= 500).length,
    hung,
  };
};
