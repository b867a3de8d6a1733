import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ATTACKS } from './attacks/attacks.ts';
import { KEY, reverse, WIDE } from './gateways.ts';
import { breach, codesOf, type Outcome } from './outcome.ts';
import { descriptorsOf } from './proc.ts';
import { endAfter, Helper, startGateway } from './processes.ts';
import { bound, type Row, round, table } from './report.ts';
import { Target } from './send.ts';
import { now, Traffic } from './traffic.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
const FAULTS = 0.05;
const LOOK_EVERY_MS = 10_000;
/**
 * A document cache that is full well before half of the time is over: after that the heap has no more reason to rise.
 */
const FULL = { DOCUMENT_CACHE_BYTES: String(4 * 2 ** 20) };
/** Of each a second. */
const RATES = { reads: 50, writes: 5, leavers: 5, hostile: 10 };
/** So little that it is not told from the noise of ten minutes. */
const FLAT_MB_A_MINUTE = 0.3;
const FLAT_DESCRIPTORS = 20;

interface Look {
  readonly minute: number;
  readonly heapMb: number;
  readonly rssMb: number;
  readonly descriptors: number;
  readonly resources: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
}

/** By how much a value rises in a minute: the straight line that fits best. */
const slopeOf = (looks: readonly Look[], value: (look: Look) => number): number => {
  const mean = (of: (look: Look) => number): number => looks.reduce((sum, look) => sum + of(look), 0) / looks.length;
  const middle = mean(({ minute }) => minute);
  const level = mean(value);
  const spread = mean(({ minute }) => (minute - middle) ** 2);
  return spread === 0 ? 0 : mean((look) => (look.minute - middle) * (value(look) - level)) / spread;
};

/** Does something so often a second until then, and waits for none of it. */
const keepDoing = async (perSecond: number, until: number, task: (n: number) => Promise<void>): Promise<void> => {
  const start = now();
  for (let n = 0; now() < until; n += 1) {
    const wait = start + (n * 1_000) / perSecond - now();
    if (wait > 0) await sleep(wait);
    task(n);
  }
};

const upstream = new Helper<UpstreamQuestion, UpstreamReport>('./upstream.ts');
const traffic = new Traffic();

/** What reads may fail with while the REST API fails. */
const HONEST = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_PROTOCOL_ERROR',
  'UPSTREAM_TIMEOUT',
  'RATE_LIMITED',
  'OUTCOME_UNKNOWN',
]);
const LEAVING =
  'query { transfers(first: 50) { nodes { amount reversals { nodes { balanceTransaction { net } } } } } }';
const HOSTILE = ATTACKS.filter(({ withinMs, mayCall }) => withinMs === undefined && mayCall === undefined);

