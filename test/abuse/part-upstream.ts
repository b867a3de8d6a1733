import { setTimeout as sleep } from 'node:timers/promises';
import { Alone } from './alone.ts';
import type { Asked } from './asked.ts';
import { overallRow } from './attack-rows.ts';
import { FLOOD, runFlood } from './faults/flood.ts';
import { runLeavers } from './faults/leavers.ts';
import { ROUNDS, runRound } from './faults/rounds.ts';
import { runUnreachable } from './faults/unreachable.ts';
import { type Ended, type FaultWorld, idOf, MAX_SOCKETS, QUERY } from './faults/world.ts';
import { KEY, WIDE } from './gateways.ts';
import { descriptorsOf } from './proc.ts';
import { type Gateway, Helper, startGateway } from './processes.ts';
import { bound, line, type Row, round } from './report.ts';
import { Target } from './send.ts';
import { type Measured, Traffic } from './traffic.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

type Upstream = FaultWorld['upstream'];

const GOOD_PER_SECOND = 50;
const SETTINGS = { ...KEY, ...WIDE, REST_CONNECTIONS: String(MAX_SOCKETS) };

/** The row with what became of good traffic meanwhile. */
const withGood = async ({ traffic }: FaultWorld, ended: Ended, quiet: Measured): Promise<Row> => {
  const { row, span, crowd, goodMaySay = [] } = ended;
  const beside = span && (await traffic.measured([span]));
  const crowded = crowd && (await traffic.measured([crowd]));
  const failed = (beside?.errors ?? 0) + (crowded?.errors ?? 0);
  const unexpected = [
    ...(beside?.kinds ?? []),
    ...(crowded?.kinds ?? []).filter((kind) => !goodMaySay.includes(kind.split(' ')[1] ?? '')),
  ];
  return {
    ...row,
    figures: {
      ...row.figures,
      ...(beside && { 'good p99 ms': beside.p99, ratio: round(beside.p99 / quiet.p99, 2) }),
      ...(crowded && { 'good requests in the crowd': crowded.requests, 'good p99 ms in the crowd': crowded.p99 }),
      'good failed': failed,
    },
    broken: [...row.broken, ...bound(unexpected.length === 0, `good requests met ${unexpected.join()}`)],
  };
};

const startWorld = async (gateway: Gateway, upstream: Upstream, connections: number): Promise<FaultWorld> => {
  const traffic = new Traffic();
  await traffic.once(gateway.origin);
  await traffic.start(gateway.origin, GOOD_PER_SECOND);
  const alone = new Alone(gateway.pid, traffic);
  await alone.begin();
  return { gateway, upstream, traffic, alone, target: new Target(gateway.origin, connections) };
};

/**
 * Rows of rounds that have been, and one over good traffic in all of them. What is asked as fast as it is answered
 * takes the processor from everybody: there it is told how long good traffic took, and judged only whether it was
 * served.
 */
const rowsOf = async (world: FaultWorld, ended: readonly Ended[]): Promise<Row[]> => {
  await sleep(1_000);
  const quiet = await world.alone.measured();
  const rows: Row[] = [];
  for (const each of ended) rows.push(await withGood(world, each, quiet));
  const spans = ended.flatMap(({ span }) => span ?? []);
  if (spans.length === 0) return rows;
  const name = 'good traffic beside faults that it does not meet, against the same alone';
  return [...rows, overallRow('U', name, await world.traffic.measured(spans), quiet)];
};

/** What is left open afterwards. */
const leftRow = async (world: FaultWorld, before: { descriptors: number; heap: number }): Promise<Row> => {
  const { gateway, upstream, target, traffic } = world;
  await target.close();
  traffic.end();
  // Idle connections are let go of before.
  await sleep(6_000);
  const { openSockets, elsewhere } = await upstream.ask({ kind: 'report' });
  const after = await gateway.inspector.look();
  const alive = gateway.isAlive();
  const left = descriptorsOf(gateway.pid) - before.descriptors;
  return {
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
  };
};

/** Each fault of a REST API, and clients that leave, at one process; then what is left open. */
const runFaults = async (upstream: Upstream, url: string, isAsked: Asked): Promise<Row[]> => {
  // So that each fault is met, and not the circuit that the one before has opened.
  const gateway = await startGateway({ ...SETTINGS, STRIPE_API_BASE: url, REST_BREAK_AFTER: '10000' });
  const first = new Target(gateway.origin);
  await first.operation(QUERY, { id: idOf('fine', 0) });
  const descriptors = descriptorsOf(gateway.pid);
  const { heap } = await gateway.inspector.look();
  await first.close();
  const world = await startWorld(gateway, upstream, 1_000);
  const ended: Ended[] = [];
  const add = async (each: Ended): Promise<void> => {
    ended.push(each);
    process.stderr.write(`${line(each.row)}\n`);
    await world.alone.look();
  };
  for (const each of ROUNDS.filter(({ id }) => isAsked(id))) await add(await runRound(world, each));
  if (isAsked('U13')) await add(await runLeavers(world));
  const rows = await rowsOf(world, ended);
  rows.push(await leftRow(world, { descriptors, heap }));
  await gateway.stop();
  return rows;
};

/** The API hangs for all that thousands ask: the circuit and the slots as they are by default. */
const runHanging = async (upstream: Upstream, url: string): Promise<Row[]> => {
  const gateway = await startGateway({ ...SETTINGS, STRIPE_API_BASE: url });
  const world = await startWorld(gateway, upstream, FLOOD);
  const ended = await runFlood(world);
  await world.alone.look();
  const rows = await rowsOf(world, [ended]);
  world.traffic.end();
  await world.target.close();
  await gateway.stop();
  return rows;
};

export const runUpstreamFaults = async (isAsked: Asked): Promise<Row[]> => {
  const rounds = [...ROUNDS.map(({ id }) => id), 'U13'].some(isAsked);
  if (!rounds && !isAsked('U11') && !isAsked('U3')) return [];
  const upstream = new Helper<UpstreamQuestion, UpstreamReport>('./upstream.ts');
  const { url } = await upstream.ask({ kind: 'address' });
  const rows: Row[] = [];
  if (rounds) rows.push(...(await runFaults(upstream, url, isAsked)));
  if (isAsked('U11')) rows.push(...(await runHanging(upstream, url)));
  if (isAsked('U3')) {
    const port = new URL(url).port;
    rows.push(await runUnreachable('nobody listens', 'http://127.0.0.1:1'));
    rows.push(await runUnreachable('no TLS where TLS must be', `https://127.0.0.1:${port}`));
    // Too long for a name: no resolver is asked.
    rows.push(await runUnreachable('a name that does not exist', `https://${'n'.repeat(64)}.invalid`));
  }
  upstream.end();
  return rows;
};
