import { Pool } from 'undici';
import type { RestSettings } from '../config/rest-settings.ts';
import { Slots } from '../overload/slots.ts';
import type { Attempt } from './attempt.ts';
import { Reception } from './reception.ts';

type TransportOptions = Pick<
  RestSettings,
  'apiBase' | 'restConnections' | 'restConnectTimeoutMs' | 'restMaxAnswerBytes'
>;

export interface Exchange {
  readonly method: 'GET' | 'POST';
  /** Path and query as they go on the wire. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  /** Milliseconds that it may wait for a connection. */
  readonly waitMs: number;
  /** Milliseconds from now until the whole answer must be here. */
  readonly timeoutMs: number;
  /** Ends a GET at any time, and a POST only before it is sent. */
  readonly signal: AbortSignal | undefined;
  /** Told when the request leaves, which it may never do. */
  readonly onSent: () => void;
}

/** How many calls may wait for each connection: a queue that only grows answers nobody. */
const WAITERS_PER_CONNECTION = 16;

/** Makes single attempts over kept-alive connections to one host. Follows no redirect and repeats nothing. */
export class Transport {
  readonly #pool: Pool;
  readonly #slots: Slots;
  readonly #maxResponseBytes: number;
  #closed: Promise<void> | undefined;

  constructor(options: TransportOptions) {
    const { apiBase, restConnections: connections, restMaxAnswerBytes } = options;
    this.#slots = new Slots(connections, connections * WAITERS_PER_CONNECTION);
    this.#maxResponseBytes = restMaxAnswerBytes;
    this.#pool = new Pool(apiBase, {
      connections,
      connectTimeout: options.restConnectTimeoutMs,
      maxResponseSize: restMaxAnswerBytes,
      allowH2: false,
      // One clock over the whole attempt stands in for both: bodyTimeout starts anew with every byte, and
      // a body that drips would never end.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Never rejects: how the attempt ended is its value. */
  async attempt(exchange: Exchange): Promise<Attempt> {
    const { method, signal } = exchange;
    const reception = new Reception(this.#maxResponseBytes, exchange.onSent);
    const waiting = new AbortController();
    const end = (fault: 'timeout' | 'aborted') => {
      reception.end(fault);
      waiting.abort();
    };
    const leave = () => {
      // A POST that has left is not called back: whoever waits for it may go, the money does not.
      if (method === 'GET' || !reception.sent) end('aborted');
    };
    const timer = setTimeout(end, exchange.timeoutMs, 'timeout');
    signal?.addEventListener('abort', leave);
    if (signal?.aborted) leave();
    try {
      return await this.#exchange(exchange, reception, waiting.signal);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    }
  }

  /** Waits for calls in flight, then closes every connection. */
  close(): Promise<void> {
    this.#closed ??= this.#pool.close();
    return this.#closed;
  }

  async #exchange(exchange: Exchange, reception: Reception, waiting: AbortSignal): Promise<Attempt> {
    const { method, path, headers, body } = exchange;
    const release = await this.#slots.take(method === 'GET' ? 'read' : 'write', exchange.waitMs, waiting);
    if (release === undefined) reception.end('shed');
    else this.#pool.dispatch({ method, path, headers, body: body ?? null }, reception);
    const attempt = await reception.attempt;
    // A connection is ready for its next request one turn of the event loop after an answer; any earlier, and
    // that request would open another. By then, too, whoever runs out of time in this turn has left the queue.
    if (release !== undefined) setImmediate(release);
    return attempt;
  }
}
