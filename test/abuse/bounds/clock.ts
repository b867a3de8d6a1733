import { setTimeout as sleep } from 'node:timers/promises';
import { serverError } from '../../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../../faulty-upstream.ts';
import { KEY, WIDE } from '../gateways.ts';
import { startGateway } from '../processes.ts';
import { bound, type Row } from '../report.ts';
import { Target } from '../send.ts';
import { largeAnswer } from './world.ts';

const WITHIN_MS = 5_000;
const QUERY = '{ transfer(id: "tr_1Big1") { amount } }';

/** The time of day is set by an hour while the circuit is open. */
const runJump = async (hours: number): Promise<Row> => {
  let isDown = true;
  const upstream = await startFaultyUpstream({
    answer: largeAnswer,
    faults: () => (isDown ? serverError(503) : undefined),
  });
  const gateway = await startGateway({ ...KEY, ...WIDE, STRIPE_API_BASE: upstream.url });
  const target = new Target(gateway.origin);
  const isServed = async () => (await target.operation(QUERY)).body.includes('"amount":400');
  await Promise.all(Array.from({ length: 40 }, isServed));
  await gateway.inspector.setClock(hours * 3_600_000);
  isDown = false;
  const begun = performance.now();
  let back = await isServed();
  while (!back && performance.now() - begun < 4 * WITHIN_MS) {
    await sleep(100);
    back = await isServed();
  }
  const ms = performance.now() - begun;
  await target.close();
  const exit = await gateway.stop();
  await upstream.close();
  return {
    id: 'B5',
    name: `the clock jumps by ${hours} h while the circuit is open`,
    figures: { 'served again after ms': back ? ms : 'never', 'exit code': exit ?? -1 },
    broken: [
      ...bound(back && ms < WITHIN_MS, `served again after ${back ? Math.round(ms) : 'no'} ms`),
      ...bound(exit === 0, `it ended with ${exit}`),
    ],
  };
};

export const runClock = async (): Promise<Row[]> => [await runJump(-1), await runJump(1)];
