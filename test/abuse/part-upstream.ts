import { setTimeout as sleep } from 'node:timers/promises';
import { forEachAtOnce, percentile } from '../mutations/figures.ts';
import { KEY, reverse, WIDE } from './gateways.ts';
import { codesOf, type Outcome } from './outcome.ts';
import { descriptorsOf, peakOf, rssOf } from './proc.ts';
import { type Gateway, Helper, startGateway } from './processes.ts';
import { bound, type Row, round } from './report.ts';
import { Target } from './send.ts';
import { now } from './traffic.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

/** Queries of one kind that all meet the same fault. */
interface Round {
  readonly id: string;
  readonly fault: string;
  readonly count: number;
  readonly atOnce?: number;
  /** What they may say; `fine` when there is no error, which is a breach where it is not named. */
  readonly codes: readonly string[];
  /** Requests to the REST API for one query. */
  readonly most: number;
  /** No query takes longer. */
  readonly withinMs?: number;
}

/** The longest that a read may take, with all its attempts, and half a second. */
const DEADLINE_MS = 20_500;
const AT_ONCE = 100;
const MAX_SOCKETS = 64;
const MB_AT_MOST = 64;

const PROTOCOL = ['UPSTREAM_PROTOCOL_ERROR', 'UPSTREAM_UNAVAILABLE'];
const BROKEN_ANSWERS = [
  'reset',
  'resetInBody',
  'cutLength',
  'cutChunked',
  'cutClose',
  'lengthTooSmall',
  'html200',
  'emptyBody',
  'jsonNull',
  'jsonList',
  'jsonCut',
  'errorUnder200',
  'noContent',
  'http99',
  'garbage',
];

const ROUNDS: readonly Round[] = [
  { id: 'U1', fault: 'limited', count: 1_000, codes: ['RATE_LIMITED'], most: 2 },
  { id: 'U1', fault: 'limitedFinal', count: 1_000, codes: ['RATE_LIMITED'], most: 1 },
  { id: 'U1', fault: 'limitedAgain', count: 500, codes: ['RATE_LIMITED'], most: 3 },
  { id: 'U1', fault: 'limitedLong', count: 500, codes: ['RATE_LIMITED'], most: 1 },
  { id: 'U2', fault: 's500', count: 500, codes: ['UPSTREAM_UNAVAILABLE'], most: 3 },
  { id: 'U2', fault: 's502', count: 500, codes: PROTOCOL, most: 3 },
  { id: 'U2', fault: 'once503', count: 500, codes: ['fine', 'UPSTREAM_UNAVAILABLE'], most: 2 },
  ...BROKEN_ANSWERS.map((fault) => ({ id: 'U4', fault, count: 70, codes: PROTOCOL, most: 3 })),
  { id: 'U4', fault: 'continues', count: 70, codes: ['fine', ...PROTOCOL], most: 3 },
  { id: 'U6', fault: 'redirects', count: 1_000, codes: ['UPSTREAM_PROTOCOL_ERROR'], most: 1 },
  { id: 'U7', fault: 'big', count: 40, atOnce: 10, codes: ['UPSTREAM_PROTOCOL_ERROR'], most: 1 },
  { id: 'U7', fault: 'bigChunked', count: 40, atOnce: 2, codes: ['UPSTREAM_PROTOCOL_ERROR'], most: 1 },
  { id: 'U7', fault: 'longHeader', count: 500, codes: ['UPSTREAM_PROTOCOL_ERROR'], most: 1 },
  { id: 'U7', fault: 'bomb', count: 500, codes: PROTOCOL, most: 3 },
  { id: 'U8', fault: 'stale', count: 1_000, codes: ['fine'], most: 2 },
  {
    id: 'U5',
    fault: 'drips',
    count: 500,
    atOnce: 500,
    codes: ['UPSTREAM_TIMEOUT', 'OVERLOADED'],
    most: 3,
    withinMs: DEADLINE_MS,
  },
];

