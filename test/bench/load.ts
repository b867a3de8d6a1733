import { Pool } from 'undici';

/** What to send, how many at a time, and for how long. */
export interface Load {
  readonly url: string;
  readonly body: string;
  readonly concurrency: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export interface LoadResult {
  /** Those of the warm-up too. */
  readonly sent: number;
  readonly requests: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

const round = (value: number): number => Math.round(value * 100) / 100;

const run = async ({ url, body, concurrency, warmUpMs, durationMs }: Load): Promise<LoadResult> => {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: concurrency });
  const once = async (): Promise<number> => {
    const start = performance.now();
    const headers = { 'content-type': 'application/json' };
    const answer = await pool.request({ method: 'POST', path: pathname, headers, body });
    const text = await answer.body.text();
    if (answer.statusCode !== 200 || text.includes('"errors"'))
      throw new Error(`${url} answered ${text.slice(0, 300)}`);
    return performance.now() - start;
  };
  const until = async (end: number): Promise<number[]> => {
    const latencies: number[] = [];
    const loop = async (): Promise<void> => {
      while (performance.now() < end) latencies.push(await once());
    };
    await Promise.all(Array.from({ length: concurrency }, loop));
    return latencies;
  };
  const warmUp = await until(performance.now() + warmUpMs);
  process.send?.({ started: true });
  const start = performance.now();
  const latencies = (await until(start + durationMs)).sort((one, other) => one - other);
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  return {
    sent: warmUp.length + latencies.length,
    requests: latencies.length,
    perSecond: round(latencies.length / seconds),
    p50: round(percentile(latencies, 0.5)),
    p99: round(percentile(latencies, 0.99)),
  };
};

process.on('message', async (load: Load) => {
  process.send?.(await run(load).catch((error: Error) => ({ failed: error.message })));
});
