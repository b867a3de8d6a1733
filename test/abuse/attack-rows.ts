import type { Attack } from './attack.ts';
import type { Vitals } from './inspector.ts';
import { bound, type Row, round } from './report.ts';
import type { Stormed } from './storm.ts';
import type { Measured } from './traffic.ts';

const WITHIN_MS = 50;

/** One kind of attack that has been. */
export interface Done {
  readonly attack: Attack;
  readonly stormed: Stormed;
  /** Processor time of the gateway meanwhile, in milliseconds. */
  readonly cpuMs: number;
  readonly calls: number;
  readonly altered: number;
  readonly foreign: number;
  /** Megabytes at the highest, over what was held before. */
  readonly growth: number;
  readonly examples: readonly string[];
}

/** `cpuMsAlone`: what good traffic takes of the processor in the time of that attack. */
export const attackRow = (done: Done, good: Measured, quiet: Measured, cpuMsAlone: number): Row => {
  const { attack, stormed, cpuMs, calls, altered, foreign, growth, examples } = done;
  const { id, name, mayCall, withinMs = WITHIN_MS } = attack;
  const { requests, p50, max, statuses, codes, breaches, serverErrors, hung } = stormed;
  const strange = mayCall ? 0 : calls;
  return {
    id,
    name,
    figures: {
      requests,
      answers: [...statuses, ...codes].join(' '),
      'p50 ms': p50,
      'max ms': max,
      'cpu ms': round((cpuMs - cpuMsAlone) / requests, 2),
      calls: strange,
      '5xx': serverErrors,
      'MB at most': round(growth),
      'good p99 ms': good.p99,
      ratio: round(good.p99 / quiet.p99, 2),
    },
    broken: [
      ...Object.entries(breaches).map(([why, times]) => `${times} x ${why}`),
      ...bound(hung === 0, `${hung} without an end`),
      ...bound(strange === 0, `${calls} calls, such as ${examples[0]}`),
      ...bound(altered === 0, `${altered} calls altered`),
      ...bound(foreign === 0, `${foreign} calls with headers of the caller`),
      ...bound(p50 < withinMs, `half took over ${withinMs} ms`),
      ...bound(good.errors === 0, `${good.errors} good requests failed: ${good.kinds.join()}`),
    ],
  };
};

/**
 * Told, not judged: it takes thousands of requests until a 99th percentile says more than what else the machine did.
 */
export const familyRow = (id: string, good: Measured, quiet: Measured): Row => ({
  id,
  name: 'good traffic beside all of it',
  figures: {
    requests: good.requests,
    failed: good.errors,
    'p50 ms': good.p50,
    'p99 ms': good.p99,
    ratio: round(good.p99 / quiet.p99, 2),
  },
  broken: [],
});

/** Good traffic beside everything of a part, against the same alone. */
export const overallRow = (id: string, name: string, under: Measured, quiet: Measured): Row => ({
  id,
  name,
  figures: {
    'requests beside': under.requests,
    'p50 ms': under.p50,
    'p99 ms': under.p99,
    'requests alone': quiet.requests,
    'p50 alone ms': quiet.p50,
    'p99 alone ms': quiet.p99,
    ratio: round(under.p99 / quiet.p99, 2),
    failed: under.errors + quiet.errors,
  },
  broken: [
    ...bound(under.p99 < 2 * quiet.p99, `p99 ${under.p99} ms, ${quiet.p99} without`),
    ...bound(under.errors + quiet.errors === 0, [...under.kinds, ...quiet.kinds].join()),
  ],
});

export const memoryRow = (requests: number, before: Vitals, after: Vitals): Row => {
  const grown = (after.heap - before.heap) / 2 ** 20;
  return {
    id: 'A',
    name: 'memory after all of it',
    figures: {
      'hostile requests': requests,
      'heap MB before': before.heap / 2 ** 20,
      'heap MB after': after.heap / 2 ** 20,
      'RSS MB before': before.rss / 2 ** 20,
      'RSS MB after': after.rss / 2 ** 20,
      'loop held ms at most': after.loopMax,
    },
    broken: bound(grown < 64, `heap grew by ${round(grown)} MB`),
  };
};
