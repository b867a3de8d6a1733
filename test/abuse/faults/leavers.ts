import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../mutations/figures.ts';
import { bound, round } from '../report.ts';
import { inRhythm } from '../rhythm.ts';
import { now } from '../traffic.ts';
import { type Ended, type FaultWorld, idOf, QUERY } from './world.ts';

const LEAVERS = 10_000;
const PER_SECOND = 400;

/** Clients that leave at a moment of their own: what was asked for them is called back. */
export const runLeavers = async ({ gateway, upstream, target }: FaultWorld): Promise<Ended> => {
  const leftAt = new Map<string, number>();
  const before = await gateway.inspector.look();
  const from = now();
  await inRhythm(LEAVERS, PER_SECOND, (n) => {
    const leaving = new AbortController();
    setTimeout(
      () => {
        leftAt.set(idOf('abandoned', n), now());
        leaving.abort();
      },
      5 + Math.random() * 45,
    );
    return target.abandon(QUERY, { id: idOf('abandoned', n) }, leaving.signal);
  });
  const to = now();
  await sleep(500);
  const { closedAt, byFault } = await upstream.ask({ kind: 'report' });
  const after = await gateway.inspector.look();
  const asked = byFault.abandoned?.requests ?? 0;
  const closed = Object.entries(closedAt);
  const delays = closed.map(([id, at]) => at - (leftAt.get(id) ?? 0)).sort((one, other) => one - other);
  const p99 = percentile(delays, 0.99);
  const grown = (after.heap - before.heap) / 2 ** 20;
  const row = {
    id: 'U13',
    name: `${LEAVERS} clients that leave`,
    figures: {
      'REST calls': asked,
      'called back': closed.length,
      'p50 ms': percentile(delays, 0.5),
      'p99 ms': p99,
      'max ms': percentile(delays, 1),
      'heap MB more': grown,
    },
    broken: [
      ...bound(closed.length === asked, `${asked - closed.length} go on`),
      ...bound(p99 < 100, `p99 ${p99} ms`),
      ...bound(grown < 8, `heap grew by ${round(grown)} MB`),
    ],
  };
  return { row, span: { from, to } };
};
