import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { accountOf, authenticate, noAccess } from './credentials.ts';
import { findEndpoint } from './endpoints.ts';
import { RestError } from './errors.ts';
import { render } from './expand.ts';
import { canonicalForm, parseForm } from './form.ts';
import { header, readBody } from './http.ts';
import { type Answer, IdempotencyStore } from './idempotency.ts';
import type { RestObject, Seed } from './rest-object.ts';
import { World } from './world.ts';

export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
  readonly account: string | undefined;
  readonly context: string | undefined;
  readonly idempotencyKey: string | undefined;
}

export interface ServiceOptions {
  readonly seed: Seed;
  readonly accounts: Readonly<Record<string, Seed>>;
  readonly keys: readonly string[] | undefined;
  readonly now: () => number;
  readonly pageSizeInExpansion: number;
  readonly delay: (facts: RequestFacts) => number | undefined;
  /** Told of every event. */
  readonly onEvent?: (event: RestObject) => void;
}

export interface Reply extends Answer {
  readonly headers: Readonly<Record<string, string>>;
}

const defaultVersion = '2024-11-20.acacia';

const refusal = (error: unknown): Answer => {
  const known =
    error instanceof RestError ? error : new RestError(500, 'An unknown error occurred.', { type: 'api_error' });
  return { status: known.status, body: JSON.stringify(known.body(), null, 2) };
};

/** From an HTTP request to its answer: who asks, for which account, for what, and whether it was asked before. */
export class Service {
  readonly #options: ServiceOptions;
  readonly #platform: World;
  readonly #accounts: ReadonlyMap<string, World>;
  readonly #idempotency: IdempotencyStore;

  constructor(options: ServiceOptions) {
    const { now, pageSizeInExpansion } = options;
    const show = (object: RestObject, inWorld: World): unknown => render(object, {}, inWorld);
    const world = (name: string, seed: Seed): World => new World({ name, seed, now, pageSizeInExpansion, show });
    this.#options = options;
    this.#platform = world('platform', options.seed);
    this.#accounts = new Map(Object.entries(options.accounts).map(([id, seed]) => [id, world(id, seed)]));
    this.#idempotency = new IdempotencyStore(now);
  }

  /** Never throws: a refusal is an answer, too. */
  async answer(request: IncomingMessage, facts: RequestFacts): Promise<Reply> {
    const headers = {
      'Stripe-Version': header(request, 'stripe-version') ?? defaultVersion,
      ...(facts.account !== undefined && { 'Stripe-Account': facts.account }),
      ...(facts.idempotencyKey !== undefined && { 'Idempotency-Key': facts.idempotencyKey }),
    };
    try {
      const reply = await this.#execute(request, facts);
      return { ...reply, headers: { ...headers, ...reply.headers } };
    } catch (error) {
      return { ...refusal(error), headers };
    }
  }

  /** Lets everything happen that was to happen by now, in all worlds. */
  catchUpAll(): void {
    for (const world of [this.#platform, ...this.#accounts.values()]) this.catchUp(world);
  }

  /** Lets everything happen in a world that was to happen by now, and tells of it. */
  catchUp(world: World): void {
    world.catchUp();
    this.#told(world.tell());
  }

  #told(events: readonly RestObject[]): void {
    for (const event of events) this.#options.onEvent?.(event);
  }

  async #execute(request: IncomingMessage, facts: RequestFacts): Promise<Reply> {
    const { method, path, requestId } = facts;
    const key = authenticate(request.headers.authorization, this.#options.keys);
    const account = accountOf(key, facts);
    const world = account === undefined ? this.#platform : this.#accounts.get(account);
    if (world === undefined) throw noAccess(key, account ?? '');
    const body = await readBody(request);
    const match = findEndpoint(method, path);
    if (match === undefined) throw new RestError(404, `Unrecognized request URL (${method}: ${path}).`);
    const query = (request.url ?? '').slice(path.length + 1);
    const form = parseForm(method === 'GET' ? query : [query, body].filter((part) => part !== '').join('&'));

    // Keys have no effect on GET.
    const idempotencyKey = method === 'POST' ? facts.idempotencyKey : undefined;
    const attempt = idempotencyKey !== undefined && {
      account,
      key: idempotencyKey,
      path,
      parameters: canonicalForm(form),
      requestId,
    };
    const replay = attempt && this.#idempotency.lookUp(attempt);
    if (replay) {
      return { ...replay.answer, headers: { 'Idempotent-Replayed': 'true', 'Original-Request': replay.requestId } };
    }
    // What is refused here was never executed, and nothing is kept for the key.
    const run = match.endpoint.prepare(form);
    const keep = attempt && this.#idempotency.begin(attempt);
    const answer = await this.#run(facts, () => {
      this.catchUp(world);
      try {
        return run({ world, ids: match.ids });
      } finally {
        this.#told(world.tell({ id: requestId, idempotency_key: idempotencyKey ?? null }));
      }
    });
    if (keep) keep(answer);
    return { ...answer, headers: {} };
  }

  async #run(facts: RequestFacts, run: () => unknown): Promise<Answer> {
    try {
      const milliseconds = this.#options.delay(facts);
      if (milliseconds !== undefined) await pause(milliseconds);
      // No await from here on: an execution is never interleaved with another.
      return { status: 200, body: JSON.stringify(run(), null, 2) };
    } catch (error) {
      return refusal(error);
    }
  }
}