const QUERY = 'query ($id: ID!) { transfer(id: $id) { amount } }';
const idOf = (fault: string, n: number): string => `tr_1U${fault}x${n}`;

const verdictOf = (outcome: Outcome): string =>
  codesOf(outcome)[0] ?? (outcome.status === 200 ? 'fine' : `${outcome.status}`);

const tally = (values: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const told = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([value, n]) => `${n} ${value}`).join(' ');

interface World {
  readonly gateway: Gateway;
  /** The most memory that rounds of small answers took. */
  highest: number;
  readonly upstream: Helper<UpstreamQuestion, UpstreamReport>;
  readonly target: Target;
}

const runRound = async (
  world: World,
  { id, fault, count, atOnce = AT_ONCE, codes, most, withinMs }: Round,
): Promise<Row> => {
  const { gateway, upstream, target } = world;
  const verdicts: string[] = [];
  const times: number[] = [];
  const work = forEachAtOnce([...Array(count).keys()], atOnce, async (n) => {
    const start = now();
    verdicts.push(verdictOf(await target.operation(QUERY, { id: idOf(fault, n) })));
    times.push(now() - start);
  });
  const { peak } = await peakOf(gateway.pid, work);
  const grown = peak - world.highest;
  if (id !== 'U7') world.highest = Math.max(world.highest, peak);
  const { byFault, openSockets } = await upstream.ask({ kind: 'report' });
  const { requests = 0, mostForOne = 0 } = byFault[fault] ?? {};
  times.sort((one, other) => one - other);
  const counts = tally(verdicts);
  const wrong = [...counts.keys()].filter((verdict) => !codes.includes(verdict));
  const max = percentile(times, 1);
  return {
    id,
    name: `\`${fault}\`, ${count} queries`,
    figures: {
      answers: told(counts),
      'p50 ms': percentile(times, 0.5),
      'max ms': max,
      'REST calls': requests,
      'most for one': mostForOne,
      sockets: openSockets,
      'RSS MB at most': round(peak),
    },
    broken: [
      ...bound(wrong.length === 0, `answered ${wrong.join()}`),
      ...bound(mostForOne <= most, `${mostForOne} calls for one query`),
      ...bound(openSockets <= MAX_SOCKETS, `${openSockets} sockets`),
      ...bound(max < (withinMs ?? DEADLINE_MS), `took ${max} ms`),
      ...bound(id !== 'U7' || grown < MB_AT_MOST, `${round(grown)} MB more than small answers take`),
    ],
  };
};

/** A REST API that is not there: each query says so, and after some of them at once. */
const runUnreachable = async (name: string, base: string): Promise<Row> => {
  const gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: base });
  const target = new Target(gateway.origin);
  const verdicts: string[] = [];
  const late: number[] = [];
  const ask = async (n: number, times: number[]): Promise<void> => {
    const start = now();
    verdicts.push(verdictOf(await target.operation(QUERY, { id: idOf('gone', n) })));
    times.push(now() - start);
  };
  const first: number[] = [];
  await forEachAtOnce([...Array(100).keys()], 50, (n) => ask(n, first));
  await forEachAtOnce([...Array(900).keys()], 5, (n) => ask(100 + n, late));
  late.sort((one, other) => one - other);
  await target.close();
  const counts = tally(verdicts);
  const exit = await gateway.stop();
  return {
    id: 'U3',
    name,
    figures: {
      answers: told(counts),
      'p50 ms, open': percentile(late, 0.5),
      'p90 ms, open': percentile(late, 0.9),
      'exit code': exit ?? -1,
    },
    broken: [
      ...bound([...counts.keys()].join() === 'UPSTREAM_UNAVAILABLE', told(counts)),
      ...bound(percentile(late, 0.9) < 100, 'refusals took over 100 ms'),
      ...bound(gateway.complaints.length === 0, gateway.complaints[0] ?? ''),
    ],
  };
};

const FLOOD = 5_000;
const FLOOD_EVERY_MS = 2.5;

