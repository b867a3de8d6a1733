import { setTimeout as sleep } from 'node:timers/promises';
import { startFaultyUpstream } from '../../faulty-upstream.ts';
import { KEY } from '../gateways.ts';
import { codesOf } from '../outcome.ts';
import { startGateway } from '../processes.ts';
import { bound, type Row } from '../report.ts';
import { Target } from '../send.ts';
import { largeAnswer } from './world.ts';

const IDS = Array.from({ length: 200 }, (_, n) => `tr_1Big${n}`);
const QUERY = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Transfer { amount } } }';

/** 200 ids in one query under a test key's budget: they come, and the gateway is ready all the while. */
export const runTurns = async (): Promise<Row[]> => {
  const upstream = await startFaultyUpstream({ answer: largeAnswer });
  const gateway = await startGateway({ ...KEY, STRIPE_API_BASE: upstream.url });
  const target = new Target(gateway.origin);
  let isOver = false;
  const asking = target.operation(QUERY, { ids: IDS }).finally(() => {
    isOver = true;
  });
  let probes = 0;
  let unready = 0;
  while (!isOver) {
    probes += 1;
    if ((await target.send('GET', '/ready')).status !== 200) unready += 1;
    await sleep(200);
  }
  const outcome = await asking;
  const served = outcome.body.match(/"amount":400/g)?.length ?? 0;
  await target.close();
  const exit = await gateway.stop();
  await upstream.close();
  return [
    {
      id: 'B4',
      name: '200 ids in one query under a test key',
      figures: { served, 'REST calls': upstream.requests.length, '/ready asked': probes, '/ready said no': unready },
      broken: [
        ...bound(served === IDS.length, `${IDS.length - served} did not come: ${codesOf(outcome).slice(0, 3).join()}`),
        ...bound(unready === 0, `/ready said no ${unready} times`),
        ...bound(exit === 0, `it ended with ${exit}`),
      ],
    },
  ];
};
