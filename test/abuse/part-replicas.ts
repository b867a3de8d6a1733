import { setTimeout as sleep } from 'node:timers/promises';
import { audit, percentile, settle, sumOf, type Write, writesOver } from '../mutations/figures.ts';
import { booksOf, createOperation, type Result, resultOf, transferIds } from '../mutations/world.ts';
import { hasRedis, startRedis } from '../shared/redis.ts';
import { KEY, WIDE } from './gateways.ts';
import { childrenOf } from './proc.ts';
import { type Gateway, Helper, startGateway } from './processes.ts';
import { bound, type Row } from './report.ts';
import { Target } from './send.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

const OPERATIONS = 1_000;
const AT_ONCE = 40;
const REPLICAS = 3;
const FAULTS = 0.15;
/** Shorter than a repeat of the gateway's own takes: who meets a fault has left before it is settled. */
const CLIENT_TIMEOUT_MS = 150;
const KILL_AFTER = OPERATIONS * 0.4;
const BACKOFF_MS = 1_000;
const MOST_SENDS = 20;

const IDS = transferIds(40);
const CREATE = createOperation();

interface Replica {
  readonly gateway: Gateway;
  readonly target: Target;
  isKilled: boolean;
  answered: number;
}

/** Processes that share nothing but the REST API; that share a budget in Redis; or the workers of one process. */
const WAYS = { apart: 'processes', sharing: 'processes with a Redis', workers: 'workers' } as const;
type Way = keyof typeof WAYS;

/** Why there is no answer. */
type Loss = 'left' | 'killed' | 'down';

const startReplica = async (settings: Readonly<Record<string, string>>): Promise<Replica> => {
  const gateway = await startGateway({ ...KEY, ...WIDE, ...settings });
  return { gateway, target: new Target(gateway.origin), isKilled: false, answered: 0 };
};

/** Clients, and a balancer that gives each send to the next of the replicas. */
class Replicas {
  readonly losses: Record<Loss, number> = { left: 0, killed: 0, down: 0 };
  /** Why a process that lives gave no answer. */
  readonly strange: string[] = [];
  sends = 0;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #replicas: Replica[];
  readonly #areWorkers: boolean;

  private constructor(settings: Readonly<Record<string, string>>, replicas: Replica[], areWorkers: boolean) {
    this.#settings = settings;
    this.#replicas = replicas;
    this.#areWorkers = areWorkers;
  }

  static async start(way: Way, settings: Readonly<Record<string, string>>): Promise<Replicas> {
    const areWorkers = way === 'workers';
    const all = areWorkers ? { ...settings, WORKERS: String(REPLICAS) } : settings;
    const count = areWorkers ? 1 : REPLICAS;
    const replicas = await Promise.all(Array.from({ length: count }, () => startReplica(all)));
    return new Replicas(all, replicas, areWorkers);
  }

  /** What the operation was answered; undefined when the client has left, or the process has gone. */
  async send(input: Write, at: number, patienceMs?: number): Promise<Result | undefined> {
    const replica = this.#replicas[at % this.#replicas.length];
    if (replica === undefined) return undefined;
    this.sends += 1;
    const signal = patienceMs === undefined ? undefined : AbortSignal.timeout(patienceMs);
    const { target } = replica;
    const { body, lost } = await (signal
      ? target.abandon(CREATE, { input }, signal)
      : target.operation(CREATE, { input }));
    if (lost === undefined) {
      replica.answered += 1;
      return resultOf(JSON.parse(body));
    }
    if (signal?.aborted) this.losses.left += 1;
    else if (!replica.isKilled) this.strange.push(lost);
    else if (lost === 'ECONNREFUSED') this.losses.down += 1;
    else this.losses.killed += 1;
    return undefined;
  }

  /** Ends the first where it stands, and starts another in its place. */
  async killOne(): Promise<void> {
    const [victim] = this.#replicas;
    if (victim === undefined) return;
    victim.isKilled = true;
    if (this.#areWorkers) {
      const again = victim.gateway.says('"listening"');
      const [worker] = childrenOf(victim.gateway.pid);
      if (worker === undefined) throw new Error('There is no worker to kill.');
      process.kill(worker, 'SIGKILL');
      await again;
      victim.isKilled = false;
      return;
    }
    await victim.gateway.kill();
    this.#replicas[0] = await startReplica(this.#settings);
    await victim.target.close();
  }

  /** How often each has answered, the new one first. */
  get answered(): readonly number[] {
    return this.#replicas.map(({ answered }) => answered);
  }

  /** Lines at error, and exit codes other than 0. */
  async stop(): Promise<string[]> {
    const troubles = this.#replicas.map(async ({ gateway, target }) => {
      await target.close();
      const exit = await gateway.stop();
      // That a worker has been killed is told at error, once.
      const complaints = gateway.complaints.filter((line) => !this.#areWorkers || !line.includes('a worker has ended'));
      return [...complaints, ...(exit === 0 ? [] : [`it ended with ${exit}`])];
    });
    return (await Promise.all(troubles)).flat();
  }
}

/** All that the clients of one operation were told, and what the last of them was. */
interface Told {
  readonly heard: readonly Result[];
  readonly last: Result;
}

