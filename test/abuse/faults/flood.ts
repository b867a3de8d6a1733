import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../mutations/figures.ts';
import { reverse } from '../gateways.ts';
import { peakOf, rssOf } from '../proc.ts';
import { bound, round } from '../report.ts';
import { inRhythm } from '../rhythm.ts';
import { tally, told } from '../tally.ts';
import { now } from '../traffic.ts';
import { type Ended, type FaultWorld, idOf, MAX_SOCKETS, QUERY, verdictOf } from './world.ts';

export const FLOOD = 5_000;
const PER_SECOND = 400;
const REFUSED_WITHIN_MS = 100;
/** What is refused later than this has waited for a turn, which it may for two seconds; clocks differ by a little. */
const AT_ONCE_MS = 1_900;

/**
 * The REST API hangs while thousands ask; money still moves, the rest is told so at once, and it is over when the API
 * is back.
 */
export const runFlood = async ({ gateway, upstream, target }: FaultWorld): Promise<Ended> => {
  const verdicts: string[] = [];
  const refused: number[] = [];
  let sockets = 0;
  const from = now();
  const ask = async (n: number): Promise<void> => {
    const asked = now();
    const verdict = verdictOf(await target.operation(QUERY, { id: idOf('hangs', n) }));
    verdicts.push(verdict);
    if (verdict === 'OVERLOADED' && now() - asked < AT_ONCE_MS) refused.push(now() - asked);
  };
  const held = rssOf(gateway.pid);
  let money = 'none';
  const move = async (): Promise<void> => {
    money = verdictOf(await reverse(target, 0, 'flood'));
  };
  const look = async (): Promise<void> => {
    sockets = Math.max(sockets, (await upstream.ask({ kind: 'report' })).openSockets);
  };
  const ended: Promise<unknown>[] = [];
  const flood = inRhythm(FLOOD, PER_SECOND, async (n) => {
    ended.push(ask(n));
    if (n === FLOOD / 2) ended.push(move());
    if (n % 500 === 0) await look();
  });
  const { peak } = await peakOf(gateway.pid, flood);
  const healed = now();
  await upstream.ask({ kind: 'heal' });
  // What already hangs goes on hanging; whoever asks now must be served again.
  let again = 'none';
  while (again !== 'fine' && now() - healed < 30_000) {
    again = verdictOf(await target.operation('{ transfer(id: "tr_1Seed000003") { amount } }'));
    if (again !== 'fine') await sleep(50);
  }
  const backMs = now() - healed;
  await Promise.all(ended);
  refused.sort((one, other) => one - other);
  const p50 = percentile(refused, 0.5);
  const p99 = percentile(refused, 0.99);
  const row = {
    id: 'U11',
    name: `${FLOOD} queries while the REST API hangs`,
    figures: {
      answers: told(tally(verdicts)),
      sockets,
      'refused at once': refused.length,
      'p50 ms to refusal': p50,
      'p99 ms to refusal': p99,
      'a reversal meanwhile': money,
      'ms to the first answer after recovery': round(backMs),
      'MB at most': round(peak - held),
    },
    broken: [
      ...bound(verdicts.length === FLOOD, `${FLOOD - verdicts.length} without an end`),
      ...bound(sockets <= MAX_SOCKETS, `${sockets} sockets`),
      ...bound(refused.length > 0, 'nothing was refused'),
      ...bound(p50 < REFUSED_WITHIN_MS, `half of the refusals took over ${REFUSED_WITHIN_MS} ms`),
      ...bound(p99 < REFUSED_WITHIN_MS, `a hundredth of the refusals took over ${p99} ms`),
      ...bound(money === 'fine', `a reversal met ${money}`),
      ...bound(backMs < 5_000, `back after ${round(backMs)} ms`),
      ...bound(!verdicts.includes('500'), 'answered 500'),
    ],
  };
  // Nothing is answered for as long as it hangs, or the circuit that it opens lets nothing through: good traffic is
  // refused too, as it is right.
  return { row, crowd: { from, to: healed }, goodMaySay: ['OVERLOADED', 'UPSTREAM_TIMEOUT', 'UPSTREAM_UNAVAILABLE'] };
};