const run = async (): Promise<{ row: Row; looks: readonly Look[] }> => {
  const { url } = await upstream.ask({ kind: 'address' });
  const gateway = await startGateway({ ...KEY, ...WIDE, ...FULL, STRIPE_API_BASE: url });
  const { origin, pid, inspector } = gateway;
  await traffic.once(origin);
  await upstream.ask({ kind: 'fail', rate: FAULTS, seed: 5 });
  const before = descriptorsOf(pid);
  const target = new Target(origin);
  const unexpected: string[] = [];
  const counts = { writes: 0, unsettled: 0, left: 0, hostile: 0 };
  const settle = async (n: number): Promise<void> => {
    const outcome: Outcome = await reverse(target, n, 'soak');
    const [code] = codesOf(outcome);
    counts.writes += 1;
    if (code !== undefined) counts.unsettled += 1;
    if (outcome.status !== 200 || (code !== undefined && !HONEST.has(code)))
      unexpected.push(`write: ${outcome.status} ${code}`);
  };
  const leave = async (): Promise<void> => {
    await target.abandon(LEAVING, {}, AbortSignal.timeout(Math.ceil(Math.random() * 30)));
    counts.left += 1;
  };
  const attack = async (n: number): Promise<void> => {
    const hostile = HOSTILE[n % HOSTILE.length];
    if (hostile === undefined) return;
    const why = breach(await hostile.send(target, n), hostile.expect);
    counts.hostile += 1;
    if (why !== undefined) unexpected.push(`${hostile.id} ${hostile.name}: ${why}`);
  };
  const start = now();
  const until = start + MINUTES * 60_000;
  await traffic.start(origin, RATES.reads);
  const doing = [
    keepDoing(RATES.writes, until, settle),
    keepDoing(RATES.leavers, until, leave),
    keepDoing(RATES.hostile, until, attack),
  ];
  const looks: Look[] = [];
  while (now() < until && gateway.isAlive()) {
    await sleep(LOOK_EVERY_MS);
    const { heap, rss, resources, loopP99, loopMax } = await inspector.look();
    looks.push({
      minute: (now() - start) / 60_000,
      heapMb: heap / 2 ** 20,
      rssMb: rss / 2 ** 20,
      descriptors: descriptorsOf(pid),
      resources,
      loopP99Ms: loopP99,
      loopMaxMs: loopMax,
    });
    const last = looks.at(-1);
    process.stderr.write(
      `${JSON.stringify(last, (_, value) => (typeof value === 'number' ? round(value, 1) : value))}\n`,
    );
  }
  await Promise.all(doing);
  await traffic.stop();
  // What is still open after the last answers, and after idle connections have been let go of, has leaked.
  await target.close();
  await sleep(8_000);
  const idle = { descriptors: descriptorsOf(pid), vitals: await inspector.look() };
  const { requests } = await upstream.ask({ kind: 'report' });
  const reads = await traffic.measured([{ from: start, to: until }]);
  const dishonest = reads.kinds.filter((kind) => !HONEST.has(kind.split(' ')[1] ?? ''));
  const half = looks.slice(Math.floor(looks.length / 2));
  const heapSlope = slopeOf(half, ({ heapMb }) => heapMb);
  const descriptorSlope = slopeOf(half, ({ descriptors }) => descriptors);
  const alive = gateway.isAlive();
  const exit = await gateway.stop();
  const most = (value: (look: Look) => number): number => Math.max(...looks.map(value));
  const [first] = half;
  const last = looks.at(-1);
  const row: Row = {
    id: 'S10',
    name: `${MINUTES} minutes with ${FAULTS * 100}% faults`,
    figures: {
      reads: reads.requests,
      'reads that failed, with a code': reads.errors,
      'p50 ms': reads.p50,
      'p99 ms': reads.p99,
      ...counts,
      'REST calls': requests,
      'heap MB halfway': first?.heapMb ?? 0,
      'heap MB at the end': last?.heapMb ?? 0,
      'heap MB a minute': round(heapSlope, 3),
      'heap MB idle': idle.vitals.heap / 2 ** 20,
      'RSS MB halfway': first?.rssMb ?? 0,
      'RSS MB at the end': last?.rssMb ?? 0,
      'descriptors before': before,
      'descriptors halfway': first?.descriptors ?? 0,
      'descriptors at the end': last?.descriptors ?? 0,
      'descriptors a minute': round(descriptorSlope, 2),
      'descriptors idle': idle.descriptors,
      'loop p99 ms': most(({ loopP99Ms }) => loopP99Ms),
      'loop held ms': most(({ loopMaxMs }) => loopMaxMs),
      restarts: alive ? 0 : 1,
      'exit code': exit ?? -1,
    },
    broken: [
      ...bound(alive, 'it ended'),
      ...bound(exit === 0, `it ended with ${exit}`),
      ...bound(
        Math.abs(heapSlope) < FLAT_MB_A_MINUTE || heapSlope < 0,
        `heap rises by ${round(heapSlope, 2)} MB a minute`,
      ),
      ...bound(
        descriptorSlope < FLAT_DESCRIPTORS / MINUTES,
        `descriptors rise by ${round(descriptorSlope, 1)} a minute`,
      ),
      ...bound(idle.descriptors <= before, `${idle.descriptors - before} descriptors leaked`),
      ...bound(dishonest.length === 0, dishonest.join()),
      ...bound(
        unexpected.length === 0,
        `${unexpected.length} unexpected: ${[...new Set(unexpected)].slice(0, 5).join('; ')}`,
      ),
      ...bound(gateway.complaints.length === 0, `${gateway.complaints.length} complaints: ${gateway.complaints[0]}`),
    ],
  };
  return { row, looks };
};

const report = async (): Promise<void> => {
  const { row, looks } = await run();
  writeFileSync(new URL('../../dist/soak.json', import.meta.url), JSON.stringify({ row, looks }, null, 2));
  process.stdout.write(`${table([row])}\n`);
  if (row.broken.length > 0) process.exitCode = 1;
};

endAfter(report());
