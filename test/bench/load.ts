import { type Dispatcher, Pool } from 'undici';
import { turnsOf } from './turns.ts';

/** What to send, how many at a time, and for how long. */
export interface Load {
  readonly url: string;
  /** Sent in turns, each with ids of its own. */
  readonly body: string;
  /**
   * A word in the body that is another in each request, so that no document is like one before; undefined: all are
   * alike.
   */
  readonly anew: string | undefined;
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

const headers = { 'content-type': 'application/json' };

/** Sends and reads with no streams between, so that the load leaves its core to the REST API. */
const send = (pool: Dispatcher, path: string, body: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let status = 0;
    const chunks: Buffer[] = [];
    pool.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart: () => {},
        onResponseStart: (_controller, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_controller, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          const answer = Buffer.concat(chunks);
          if (status === 200 && !answer.includes('"errors"')) resolve();
          else reject(new Error(`${path} answered ${status}: ${answer.toString().slice(0, 300)}`));
        },
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });

let words = 0;

const run = async ({ url, body, anew, concurrency, warmUpMs, durationMs }: Load): Promise<LoadResult> => {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: concurrency });
  const turns = turnsOf(body);
  let turn = 0;
  const next = (): string => {
    const text = turns[turn % turns.length] ?? body;
    turn += 1;
    if (anew === undefined) return text;
    words += 1;
    return text.replace(anew, `${anew}${words}`);
  };
  const until = async (end: number): Promise<number[]> => {
    const latencies: number[] = [];
    const loop = async (): Promise<void> => {
      while (performance.now() < end) {
        const start = performance.now();
        await send(pool, pathname, next());
        latencies.push(performance.now() - start);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, loop));
    return latencies;
  };
  try {
    const warmUp = await until(performance.now() + warmUpMs);
    process.send?.({ started: true });
    const start = performance.now();
    const latencies = (await until(start + durationMs)).sort((one, other) => one - other);
    const seconds = (performance.now() - start) / 1000;
    return {
      sent: warmUp.length + latencies.length,
      requests: latencies.length,
      perSecond: round(latencies.length / seconds),
      p50: round(percentile(latencies, 0.5)),
      p99: round(percentile(latencies, 0.99)),
    };
  } finally {
    await pool.close();
  }
};

process.on('message', async (load: Load) => {
  process.send?.(await run(load).catch((error: Error) => ({ failed: error.message })));
});
