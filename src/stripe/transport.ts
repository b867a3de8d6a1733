import { buildConnector, Client } from 'undici';
import type { RestSettings } from '../config/rest-settings.ts';
import { Slots } from '../overload/slots.ts';
import type { Attempt } from './attempt.ts';
import { Connections } from './connections.ts';
import type { Errand } from './errand.ts';
import { Flight } from './flight.ts';
import type { HeldTurn } from './held-turn.ts';
import { Intake } from './intake.ts';
import { proxyFor } from './proxy.ts';
import { connectThrough } from './tunnel.ts';

type TransportOptions = Pick<
  RestSettings,
  'apiBase' | 'restConnections' | 'restConnectTimeoutMs' | 'restMaxAnswerBytes'
> &
  Partial<Pick<RestSettings, 'httpsProxy' | 'noProxy'>>;

/**
 * How many calls may wait for each connection. The rest is refused (load shedding): a queue that only grows answers
 * nobody.
 */
const WAITERS_PER_CONNECTION = 16;

/** Makes single attempts over kept-alive connections to one host. Follows no redirect and repeats nothing. */
export class Transport {
  readonly #slots: Slots;
  readonly #intake: Intake;
  readonly #connections: Connections;

  constructor(settings: TransportOptions) {
    const { apiBase, restConnections: connections, restConnectTimeoutMs, restMaxAnswerBytes } = settings;
    const proxy = proxyFor(settings);
    const direct = buildConnector({ timeout: restConnectTimeoutMs, allowH2: false });
    this.#slots = new Slots(connections, connections * WAITERS_PER_CONNECTION);
    this.#intake = new Intake(restMaxAnswerBytes);
    const options: Client.Options = {
      // One for all, so that TLS sessions are resumed.
      connect: proxy === undefined ? direct : connectThrough(proxy, restConnectTimeoutMs, direct),
      maxResponseSize: restMaxAnswerBytes,
      allowH2: false,
      // One timer over the whole attempt stands in for both: bodyTimeout starts anew with every byte, so that a body
      // that drips in would never end.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    this.#connections = new Connections(() => new Client(apiBase, options));
  }

  /**
   * Never rejects: how the attempt ended is its value.
   *
   * @param waitMs milliseconds that it may wait for a connection
   * @param timeoutMs milliseconds from now until the whole answer must be here
   */
  attempt(errand: Errand, turn: HeldTurn, waitMs: number, timeoutMs: number): Promise<Attempt> {
    const flight = new Flight(errand, turn, timeoutMs, this.#connections, this.#intake);
    if (flight.isOver) return flight.attempt;
    const free = this.#slots.takeNow(errand.access);
    if (free !== undefined) flight.start(free);
    // A wait that may last as long as the attempt needs no timer of its own.
    else flight.queue(this.#slots, waitMs < timeoutMs ? waitMs : undefined);
    return flight.attempt;
  }

  /** Waits for calls in flight, then closes every connection. */
  close(): Promise<void> {
    return this.#connections.close();
  }
}
