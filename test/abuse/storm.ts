import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../mutations/figures.ts';
import type { Attack } from './attack.ts';
import { breach, codesOf, type Outcome } from './outcome.ts';
import { inRhythm } from './rhythm.ts';
import type { Target } from './send.ts';
import { tally } from './tally.ts';
import { now, type Span } from './traffic.ts';

export interface Stormed {
  readonly span: Span;
  readonly requests: number;
  readonly p50: number;
  readonly max: number;
  readonly statuses: readonly number[];
  readonly codes: readonly string[];
  /** Why answers were not what they must be, each with how often. */
  readonly breaches: Readonly<Record<string, number>>;
  readonly serverErrors: number;
  readonly hung: number;
}

const REQUESTS = 500;
const PER_SECOND = 100;
const LARGE_PER_SECOND = 50;
const HUNG_MS = 20_000;

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Sends the requests of one kind in their rhythm, whatever becomes of those before. */
export const storm = async (attack: Attack, target: Target): Promise<Stormed> => {
  const { isLarge = false, expect, send } = attack;
  const { count = REQUESTS, perSecond = isLarge ? LARGE_PER_SECOND : PER_SECOND } = attack;
  const from = now();
  const times: number[] = [];
  const outcomes: Outcome[] = [];
  const breaches: string[] = [];
  const sent: Promise<Outcome | Error>[] = [];
  let hung = 0;
  const one = async (n: number): Promise<void> => {
    const start = performance.now();
    const late = sleep(HUNG_MS, undefined, { ref: false });
    const sending = send(target, n).catch((error: Error) => error);
    sent.push(sending);
    const outcome = await Promise.race([sending, late]);
    times.push(performance.now() - start);
    if (outcome === undefined) hung += 1;
    else if (outcome instanceof Error) breaches.push(outcome.message);
    else outcomes.push(outcome);
  };
  await inRhythm(count, perSecond, one);
  // What has hung is waited for all the same: the next kind must not meet it.
  await Promise.all(sent);
  const to = now();
  breaches.push(...outcomes.flatMap((outcome) => breach(outcome, expect) ?? []));
  times.sort((a, b) => a - b);
  return {
    span: { from, to },
    requests: count,
    p50: percentile(times, 0.5),
    max: percentile(times, 1),
    statuses: distinct(outcomes.map(({ status }) => status)),
    codes: distinct(outcomes.flatMap((outcome) => codesOf(outcome).flatMap((code) => code ?? []))),
    breaches: Object.fromEntries(tally(breaches)),
    serverErrors: outcomes.filter(({ status }) => status >= 500).length,
    hung,
  };
};