/** The REST API hangs while thousands ask; money still moves, the rest is told so at once, and it is over when the API is back. */
const runFlood = async ({ gateway, upstream, target }: World): Promise<Row> => {
  const verdicts: string[] = [];
  const refused: number[] = [];
  let sockets = 0;
  const start = now();
  const sent: Promise<void>[] = [];
  const ask = async (n: number): Promise<void> => {
    const asked = now();
    const verdict = verdictOf(await target.operation(QUERY, { id: idOf('hangs', n) }));
    verdicts.push(verdict);
    if (verdict === 'OVERLOADED' && now() - asked < 2_000) refused.push(now() - asked);
  };
  const held = rssOf(gateway.pid);
  let money = 'none';
  const move = async (): Promise<void> => {
    money = verdictOf(await reverse(target, 0, 'flood'));
  };
  const flood = async (): Promise<void> => {
    for (let n = 0; n < FLOOD; n += 1) {
      const wait = start + n * FLOOD_EVERY_MS - now();
      if (wait > 0) await sleep(wait);
      sent.push(ask(n));
      if (n === FLOOD / 2) sent.push(move());
      if (n % 500 === 0) sockets = Math.max(sockets, (await upstream.ask({ kind: 'report' })).openSockets);
    }
  };
  const { peak } = await peakOf(gateway.pid, flood());
  const healed = now();
  await upstream.ask({ kind: 'heal' });
  // What already hangs goes on hanging; whoever asks now must be served again.
  let again = 'none';
  while (again !== 'fine' && now() - healed < 30_000) {
    again = verdictOf(await target.operation('{ transfer(id: "tr_1Seed000003") { amount } }'));
    if (again !== 'fine') await sleep(50);
  }
  const backMs = now() - healed;
  await Promise.all(sent);
  refused.sort((one, other) => one - other);
  return {
    id: 'U11',
    name: `${FLOOD} queries while the REST API hangs`,
    figures: {
      answers: told(tally(verdicts)),
      sockets,
      'refused at once': refused.length,
      'p50 ms to refusal': percentile(refused, 0.5),
      'p99 ms to refusal': percentile(refused, 0.99),
      'a reversal meanwhile': money,
      'ms to the first answer after recovery': round(backMs),
      'MB at most': round(peak - held),
    },
    broken: [
      ...bound(verdicts.length === FLOOD, `${FLOOD - verdicts.length} without an end`),
      ...bound(sockets <= MAX_SOCKETS, `${sockets} sockets`),
      ...bound(percentile(refused, 0.5) < 100, 'refusals took over 100 ms'),
      ...bound(money === 'fine', `a reversal met ${money}`),
      ...bound(backMs < 5_000, `back after ${round(backMs)} ms`),
      ...bound(!verdicts.includes('500'), 'answered 500'),
    ],
  };
};

const LEAVERS = 10_000;
const LEAVES_EVERY_MS = 2.5;

/** Clients that leave at a moment of their own: what was asked for them is called back. */
const runLeavers = async ({ gateway, upstream, target }: World): Promise<Row> => {
  const leftAt = new Map<string, number>();
  const before = await gateway.inspector.look();
  const start = now();
  const sent: Promise<unknown>[] = [];
  for (let n = 0; n < LEAVERS; n += 1) {
    const wait = start + n * LEAVES_EVERY_MS - now();
    if (wait > 0) await sleep(wait);
    const leaving = new AbortController();
    setTimeout(
      () => {
        leftAt.set(idOf('abandoned', n), now());
        leaving.abort();
      },
      5 + Math.random() * 45,
    );
    sent.push(target.abandon(QUERY, { id: idOf('abandoned', n) }, leaving.signal));
  }
  await Promise.all(sent);
  await sleep(500);
  const { closedAt, byFault } = await upstream.ask({ kind: 'report' });
  const after = await gateway.inspector.look();
  const asked = byFault.abandoned?.requests ?? 0;
  const closed = Object.entries(closedAt);
  const delays = closed.map(([id, at]) => at - (leftAt.get(id) ?? 0)).sort((one, other) => one - other);
  const grown = (after.heap - before.heap) / 2 ** 20;
  return {
    id: 'U13',
    name: `${LEAVERS} clients that leave`,
    figures: {
      'REST calls': asked,
      'called back': closed.length,
      'p50 ms': percentile(delays, 0.5),
      'p99 ms': percentile(delays, 0.99),
      'heap MB more': grown,
    },
    broken: [
      ...bound(closed.length === asked, `${asked - closed.length} go on`),
      ...bound(percentile(delays, 0.99) < 100, `p99 ${percentile(delays, 0.99)} ms`),
      ...bound(grown < 8, `heap grew by ${round(grown)} MB`),
    ],
  };
};

