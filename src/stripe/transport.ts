import { buildConnector, Client } from 'undici';
import type { RestSettings } from '../config/rest-settings.ts';
import { type Release, Slots } from '../overload/slots.ts';
import type { Attempt } from './attempt.ts';
import type { Cancellation } from './cancellation.ts';
import type { Expected } from './expectation.ts';
import type { HeldTurn } from './held-turn.ts';
import { proxyFor } from './proxy.ts';
import { Reception } from './reception.ts';
import { connectThrough } from './tunnel.ts';

type TransportOptions = Pick<
  RestSettings,
  'apiBase' | 'restConnections' | 'restConnectTimeoutMs' | 'restMaxAnswerBytes'
> &
  Partial<Pick<RestSettings, 'httpsProxy' | 'noProxy'>>;

export interface Exchange {
  readonly method: 'GET' | 'POST';
  /** Path and query as they go on the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Milliseconds that it may wait for a connection. */
  readonly waitMs: number;
  /** Milliseconds from now until the whole answer must be here. */
  readonly timeoutMs: number;
  /** Ends a GET at any time, and a POST only before it is sent. */
  readonly signal: Cancellation | undefined;
  /** What its answer is compared with. */
  readonly expected: Expected;
  /** Its leave to go, asked when it is about to; where that is stale, another is got while it keeps its connection. */
  readonly turn: Pick<HeldTurn, 'mayLeave' | 'renew'>;
}

/** How many calls may wait for each connection: a queue that only grows answers nobody. */
const WAITERS_PER_CONNECTION = 16;

/**
 * Makes single attempts over kept-alive connections to one host. Follows no redirect and repeats nothing. The pool is our own:
 * undici's asks all its connections in turn which of them is free, for every call, and gives no hold on one that must be
 * ended.
 */
export class Transport {
  readonly #slots: Slots;
  readonly #maxResponseBytes: number;
  readonly #open: () => Client;
  readonly #connections = new Set<Client>();
  /** Those that wait for a request. The last that was used is used next, so that the others may close. */
  readonly #idle: Client[] = [];
  #closed: Promise<void> | undefined;

  constructor(settings: TransportOptions) {
    const { apiBase, restConnections: connections, restConnectTimeoutMs, restMaxAnswerBytes } = settings;
    const proxy = proxyFor(settings);
    const direct = buildConnector({ timeout: restConnectTimeoutMs, allowH2: false });
    this.#slots = new Slots(connections, connections * WAITERS_PER_CONNECTION);
    this.#maxResponseBytes = restMaxAnswerBytes;
    const options: Client.Options = {
      // One for all, so that TLS sessions are resumed.
      connect: proxy === undefined ? direct : connectThrough(proxy, restConnectTimeoutMs, direct),
      maxResponseSize: restMaxAnswerBytes,
      allowH2: false,
      // One clock over the whole attempt stands in for both: bodyTimeout starts anew with every byte, and
      // a body that drips would never end.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    this.#open = () => new Client(apiBase, options);
  }

  /** Never rejects: how the attempt ended is its value. */
  attempt(exchange: Exchange): Promise<Attempt> {
    const { method, signal, timeoutMs, waitMs } = exchange;
    const access = method === 'GET' ? 'read' : 'write';
    let stopWaiting: Release | undefined;
    let giveBack: (() => void) | undefined;
    const over = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
      stopWaiting?.();
      giveBack?.();
    };
    let dispatch = () => {};
    const onStale = async () => {
      const fault = await exchange.turn.renew();
      if (reception.isOver) return;
      if (fault === undefined) dispatch();
      else reception.end(fault);
    };
    const departure = { mayLeave: exchange.turn.mayLeave, onStale };
    const reception = new Reception(this.#maxResponseBytes, departure, over, exchange.expected);
    const timer = setTimeout(() => reception.end('timeout'), timeoutMs);
    const leave = () => {
      // A POST that has left is not called back: whoever waits for it may go, the money does not.
      if (method === 'GET' || !reception.sent) reception.end('aborted');
    };
    const start = (release: Release | undefined) => {
      if (release === undefined) return reception.end('shed');
      const connection = this.#idle.pop() ?? this.#connect();
      // Before it is sent: it may end at once.
      giveBack = () => this.#giveBack(connection, reception, release);
      if (this.#closed !== undefined) return reception.end('closed');
      const { path, headers, body = null } = exchange;
      dispatch = () => void connection.dispatch({ method, path, headers, body }, reception);
      dispatch();
    };
    if (signal?.aborted) {
      leave();
      return reception.attempt;
    }
    signal?.addEventListener('abort', leave);
    const free = this.#slots.takeNow(access);
    if (free !== undefined) {
      start(free);
    } else {
      // A wait as long as the attempt may take ends with it.
      stopWaiting = this.#slots.wait(access, waitMs < timeoutMs ? waitMs : undefined, start);
      if (stopWaiting === undefined) start(undefined);
    }
    return reception.attempt;
  }

  /** Waits for calls in flight, then closes every connection. */
  close(): Promise<void> {
    this.#closed ??= Promise.all([...this.#connections].map((connection) => connection.close())).then(() => {});
    return this.#closed;
  }

  #connect(): Client {
    const connection = this.#open();
    this.#connections.add(connection);
    return connection;
  }

  #giveBack(connection: Client, { sent, isForeign }: Reception, release: Release): void {
    // A connection is ready for its next request one turn of the event loop after an answer. By then, too, whoever runs
    // out of time in this turn has left the queue.
    setImmediate(() => {
      if (isForeign) this.#end(connection);
      // One that is still being made is for whoever finds no other.
      else if (sent) this.#idle.push(connection);
      else this.#idle.unshift(connection);
      release();
    });
  }

  /** What comes on it can no longer be told apart: the next request has one of its own. */
  #end(connection: Client): void {
    this.#connections.delete(connection);
    void connection.destroy();
  }
}
