import type { ListedReversal, Result } from './world.ts';

/** One write of many: what is asked, under which key. */
export interface Write {
  readonly transfer: string;
  readonly amount: number;
  readonly idempotencyKey: string;
}

/** Writes over those transfers in turn. No two amounts are alike, so that no error can make up for another in a sum. */
export const writesOver = (transfers: readonly string[], count: number, name: string): Write[] =>
  Array.from({ length: count }, (_, index) => ({
    transfer: transfers[index % transfers.length] ?? '',
    amount: index + 1,
    idempotencyKey: `${name}-${index}`,
  }));

export const sumOf = (writes: readonly Write[]): number => writes.reduce((sum, { amount }) => sum + amount, 0);

/** Does it for each, that many at a time. */
export const forEachAtOnce = async <T>(items: readonly T[], atOnce: number, task: (item: T) => Promise<void>) => {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) await task(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

export interface Settled {
  readonly results: ReadonlyMap<string, Result>;
  /** How long each took, in milliseconds, shortest first. */
  readonly durations: readonly number[];
}

export const settle = async (
  writes: readonly Write[],
  atOnce: number,
  send: (write: Write) => Promise<Result>,
): Promise<Settled> => {
  const results = new Map<string, Result>();
  const durations: number[] = [];
  await forEachAtOnce(writes, atOnce, async (write) => {
    const started = performance.now();
    results.set(write.idempotencyKey, await send(write));
    durations.push(performance.now() - started);
  });
  return { results, durations: durations.sort((a, b) => a - b) };
};

export const percentile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

/** What the answers say, held against the books: an amount stands for its write, since no two are alike. */
export const audit = (
  writes: readonly Write[],
  results: ReadonlyMap<string, Result>,
  reversals: readonly ListedReversal[],
) => {
  const figures = { done: 0, unknown: 0, notApplied: 0, rejected: 0, doubled: 0, lost: 0, failedYetApplied: 0 };
  const times = new Map<number, number>();
  for (const { amount } of reversals) times.set(amount, (times.get(amount) ?? 0) + 1);
  for (const { amount, idempotencyKey } of writes) {
    const effects = times.get(amount) ?? 0;
    const outcome = results.get(idempotencyKey)?.outcome;
    if (effects > 1) figures.doubled += 1;
    if (outcome === undefined) figures.done += 1;
    if (outcome === undefined && effects === 0) figures.lost += 1;
    if (outcome === 'UNKNOWN') figures.unknown += 1;
    if (outcome === 'NOT_APPLIED') figures.notApplied += 1;
    if (outcome === 'REJECTED') figures.rejected += 1;
    if (outcome !== undefined && outcome !== 'UNKNOWN' && effects > 0) figures.failedYetApplied += 1;
  }
  return figures;
};

/** One line of figures to read beside the test's name. */
export const report = (title: string, figures: Readonly<Record<string, number>>): void => {
  const line = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`${title}: ${line.join(', ')}\n`);
};
