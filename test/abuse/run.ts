import { writeFileSync } from 'node:fs';
import { askedFor } from './asked.ts';
import { KEY, WIDE } from './gateways.ts';
import { runAttacks } from './part-attacks.ts';
import { runBounds } from './part-bounds.ts';
import { runHoles } from './part-holes.ts';
import { runIsolation } from './part-isolation.ts';
import { runMemory } from './part-memory.ts';
import { runMoney } from './part-money.ts';
import { runReplicas } from './part-replicas.ts';
import { runRolling } from './part-rolling.ts';
import { runSharedBudget } from './part-shared-budget.ts';
import { runStreams } from './part-streams.ts';
import { runUpstreamFaults } from './part-upstream.ts';
import { endAfter, Helper, startGateway } from './processes.ts';
import { bound, line, type Row, table } from './report.ts';
import { Traffic } from './traffic.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

/** What a part ends with that does not come to its end: the others go on. */
const orBroken = (id: string, part: Promise<Row[]>): Promise<Row[]> =>
  part.catch((error: Error) => [{ id, name: 'did not end', figures: {}, broken: [`${error.stack}`] }]);

/** Tells the rows of a part as soon as they are there: the whole takes longer than most people wait without a word. */
const told = async (id: string, part: Promise<Row[]>): Promise<Row[]> => {
  const rows = await orBroken(id, part);
  if (rows.length > 0) process.stderr.write(`${rows.map(line).join('\n')}\n`);
  return rows;
};

/** Attacks are chosen by their names too. */
const isAttack = (only: string | undefined): boolean =>
  only === undefined || (only.startsWith('A') && only !== 'A9') || only === 'M11';

/** Hostile requests, and money moved past faults, at a process that serves good traffic beside them. */
const runBeside = async (only: string | undefined): Promise<Row[]> => {
  const upstream = new Helper<UpstreamQuestion, UpstreamReport>('./upstream.ts');
  const traffic = new Traffic();
  const { url } = await upstream.ask({ kind: 'address' });
  const gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: url });
  await upstream.ask({ kind: 'learn' });
  await traffic.once(gateway.origin);
  const world = { gateway, upstream, traffic };
  await traffic.start(gateway.origin, 50);
  const rows = [
    ...(isAttack(only) ? await told('A', runAttacks(world, only)) : []),
    ...(await told('M', runMoney(world, askedFor(only)))),
  ];
  await traffic.stop();
  const alive = gateway.isAlive();
  const { complaints } = gateway;
  const exit = await gateway.stop();
  rows.push({
    id: 'A',
    name: 'the process that met all of it',
    figures: { restarts: alive ? 0 : 1, 'log lines at error': complaints.length, 'exit code': exit ?? -1 },
    broken: [
      ...bound(alive && exit === 0, `it ended with ${exit}`),
      ...bound(complaints.length === 0, complaints[0]?.slice(0, 300) ?? ''),
    ],
  });
  upstream.end();
  traffic.end();
  return rows;
};

/** `npm run test:abuse -- U5` runs that alone; `S` all that is not under attack. */
const run = async (only: string | undefined): Promise<Row[]> => {
  const isAsked = askedFor(only);
  return [
    ...(isAttack(only) || isAsked('M1') || isAsked('M2') ? await orBroken('A', runBeside(only)) : []),
    ...(isAsked('A9') ? await told('A9', runStreams()) : []),
    ...(await told('D', runSharedBudget(isAsked))),
    ...(isAsked('D3') ? await told('D3', runRolling()) : []),
    ...(isAsked('M3') ? await told('M3', runReplicas()) : []),
    ...(await told('U', runUpstreamFaults(isAsked))),
    ...(await told('B', runBounds(isAsked))),
    ...(isAsked('S1') ? await told('S1', runMemory()) : []),
    ...(await told('S', runHoles(isAsked))),
    ...(await told('S', runIsolation(isAsked))),
  ];
};

const report = async (only: string | undefined): Promise<void> => {
  const started = performance.now();
  const rows = await run(only);
  if (rows.length === 0) throw new Error(`Nothing here is called ${only}.`);
  const file = new URL('../../dist/abuse.json', import.meta.url);
  const seconds = Math.round((performance.now() - started) / 1_000);
  writeFileSync(file, `${JSON.stringify({ node: process.version, seconds, rows }, null, 2)}\n`);
  const broken = rows.filter((row) => row.broken.length > 0).length;
  process.stdout.write(`${table(rows)}\n\n${rows.length} rows, ${broken} of them broken, ${seconds} s\n`);
  if (broken > 0) process.exitCode = 1;
};

endAfter(report(process.argv[2]));
