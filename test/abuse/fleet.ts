import { freePort, startRedis } from '../shared/redis.ts';
import type { CountingQuestion, CountingReport } from './counting-upstream.ts';
import { KEY } from './gateways.ts';
import { codesOf } from './outcome.ts';
import { type Gateway, Helper, startGateway } from './processes.ts';
import { Target } from './send.ts';
import { now } from './traffic.ts';

export const REPLICAS = 3;

/** Calls that all replicas together may make in a second. */
export const budgetOf = (perSecond: number) => ({
  REST_READS_PER_SECOND: String(perSecond),
  REST_WRITES_PER_SECOND: String(perSecond),
  REST_ENDPOINT_PER_SECOND: String(perSecond),
});

/** How one operation ended: `fine`, its code, or why there is no answer. */
export interface Ended {
  readonly verdict: string;
  readonly ms: number;
  readonly body: string;
}

/** Processes that share a budget in a Redis, before an upstream that counts. */
export class Fleet {
  readonly redis: Awaited<ReturnType<typeof startRedis>>;
  readonly upstream: Helper<CountingQuestion, CountingReport>;
  readonly gateways: readonly Gateway[];
  readonly #targets: readonly Target[];
  readonly #metricsPort: number;
  #reads = 0;

  private constructor(
    redis: Fleet['redis'],
    upstream: Fleet['upstream'],
    gateways: readonly Gateway[],
    targets: readonly Target[],
    metricsPort: number,
  ) {
    this.redis = redis;
    this.upstream = upstream;
    this.gateways = gateways;
    this.#targets = targets;
    this.#metricsPort = metricsPort;
  }

  static async start(perSecond: number): Promise<Fleet> {
    const redis = await startRedis();
    const metricsPort = await freePort();
    const upstream = new Helper<CountingQuestion, CountingReport>('./counting-upstream.ts');
    const { url } = await upstream.ask({});
    const settings = { REDIS_URL: redis.url, REPLICAS: String(REPLICAS), STRIPE_API_BASE: url };
    const gateways = await Promise.all(
      Array.from({ length: REPLICAS }, (_, n) =>
        startGateway({
          ...KEY,
          ...budgetOf(perSecond),
          ...settings,
          // Of the first alone: all listen on one address.
          ...(n === 0 && { METRICS_PORT: String(metricsPort) }),
        }),
      ),
    );
    return new Fleet(
      redis,
      upstream,
      gateways,
      gateways.map(({ origin }) => new Target(origin)),
      metricsPort,
    );
  }

  async operation(replica: number, query: string, variables: object = {}): Promise<Ended> {
    const from = now();
    const outcome = await this.#targets[replica % REPLICAS]?.operation(query, variables);
    const { status = 0, body = '', lost } = outcome ?? {};
    const code = outcome === undefined ? undefined : codesOf(outcome)[0];
    const verdict = status === 0 ? `${lost}` : (code ?? (status === 200 ? 'fine' : `${status}`));
    return { verdict, ms: now() - from, body };
  }

  /** One REST call that is no other's: a look-up of what is not there. */
  read(replica: number): Promise<Ended> {
    this.#reads += 1;
    return this.operation(replica, `{ transfer(id: "tr_1None${this.#reads}") { amount } }`);
  }

  /** How many writes the first replica has sent that had waited for their turn so long at most, in seconds. */
  async writesThatWaited(atMost: 0.025 | 0.05 | '+Inf'): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.#metricsPort}/metrics`)).text();
    const series = `gateway_rest_wait_seconds_bucket{le="${atMost}",method="POST"} `;
    return Number(
      text
        .split('\n')
        .find((line) => line.startsWith(series))
        ?.slice(series.length) ?? 0,
    );
  }

  /** Lines of their logs at error. */
  async stop(): Promise<string[]> {
    await Promise.all(this.#targets.map((target) => target.close()));
    await Promise.all(this.gateways.map(({ stop }) => stop()));
    this.upstream.end();
    await this.redis.kill();
    return this.gateways.flatMap(({ complaints }) => complaints);
  }
}