const NOTHING: Result = { __typename: 'none', outcome: 'UNKNOWN' };

/**
 * One to four at once, whose clients leave soon, and once more at another replica, patiently; then until it is settled.
 */
const operate = async (replicas: Replicas, write: Write): Promise<Told> => {
  const { amount: n } = write;
  const atOnce = 1 + (n % 4);
  const sent = Array.from({ length: atOnce }, (_, copy) => replicas.send(write, n + copy, CLIENT_TIMEOUT_MS));
  const heard = (await Promise.all(sent)).flatMap((result) => result ?? []);
  for (let sends = atOnce; ; sends += 1) {
    const last = (await replicas.send(write, n + sends)) ?? NOTHING;
    heard.push(last);
    if (last.outcome === undefined || sends >= MOST_SENDS) return { heard, last };
    await sleep(BACKOFF_MS);
  }
};

/** Operations whose answers name more than one reversal; and those that two were told to have done first. */
const contradictions = (told: Iterable<Told>): { readonly different: number; readonly firstTwice: number } => {
  let different = 0;
  let firstTwice = 0;
  for (const { heard } of told) {
    const done = heard.filter(({ outcome }) => outcome === undefined);
    if (new Set(done.map(({ transferReversal }) => transferReversal.stripeId)).size > 1) different += 1;
    if (done.filter(({ replayed }) => replayed === false).length > 1) firstTwice += 1;
  }
  return { different, firstTwice };
};

/** M3: the same operations over and over at three gateways, one of them killed amid them. */
const runWay = async (way: Way, settings: Readonly<Record<string, string>>): Promise<Row> => {
  const upstream = new Helper<UpstreamQuestion, UpstreamReport>('./upstream.ts');
  const { url, sandbox } = await upstream.ask({ kind: 'fail', method: 'POST', rate: FAULTS, seed: 23 });
  const replicas = await Replicas.start(way, { ...settings, STRIPE_API_BASE: url });
  const told = new Map<string, Told>();
  let killing: Promise<void> | undefined;
  const { results, durations } = await settle(
    writesOver(IDS, OPERATIONS, `abuse-M3-${way}`),
    AT_ONCE,
    async (write) => {
      if (told.size >= KILL_AFTER) killing ??= replicas.killOne();
      const each = await operate(replicas, write);
      told.set(write.idempotencyKey, each);
      return each.last;
    },
  );
  await killing;
  const writes = writesOver(IDS, OPERATIONS, `abuse-M3-${way}`);
  const { reversals, amountReversed } = await booksOf(sandbox, IDS);
  const { done, doubled, lost, failedYetApplied } = audit(writes, results, reversals);
  const { different, firstTwice } = contradictions(told.values());
  const { sends, losses, strange } = replicas;
  const [restarted = 0, ...others] = replicas.answered;
  const troubles = await replicas.stop();
  upstream.end();
  return {
    id: 'M3',
    name: `${OPERATIONS} reversals, each sent 2 to 5 times and more at ${REPLICAS} ${WAYS[way]}, one killed, ${FAULTS * 100}% faults`,
    figures: {
      operations: OPERATIONS,
      sends,
      effects: reversals.length,
      doubled,
      lost,
      'failed yet applied': failedYetApplied,
      'clients that left': losses.left,
      'answers lost by the kill': losses.killed,
      'sent while it was down': losses.down,
      // Who of several workers has answered is not told.
      ...(way === 'workers'
        ? {}
        : { 'answers of the one started again': restarted, 'answers of the others': others.join(' ') }),
      settled: done,
      'replays that name another reversal': different,
      'p50 ms': percentile(durations, 0.5),
      'p99 ms': percentile(durations, 0.99),
    },
    broken: [
      ...bound(reversals.length === OPERATIONS, `${reversals.length} effects`),
      ...bound(amountReversed === sumOf(writes), `${amountReversed} moved, not ${sumOf(writes)}`),
      ...bound(doubled === 0, `${doubled} doubled`),
      ...bound(lost === 0, `${lost} lost`),
      ...bound(failedYetApplied === 0, `${failedYetApplied} failed yet applied`),
      ...bound(done === OPERATIONS, `${OPERATIONS - done} not settled`),
      ...bound(different === 0, `${different} operations with different reversals`),
      ...bound(firstTwice === 0, `${firstTwice} operations that two were told to have done first`),
      ...bound(strange.length === 0, `without an answer of a process that lives: ${strange.join()}`),
      // Else it was not what it is meant to be.
      ...bound(losses.killed > 0, 'nothing was in hand when it was killed'),
      ...bound(losses.left > 0, 'no client left'),
      ...bound(restarted > 0, 'the one started again answered nothing'),
      ...bound(troubles.length === 0, troubles[0]?.slice(0, 300) ?? ''),
    ],
  };
};

export const runReplicas = async (): Promise<Row[]> => {
  const rows = [await runWay('apart', {}), await runWay('workers', {})];
  if (!hasRedis) return rows;
  const redis = await startRedis();
  rows.push(await runWay('sharing', { REDIS_URL: redis.url, REPLICAS: String(REPLICAS) }));
  await redis.kill();
  return rows;
};
