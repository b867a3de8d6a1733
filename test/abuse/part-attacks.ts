import { setTimeout as sleep } from 'node:timers/promises';
import { Alone } from './alone.ts';
import type { Attack } from './attack.ts';
import { attackRow, type Done, familyRow, memoryRow, overallRow } from './attack-rows.ts';
import type { AttackerQuestion } from './attacker.ts';
import { ATTACKS } from './attacks/attacks.ts';
import { cpuMsOf, peakOf, rssOf } from './proc.ts';
import { type Gateway, Helper } from './processes.ts';
import { type Row, round } from './report.ts';
import type { Stormed } from './storm.ts';
import type { Traffic } from './traffic.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

export interface AttackWorld {
  readonly gateway: Gateway;
  readonly upstream: Helper<UpstreamQuestion, UpstreamReport>;
  readonly traffic: Traffic;
}

type Attacker = Helper<AttackerQuestion, Stormed>;

const attackOnce = async (world: AttackWorld, attack: Attack, attacker: Attacker): Promise<Done> => {
  const { gateway, upstream } = world;
  const { pid, origin } = gateway;
  const start = await upstream.ask({ kind: 'watch' });
  const held = rssOf(pid);
  const cpu = cpuMsOf(pid);
  const { peak, value: stormed } = await peakOf(pid, attacker.ask({ index: ATTACKS.indexOf(attack), origin }));
  const cpuMs = cpuMsOf(pid) - cpu;
  const { strangers, examples, altered, foreignHeaders } = await upstream.ask({ kind: 'report' });
  return {
    attack,
    stormed,
    cpuMs,
    calls: strangers,
    altered: altered - start.altered,
    foreign: foreignHeaders - start.foreignHeaders,
    growth: peak - held,
    examples,
  };
};

/** Every kind in turn, with good traffic beside it, and the same traffic alone before, between and after. */
export const runAttacks = async (world: AttackWorld, only?: string): Promise<Row[]> => {
  const { gateway, traffic } = world;
  const attacker: Attacker = new Helper('./attacker.ts');
  const alone = new Alone(gateway.pid, traffic);
  // First, since to collect all garbage shrinks the heap, and what comes next would pay for its growing again.
  const before = await gateway.inspector.look();
  await alone.begin();
  const done: Done[] = [];
  for (const attack of ATTACKS.filter(({ id, name }) => only === undefined || `${id} ${name}`.includes(only))) {
    const each = await attackOnce(world, attack, attacker);
    done.push(each);
    const { from, to } = each.stormed.span;
    process.stderr.write(`${attack.id} ${attack.name}: ${round((to - from) / 1_000, 1)} s\n`);
    await alone.look();
  }
  const after = await gateway.inspector.look();
  await sleep(1_000);
  const quiet = await alone.measured();
  const rows: Row[] = [];
  for (const each of done) {
    const { span } = each.stormed;
    rows.push(attackRow(each, await traffic.measured([span]), quiet, alone.cpuMsIn(span.to - span.from)));
  }
  for (const family of new Set(done.map(({ attack }) => attack.id))) {
    const spans = done.filter(({ attack }) => attack.id === family).map(({ stormed }) => stormed.span);
    rows.push(familyRow(family, await traffic.measured(spans), quiet));
  }
  const under = await traffic.measured(done.map(({ stormed }) => stormed.span));
  rows.push(overallRow('A', 'good traffic under attack, against the same alone', under, quiet));
  const sent = done.reduce((sum, { stormed }) => sum + stormed.requests, 0);
  rows.push(memoryRow(sent, before, after));
  attacker.end();
  return rows;
};
