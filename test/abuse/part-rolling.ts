import { setTimeout as sleep } from 'node:timers/promises';
import { KEY, WIDE } from './gateways.ts';
import { codesOf } from './outcome.ts';
import { Helper, startGateway } from './processes.ts';
import { bound, type Row } from './report.ts';
import { inRhythm } from './rhythm.ts';
import { Target } from './send.ts';
import { tally, told } from './tally.ts';
import type { UpstreamQuestion, UpstreamReport } from './upstream.ts';

const PER_SECOND = 200;
const SECONDS = 20;
const WORKERS = 2;
const ROLLS = 2;

/** D3: all workers are replaced under load, twice. */
export const runRolling = async (): Promise<Row[]> => {
  const upstream = new Helper<UpstreamQuestion, UpstreamReport>('./upstream.ts');
  const { url } = await upstream.ask({ kind: 'address' });
  const gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: url, WORKERS: String(WORKERS) });
  const target = new Target(gateway.origin);
  const verdicts: string[] = [];
  const load = inRhythm(PER_SECOND * SECONDS, PER_SECOND, async () => {
    const answer = await target.operation('{ transfer(id: "tr_1Seed000003") { amount } }');
    const isRight = answer.status === 200 && answer.body.includes('"amount":2500');
    verdicts.push(isRight ? 'fine' : `${answer.lost ?? codesOf(answer)[0] ?? answer.status}`);
  });
  for (let roll = 0; roll < ROLLS; roll += 1) {
    await sleep(2_000);
    process.kill(gateway.pid ?? 0, 'SIGHUP');
    await gateway.says('all workers are new');
  }
  await load;
  await target.close();
  const exit = await gateway.stop();
  upstream.end();
  const failed = verdicts.filter((verdict) => verdict !== 'fine');
  return [
    {
      id: 'D3',
      name: `all ${WORKERS} workers replaced ${ROLLS} times on SIGHUP, ${PER_SECOND} requests a second`,
      figures: {
        requests: verdicts.length,
        failed: failed.length,
        answers: told(tally(verdicts)),
        'exit code': exit ?? -1,
      },
      broken: [
        ...bound(failed.length === 0, `${failed.length} failed, such as ${failed[0]}`),
        ...bound(exit === 0 && gateway.complaints.length === 0, gateway.complaints[0]?.slice(0, 300) ?? `exit ${exit}`),
      ],
    },
  ];
};
