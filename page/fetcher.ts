import { resultsOf } from './event-stream.ts';
import type { Asked, Fetcher, Result } from './graphiql.ts';
import { withoutForeignName } from './operation-name.ts';
import { inReadingOrder } from './schema-order.ts';

type Headers = Readonly<Record<string, string>>;

export interface FetcherOptions {
  /** Where the graph answers. */
  readonly endpoint: string;
  /** Whether the gateway tells the REST calls of operations. */
  readonly explains: boolean;
  /** What is sent beside the headers that are typed in, which go first. */
  readonly ownHeaders: () => Headers;
  /** An operation has been answered, or one event of a subscription. */
  readonly answered: (result: Result) => void;
  /** The gateway does not know who asks. */
  readonly unauthenticated: (why: string) => void;
}

const UNAUTHENTICATED = 401;
const EXPLAIN = 'x-explain';

const isIntrospection = ({ operationName }: Asked): boolean => operationName === 'IntrospectionQuery';

const hasExplain = (headers: Headers): boolean => Object.keys(headers).some((name) => name.toLowerCase() === EXPLAIN);

/** As it is shown: without what was asked for the panel alone. */
const withoutRest = ({ extensions: { rest: _, ...extensions } = {}, ...result }: Result): Result => ({
  ...result,
  extensions,
});

export class Requests {
  readonly #options: FetcherOptions;

  constructor(options: FetcherOptions) {
    this.#options = options;
  }

  /** The plan of an operation, with which nothing is executed. */
  async plan(asked: Asked, headers: Headers): Promise<Result> {
    const response = await this.#send(asked, { ...headers, [EXPLAIN]: 'plan' });
    return (await response.json()) as Result;
  }

  readonly fetcher: Fetcher = async (asked, { headers = {} } = {}) => {
    const { explains, answered } = this.#options;
    if (isIntrospection(asked)) return inReadingOrder((await (await this.#send(asked, headers)).json()) as Result);
    const isOurs = explains && !hasExplain(headers);
    const leave = new AbortController();
    const response = await this.#send(asked, isOurs ? { ...headers, [EXPLAIN]: 'calls' } : headers, leave.signal);
    const shown = (result: Result): Result => {
      answered(result);
      return isOurs ? withoutRest(result) : result;
    };
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (!isStream || response.body === null) return shown((await response.json()) as Result);
    const results = resultsOf(response.body, leave);
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        const { done, value } = await results.next();
        return done ? { done, value: undefined } : { done: false, value: shown(value) };
      },
      return: async () => {
        await results.return?.();
        return { done: true, value: undefined };
      },
    } as AsyncIterableIterator<Result>;
  };

  async #send(asked: Asked, headers: Headers, signal?: AbortSignal): Promise<Response> {
    const { endpoint, ownHeaders, unauthenticated } = this.#options;
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        ...ownHeaders(),
        ...headers,
        'content-type': 'application/json',
      },
      body: JSON.stringify(withoutForeignName(asked)),
      signal: signal ?? null,
    });
    if (response.status === UNAUTHENTICATED) {
      const { errors } = (await response.clone().json()) as Result;
      unauthenticated(errors?.[0]?.message ?? '');
    }
    return response;
  }
}
