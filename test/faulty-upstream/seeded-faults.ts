import { createHash } from 'node:crypto';
import {
  afterEffect,
  cutShort,
  type Fault,
  htmlPage,
  late,
  rateLimited,
  resets,
  resetsInBody,
  serverError,
  type UpstreamRequest,
} from './faults.ts';

/** Faults a client meets that has to settle a write: half of them strike before the effect, half after. */
const WRITE_FAULTS: readonly Fault[] = [
  resets(),
  rateLimited({ 'stripe-should-retry': 'true' }),
  serverError(503),
  serverError(500),
  htmlPage(502),
  afterEffect(resets()),
  afterEffect(resetsInBody()),
  afterEffect(cutShort('length')),
  afterEffect(cutShort('chunked')),
  afterEffect(htmlPage(200)),
  late(50),
];

/**
 * Lets a fault fall on `rate` of all requests. Which one depends on the seed, on the request (its key, or its
 * address) and on how often that has come before, not on the order in which requests happen to arrive: a
 * failure found under one seed comes back under it.
 */
export const seededFaults = (seed: number, rate: number, faults: readonly Fault[] = WRITE_FAULTS) => {
  const times = new Map<string, number>();
  return ({ method, url, idempotencyKey }: UpstreamRequest): Fault | undefined => {
    const name = idempotencyKey ?? `${method} ${url}`;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    const hash = createHash('sha256').update(`${seed} ${time} ${name}`).digest();
    if (hash.readUInt32BE(0) / 2 ** 32 >= rate) return undefined;
    return faults[hash.readUInt32BE(4) % faults.length];
  };
};