/** Each fault of a REST API, a thousand queries for each kind, then what is left open. */
export const runUpstreamFaults = async (only?: string): Promise<Row[]> => {
  const upstream = new Helper<UpstreamQuestion, UpstreamReport>('./upstream.ts');
  const { url } = await upstream.ask({ kind: 'address' });
  // So that each fault is met, and not the circuit that the one before has opened.
  const patient = { ...KEY, ...WIDE, STRIPE_API_BASE: url, REST_BREAK_AFTER: '10000' };
  const gateway = await startGateway(patient);
  const target = new Target(gateway.origin, 1_000);
  const world: World = { gateway, upstream, target, highest: 0 };
  const isAsked = (id: string): boolean => only === undefined || id.startsWith(only);
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    process.stderr.write(`${row.id} ${row.name}${row.broken.length > 0 ? `: ${row.broken.join('; ')}` : ''}\n`);
  };
  await target.operation(QUERY, { id: idOf('fine', 0) });
  const descriptors = descriptorsOf(gateway.pid);
  const before = await gateway.inspector.look();
  for (const round of ROUNDS) if (isAsked(round.id)) add(await runRound(world, round));
  if (isAsked('U13')) add(await runLeavers(world));
  const { elsewhere } = await upstream.ask({ kind: 'report' });
  await target.close();
  // Idle connections are let go of before.
  await sleep(6_000);
  const { openSockets } = await upstream.ask({ kind: 'report' });
  const after = await gateway.inspector.look();
  const alive = gateway.isAlive();
  const left = descriptorsOf(gateway.pid) - descriptors;
  add({
    id: 'U',
    name: 'what is left afterwards',
    figures: {
      'sockets upstream': openSockets,
      'descriptors more': left,
      'heap MB more': (after.heap - before.heap) / 2 ** 20,
      'RSS MB': after.rss / 2 ** 20,
      'requests where redirects point to': elsewhere,
      restarts: alive ? 0 : 1,
      'log lines at error': gateway.complaints.length,
    },
    broken: [
      ...bound(openSockets === 0, `${openSockets} sockets leaked`),
      ...bound(left <= 2, `${left} descriptors leaked`),
      ...bound(elsewhere === 0, 'a redirect was followed'),
      ...bound(alive, 'it ended'),
      ...bound(gateway.complaints.length === 0, gateway.complaints[0] ?? ''),
    ],
  });
  await gateway.stop();
  if (isAsked('U11')) {
    const other = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: url });
    const flooded = new Target(other.origin, FLOOD);
    add(await runFlood({ gateway: other, upstream, target: flooded, highest: 0 }));
    await flooded.close();
    await other.stop();
  }
  if (isAsked('U3')) {
    const port = new URL(url).port;
    add(await runUnreachable('nobody listens', 'http://127.0.0.1:1'));
    add(await runUnreachable('no TLS where TLS must be', `https://127.0.0.1:${port}`));
    // Too long for a name: no resolver is asked.
    add(await runUnreachable('a name that does not exist', `https://${'n'.repeat(64)}.invalid`));
  }
  upstream.end();
  return rows;
};
