import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack } from './attack.ts';
import { bodyAttacks } from './attacks/bodies.ts';
import { documentAttacks } from './attacks/documents.ts';
import { floodAttacks } from './attacks/floods.ts';
import { inputAttacks } from './attacks/inputs.ts';
import { webAttacks } from './attacks/web.ts';
import { type Gateway, type Helper, rssOf } from './processes.ts';
import { bound, type Row, round } from './report.ts';
import { Target } from './send.ts';
import { type Stormed, storm } from './storm.ts';
import { type Measured, now, type Span, type Traffic } from './traffic.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

export const ATTACKS: readonly Attack[] = [
  ...documentAttacks,
  ...bodyAttacks,
  ...inputAttacks,
  ...webAttacks,
  ...floodAttacks,
];

const WARM_UP_MS = 5_000;
const QUIET_MS = 10_000;
/** Between two kinds: first what the one before has left behind, then as long a look at traffic alone. */
const PAUSE_MS = 250;
const LOOK_MS = 750;
const WITHIN_MS = 50;

export interface AttackWorld {
  readonly gateway: Gateway;
  readonly upstream: Helper<UpstreamQuestion, UpstreamReport>;
  readonly traffic: Traffic;
}

interface Done {
  readonly attack: Attack;
  readonly stormed: Stormed;
  readonly calls: number;
  readonly altered: number;
  readonly foreign: number;
  /** Megabytes at the highest, over what was held before. */
  readonly growth: number;
  readonly examples: readonly string[];
}

/** The highest resident memory while something runs, in megabytes. */
export const peakOf = async <T>(pid: number | undefined, work: Promise<T>): Promise<{ peak: number; value: T }> => {
  let peak = rssOf(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, rssOf(pid));
  }, 50);
  try {
    const value = await work;
    return { peak: Math.max(peak, rssOf(pid)), value };
  } finally {
    clearInterval(timer);
  }
};

const rowOf = (
  { attack, stormed, calls, altered, foreign, growth, examples }: Done,
  good: Measured,
  quiet: Measured,
): Row => {
  const { id, name, mayCall, withinMs = WITHIN_MS } = attack;
  const { requests, p50, max, statuses, codes, breaches, serverErrors, hung } = stormed;
  const strange = mayCall ? 0 : calls;
  return {
    id,
    name,
    figures: {
      requests,
      answers: [...statuses, ...codes].join(' '),
      'p50 ms': p50,
      'max ms': max,
      calls: strange,
      '5xx': serverErrors,
      'MB at most': round(growth),
      'good p99 ms': good.p99,
      ratio: round(good.p99 / quiet.p99, 2),
    },
    broken: [
      ...[...breaches].map(([why, times]) => `${times} x ${why}`),
      ...bound(hung === 0, `${hung} without an end`),
      ...bound(strange === 0, `${calls} calls, such as ${examples[0]}`),
      ...bound(altered === 0, `${altered} calls altered`),
      ...bound(foreign === 0, `${foreign} calls with headers of the caller`),
      ...bound(p50 < withinMs, `half took over ${withinMs} ms`),
      ...bound(good.errors === 0, `${good.errors} good requests failed: ${good.kinds.join()}`),
    ],
  };
};

/** Every kind in turn, with good traffic beside it, and the same traffic alone before, between and after. */
export const runAttacks = async ({ gateway, upstream, traffic }: AttackWorld, only?: string): Promise<Row[]> => {
  const { origin, pid, inspector } = gateway;
  const target = new Target(origin);
  await sleep(WARM_UP_MS);
  const quietSpans: Span[] = [];
  const beQuiet = async (ms: number): Promise<void> => {
    await sleep(PAUSE_MS);
    const from = now();
    await sleep(ms);
    quietSpans.push({ from, to: now() });
  };
  const before = await inspector.look();
  await beQuiet(QUIET_MS);
  const done: Done[] = [];
  for (const attack of ATTACKS.filter(({ id, name }) => only === undefined || `${id} ${name}`.includes(only))) {
    const start = await upstream.ask({ kind: 'watch' });
    const held = rssOf(pid);
    const { peak, value: stormed } = await peakOf(pid, storm(attack, target));
    const { strangers, examples, altered, foreignHeaders } = await upstream.ask({ kind: 'report' });
    done.push({
      attack,
      stormed,
      calls: strangers,
      altered: altered - start.altered,
      foreign: foreignHeaders - start.foreignHeaders,
      growth: peak - held,
      examples,
    });
    process.stderr.write(`${attack.id} ${attack.name}: ${round((stormed.span.to - stormed.span.from) / 1_000, 1)} s\n`);
    await beQuiet(LOOK_MS);
  }
  const after = await inspector.look();
  await sleep(1_000);
  const quiet = await traffic.measured(quietSpans);
  const rows: Row[] = [];
  for (const each of done) rows.push(rowOf(each, await traffic.measured([each.stormed.span]), quiet));
  // The storms whose senders wait, and stay silent, say little about work done.
  const under = await traffic.measured(done.map(({ stormed }) => stormed.span));
  const families = [...new Set(done.map(({ attack }) => attack.id))];
  for (const id of families) {
    const spans = done.filter(({ attack }) => attack.id === id).map(({ stormed }) => stormed.span);
    const good = await traffic.measured(spans);
    rows.push({
      id,
      name: 'good traffic beside all of it',
      figures: {
        requests: good.requests,
        failed: good.errors,
        'p50 ms': good.p50,
        'p99 ms': good.p99,
        ratio: round(good.p99 / quiet.p99, 2),
      },
      // Told, not judged: it takes thousands of requests until a 99th percentile says more than what else the machine did.
      broken: [],
    });
  }
  rows.push({
    id: 'A',
    name: 'good traffic under attack, against the same alone',
    figures: {
      'requests beside': under.requests,
      'p50 ms': under.p50,
      'p99 ms': under.p99,
      'requests alone': quiet.requests,
      'p50 alone ms': quiet.p50,
      'p99 alone ms': quiet.p99,
      ratio: round(under.p99 / quiet.p99, 2),
      failed: under.errors + quiet.errors,
    },
    broken: [
      ...bound(under.p99 < 2 * quiet.p99, `p99 ${under.p99} ms, ${quiet.p99} without`),
      ...bound(under.errors + quiet.errors === 0, [...under.kinds, ...quiet.kinds].join()),
    ],
  });
  const grown = (after.heap - before.heap) / 2 ** 20;
  rows.push({
    id: 'A',
    name: 'memory after all of it',
    figures: {
      'hostile requests': done.reduce((sum, { stormed }) => sum + stormed.requests, 0),
      'heap MB before': before.heap / 2 ** 20,
      'heap MB after': after.heap / 2 ** 20,
      'RSS MB before': before.rss / 2 ** 20,
      'RSS MB after': after.rss / 2 ** 20,
      'loop held ms at most': after.loopMax,
    },
    broken: bound(grown < 64, `heap grew by ${round(grown)} MB`),
  });
  await target.close();
  return rows;
};
