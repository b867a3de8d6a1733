import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

export const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const FETCH_TIMEOUT_MS = 3_000;
/** After a fetch none is made for so long, unless there are no keys at all. */
const COOLDOWN_MS = 30_000;
/** Older keys are fetched again in the background, while requests go on with them. */
const FRESH_MS = 10 * 60_000;
/**
 * For so long the last good keys are used while the issuer cannot be reached: also a key that the issuer has withdrawn
 * since.
 */
const GOOD_MS = 24 * 3_600_000;

/** A hundred times what any issuer has. */
const MAX_BYTES = 1_048_576;

/** The JSON of an answer that is not too long. */
const readJson = async ({ body }: Response): Promise<unknown> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // To leave the loop ends the connection.
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error('The keys of the issuer are too long.');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
};

const unavailable = () => new Refusal('unavailable', 'The keys of the issuer cannot be had now. Try again later.');

interface Fetched {
  readonly find: JWTVerifyGetKey;
  readonly at: number;
}

/**
 * The issuer's keys (JWKS) from an address: fetched when they are first needed, then in the background, and when a
 * token names a key that is new. One fetch at a time, whoever waits for it. While the issuer is down the last good keys
 * hold (stale-while-revalidate), so that its outage is not ours.
 */
export class IssuerKeys {
  readonly #address: string;
  readonly #now: () => number;
  readonly #timeout: () => AbortSignal;
  #good: Fetched | undefined;
  #pending: Promise<void> | undefined;
  /** Of the last fetch: when it began, and how it ended. */
  #last: { readonly at: number; readonly end: 'good' | 'failed' | 'timed out' } | undefined;

  /**
   * @param now milliseconds of a clock that cannot jump (monotonic)
   * @param timeout begins the time that the issuer has for one answer
   */
  constructor(
    address: string,
    now: () => number = () => performance.now(),
    timeout: () => AbortSignal = () => AbortSignal.timeout(FETCH_TIMEOUT_MS),
  ) {
    this.#address = address;
    this.#now = now;
    this.#timeout = timeout;
  }

  readonly find: JWTVerifyGetKey = async (header, token) => {
    const known = this.#usable() ?? (await this.#first());
    if (this.#now() - known.at > FRESH_MS && !this.#isCoolingDown()) void this.#refresh();
    try {
      return await known.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // The key may be newer than what is known here.
      if (!this.#isCoolingDown()) await this.#refresh();
      if (this.#last?.end !== 'good') throw unavailable();
      return await (this.#usable() ?? known).find(header, token);
    }
  };

  #usable(): Fetched | undefined {
    return this.#good && this.#now() - this.#good.at <= GOOD_MS ? this.#good : undefined;
  }

  /**
   * Without keys each request fetches them, unless the last fetch has timed out a moment ago: each would wait three
   * seconds again.
   */
  async #first(): Promise<Fetched> {
    if (this.#last?.end !== 'timed out' || !this.#isCoolingDown()) await this.#refresh();
    const known = this.#usable();
    if (known === undefined) throw unavailable();
    return known;
  }

  #isCoolingDown(): boolean {
    return this.#last !== undefined && this.#now() - this.#last.at < COOLDOWN_MS;
  }

  /** Never rejects: `#last` tells how it ended. */
  #refresh(): Promise<void> {
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #fetch(): Promise<void> {
    const at = this.#now();
    try {
      // A redirect leads to an address that nobody has configured.
      const response = await fetch(this.#address, {
        redirect: 'manual',
        signal: this.#timeout(),
        headers: { accept: 'application/jwk-set+json, application/json' },
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        throw new Error(`The issuer answered ${response.status}.`);
      }
      this.#good = { find: createLocalJWKSet(keySetSchema.parse(await readJson(response))), at };
      this.#last = { at, end: 'good' };
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      this.#last = { at, end: timedOut ? 'timed out' : 'failed' };
    }
  }
}
