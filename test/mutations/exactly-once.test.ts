import { expect, it } from 'vitest';
import { countOf } from '../counts.ts';
import { seededFaults } from '../faulty-upstream/seeded-faults.ts';
import { audit, percentile, report, settle, sumOf, type Write, writesOver } from './figures.ts';
import {
  ask,
  createOperation,
  type Result,
  resultOf,
  slowPosts,
  startGateway,
  startLedgerWorld,
  transferIds,
} from './world.ts';

const WRITES = countOf(500, 1_000);
const AT_ONCE = 50;
const TRANSFERS = 40;
const FINE = { doubled: 0, lost: 0, failedYetApplied: 0, rejected: 0 };

/** What a write may take, the first one included: the client's default. */
const MAX_ATTEMPTS = 6;

/** How often the write was sent that was sent most often. */
const mostAttemptsOf = (requests: readonly { readonly idempotencyKey?: string | undefined }[]): number => {
  const attempts = new Map<string, number>();
  for (const { idempotencyKey = '' } of requests) attempts.set(idempotencyKey, (attempts.get(idempotencyKey) ?? 0) + 1);
  return Math.max(...attempts.values());
};

/** The reversals that the answers name, each once. */
const namedIn = (results: ReadonlyMap<string, Result>): Set<string> =>
  new Set([...results.values()].flatMap(({ transferReversal }) => transferReversal?.stripeId ?? []));

it(`${WRITES} reversals, 50 at a time, a fifth of all requests failing: each is done once and says so`, async () => {
  const world = await startLedgerWorld({ transfers: TRANSFERS, faults: seededFaults(11, 0.2) });
  const writes = writesOver(world.ids, WRITES, 'fifth');
  const { results, durations } = await settle(writes, AT_ONCE, (write) => world.reverse(write));
  const books = await world.books();
  const figures = audit(writes, results, books.reversals);
  report(`${WRITES} reversals, 20% faults`, {
    ...figures,
    attempts: world.upstream.requests.length,
    'p50 ms': percentile(durations, 0.5),
    'p99 ms': percentile(durations, 0.99),
  });
  expect(figures).toMatchObject({ ...FINE, done: WRITES, unknown: 0, notApplied: 0 });
  expect(books.amountReversed).toBe(sumOf(writes));
  expect(books.reversals).toHaveLength(WRITES);
  expect([...world.upstream.ledger.byKey.values()]).toEqual(Array(WRITES).fill(1));
  expect(namedIn(results)).toEqual(new Set(books.reversals.map(({ id }) => id)));
  expect(world.upstream.requests.length).toBeGreaterThan(WRITES * 1.15);
  // A fifth of them are repeated, and so are a fifth of the repeats, and no write more often than its attempts allow.
  expect(world.upstream.requests.length).toBeLessThan(WRITES * 1.4);
  expect(mostAttemptsOf(world.upstream.requests)).toBeLessThanOrEqual(MAX_ATTEMPTS);
});

it(`${WRITES} reversals, half of all requests failing: what is not settled says so, and asking again settles it`, async () => {
  const world = await startLedgerWorld({ transfers: TRANSFERS, faults: seededFaults(12, 0.5) });
  const writes = writesOver(world.ids, WRITES, 'half');
  const results = new Map<string, Result>();
  const durations: number[] = [];
  let open: readonly Write[] = writes;
  let first: ReturnType<typeof audit> | undefined;
  let rounds = 0;
  while (open.length > 0 && rounds < 10) {
    const round = await settle(open, AT_ONCE, (write) => world.reverse(write));
    for (const [key, result] of round.results) results.set(key, result);
    durations.push(...round.durations);
    const figures = audit(open, round.results, (await world.books()).reversals);
    // The faults go on while callers ask again.
    expect(figures).toMatchObject(FINE);
    first ??= figures;
    rounds += 1;
    open = open.filter(({ idempotencyKey }) => results.get(idempotencyKey)?.outcome !== undefined);
  }
  const books = await world.books();
  const figures = audit(writes, results, books.reversals);
  durations.sort((a, b) => a - b);
  report(`${WRITES} reversals, 50% faults`, {
    ...figures,
    'unknown at first': first?.unknown ?? 0,
    'not applied at first': first?.notApplied ?? 0,
    rounds,
    attempts: world.upstream.requests.length,
    'p50 ms': percentile(durations, 0.5),
    'p99 ms': percentile(durations, 0.99),
  });
  expect(first?.unknown).toBeGreaterThan(0);
  expect(figures).toMatchObject({ ...FINE, done: WRITES, unknown: 0, notApplied: 0 });
  expect(books.amountReversed).toBe(sumOf(writes));
  expect(namedIn(results)).toEqual(new Set(books.reversals.map(({ id }) => id)));
  expect(books.reversals).toHaveLength(WRITES);
});

it(`${WRITES} reversals, each asked two to five times at once of three gateways, and once more: each is done once`, async () => {
  const [slow] = transferIds(1);
  const world = await startLedgerWorld({
    transfers: TRANSFERS,
    faults: seededFaults(13, 0.1),
    delay: (request) => (request.path.includes(`${slow}/`) ? slowPosts(40)(request) : slowPosts(3)(request)),
  });
  const gateways = [
    world.gateway,
    ...[2, 3].map(() => startGateway({ apiBase: world.upstream.url, clientOptions: { retryBaseMs: 5 } })),
  ];
  const send = async (write: Write, copy: number): Promise<Result> => {
    const gateway = gateways[copy % gateways.length] ?? world.gateway;
    return resultOf(await ask(gateway, createOperation(), { input: write }));
  };
  const writes = writesOver(world.ids, WRITES, 'replicas');
  const copies: Result[][] = [];
  const { results, durations } = await settle(writes, AT_ONCE, async (write) => {
    const { amount } = write;
    const atOnce = await Promise.all(Array.from({ length: 2 + (amount % 4) }, (_, copy) => send(write, amount + copy)));
    const last = await send(write, amount + 1);
    copies.push([...atOnce, last]);
    return last;
  });
  const books = await world.books();
  const figures = audit(writes, results, books.reversals);
  report(`${WRITES} reversals, 3 gateways, 3 to 6 times each`, {
    ...figures,
    operations: copies.flat().length,
    'unknown on the way': copies.flat().filter(({ outcome }) => outcome === 'UNKNOWN').length,
    attempts: world.upstream.requests.length,
    'p50 ms': percentile(durations, 0.5),
    'p99 ms': percentile(durations, 0.99),
  });
  expect(figures).toMatchObject({ ...FINE, done: WRITES });
  expect(books.amountReversed).toBe(sumOf(writes));
  expect(books.reversals).toHaveLength(WRITES);
  for (const results of copies) {
    const payloads = results.filter(({ outcome }) => outcome === undefined);
    expect(new Set(payloads.map(({ transferReversal }) => transferReversal.id)).size).toBe(1);
    // Of those who ask at once, at most one can have done it; the one who asks later never has.
    expect(payloads.filter(({ replayed }) => replayed === false).length).toBeLessThanOrEqual(1);
    expect(results.at(-1)).toMatchObject({ replayed: true });
    for (const { outcome } of results) expect([undefined, 'UNKNOWN']).toContain(outcome);
  }
});
