import { forEachAtOnce, percentile } from '../../mutations/figures.ts';
import { peakOf, rssOf } from '../proc.ts';
import { bound, round } from '../report.ts';
import { inRhythm } from '../rhythm.ts';
import { tally, told } from '../tally.ts';
import { now, type Span } from '../traffic.ts';
import { DEADLINE_MS, type Ended, type FaultWorld, idOf, MAX_SOCKETS, QUERY, verdictOf } from './world.ts';

/** Queries of one kind that all meet the same fault. */
interface Round {
  readonly id: string;
  readonly fault: string;
  /**
   * Half of them a hundred a second, unless told otherwise; the others as fast as they are answered, a hundred at a
   * time.
   */
  readonly count: number;
  readonly steady?: { readonly count: number; readonly perSecond: number };
  readonly atOnce?: number;
  /** What they may say; `fine` when there is no error, which is a breach where it is not named. */
  readonly codes: readonly string[];
  /** Requests to the REST API for one query. */
  readonly most: number;
  /** What good traffic may be told beside those that come at once. */
  readonly goodMaySay?: readonly string[];
}

const PER_SECOND = 100;
const AT_ONCE = 100;
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

/** Where each takes a connection for long, or megabytes. */
const FEW = { count: 20, perSecond: 4 };

export const ROUNDS: readonly Round[] = [
  { id: 'U1', fault: 'limited', count: 1_000, codes: ['RATE_LIMITED'], most: 2 },
  { id: 'U1', fault: 'limitedFinal', count: 1_000, codes: ['RATE_LIMITED'], most: 1 },
  { id: 'U1', fault: 'limitedAgain', count: 1_000, codes: ['RATE_LIMITED'], most: 3 },
  { id: 'U1', fault: 'limitedLong', count: 1_000, codes: ['RATE_LIMITED'], most: 1 },
  { id: 'U2', fault: 's500', count: 1_000, codes: ['UPSTREAM_UNAVAILABLE'], most: 3 },
  { id: 'U2', fault: 's502', count: 1_000, codes: PROTOCOL, most: 3 },
  { id: 'U2', fault: 'once503', count: 1_000, codes: ['fine', 'UPSTREAM_UNAVAILABLE'], most: 2 },
  ...BROKEN_ANSWERS.map((fault) => ({ id: 'U4', fault, count: 200, codes: PROTOCOL, most: 3 })),
  { id: 'U4', fault: 'continues', count: 200, codes: ['fine', ...PROTOCOL], most: 3 },
  { id: 'U6', fault: 'redirects', count: 1_000, codes: ['UPSTREAM_PROTOCOL_ERROR'], most: 1 },
  // The process that sends these megabytes answers good traffic too: what that waits for is not the gateway alone.
  { id: 'U7', fault: 'big', count: 60, steady: FEW, atOnce: 10, codes: ['UPSTREAM_PROTOCOL_ERROR'], most: 1 },
  { id: 'U7', fault: 'bigChunked', count: 60, steady: FEW, atOnce: 2, codes: ['UPSTREAM_PROTOCOL_ERROR'], most: 1 },
  { id: 'U7', fault: 'longHeader', count: 1_000, codes: ['UPSTREAM_PROTOCOL_ERROR'], most: 1 },
  { id: 'U7', fault: 'bomb', count: 1_000, codes: PROTOCOL, most: 3 },
  { id: 'U8', fault: 'stale', count: 1_000, codes: ['fine'], most: 2 },
  {
    id: 'U5',
    fault: 'drips',
    count: 520,
    steady: FEW,
    atOnce: 500,
    codes: ['UPSTREAM_TIMEOUT', 'OVERLOADED'],
    most: 3,
    // A few answers that never end hold a few connections. Hundreds hold every one there is: whoever asks beside them
    // waits for one, and is told so when there is none.
    goodMaySay: ['UPSTREAM_TIMEOUT', 'OVERLOADED'],
  },
];

export const runRound = async (
  { gateway, upstream, target }: FaultWorld,
  { id, fault, count, atOnce = AT_ONCE, codes, most, goodMaySay, ...other }: Round,
): Promise<Ended> => {
  const { steady = { count: count / 2, perSecond: PER_SECOND } } = other;
  const held = rssOf(gateway.pid);
  const verdicts: string[] = [];
  const times: number[] = [];
  const ask = async (n: number): Promise<void> => {
    const start = now();
    verdicts.push(verdictOf(await target.operation(QUERY, { id: idOf(fault, n) })));
    times.push(now() - start);
  };
  const work = async (): Promise<readonly [Span, Span]> => {
    const from = now();
    await inRhythm(steady.count, steady.perSecond, ask);
    const between = now();
    const others = [...Array(count).keys()].slice(steady.count);
    await forEachAtOnce(others, atOnce, ask);
    return [
      { from, to: between },
      { from: between, to: now() },
    ];
  };
  const {
    peak,
    value: [span, crowd],
  } = await peakOf(gateway.pid, work());
  const { byFault, openSockets } = await upstream.ask({ kind: 'report' });
  const { requests = 0, mostForOne = 0 } = byFault[fault] ?? {};
  times.sort((one, other) => one - other);
  const counts = tally(verdicts);
  const wrong = [...counts.keys()].filter((verdict) => !codes.includes(verdict));
  const max = percentile(times, 1);
  const grown = peak - held;
  const row = {
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
      ...bound(max < DEADLINE_MS, `took ${max} ms`),
      ...bound(id !== 'U7' || grown < MB_AT_MOST, `${round(grown)} MB more than it held before`),
    ],
  };
  return { row, span, crowd, ...(goodMaySay === undefined ? {} : { goodMaySay }) };
};
