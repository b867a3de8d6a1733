import { forEachAtOnce, percentile } from '../../mutations/figures.ts';
import { KEY, WIDE } from '../gateways.ts';
import { startGateway } from '../processes.ts';
import { bound, type Row } from '../report.ts';
import { Target } from '../send.ts';
import { tally, told } from '../tally.ts';
import { now } from '../traffic.ts';
import { idOf, QUERY, verdictOf } from './world.ts';

/** A REST API that is not there: each query says so, and after some of them at once. */
export const runUnreachable = async (name: string, base: string): Promise<Row> => {
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
