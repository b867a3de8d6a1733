import { monitorEventLoopDelay } from 'node:perf_hooks';
import { defaultSeed } from '../../src/sandbox/seed.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { rateLimited } from '../faulty-upstream/faults.ts';
import { startFaultyUpstream } from '../faulty-upstream.ts';
import { transferSeed } from '../mutations/world.ts';

/**
 * What is reported has come since the last question; from `limit` on more reads in a second are refused, as REST does.
 */
export interface CountingQuestion {
  readonly limit?: number;
}

export interface CountingReport {
  readonly url: string;
  /** When reads and writes arrived, in milliseconds since the epoch. */
  readonly reads: readonly number[];
  readonly writes: readonly number[];
  /** How many were refused with 429. */
  readonly refused: number;
  /**
   * The longest that this process was kept from noting a call, in milliseconds: what arrives meanwhile is counted close
   * together.
   */
  readonly heldUpMs: number;
}

const sandbox = await startSandbox({ seed: [...defaultSeed(), ...transferSeed(40)] });
const arrived = { GET: [] as number[], POST: [] as number[] };
let lastSecond: number[] = [];
let refused = 0;
let limit = Number.POSITIVE_INFINITY;

const delays = monitorEventLoopDelay({ resolution: 2 });
delays.enable();

const upstream = await startFaultyUpstream({
  target: sandbox.url,
  faults: ({ method }) => {
    const now = performance.timeOrigin + performance.now();
    arrived[method === 'GET' ? 'GET' : 'POST'].push(now);
    if (method !== 'GET') return undefined;
    lastSecond = lastSecond.filter((time) => time > now - 1_000);
    lastSecond.push(now);
    if (lastSecond.length <= limit) return undefined;
    refused += 1;
    return rateLimited({ 'stripe-rate-limited-reason': 'global-rate' });
  },
});

process.on('message', (question: CountingQuestion) => {
  limit = question.limit ?? limit;
  const report: CountingReport = {
    url: upstream.url,
    reads: arrived.GET.splice(0),
    writes: arrived.POST.splice(0),
    refused,
    heldUpMs: Math.round(delays.max / 1e6),
  };
  delays.reset();
  refused = 0;
  process.send?.(report);
});
// Its parent has gone.
process.on('disconnect', () => process.exit());
