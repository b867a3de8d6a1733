import type { Client } from 'undici';
import type { Release, Slots } from '../overload/slots.ts';
import type { Attempt } from './attempt.ts';
import type { Connections } from './connections.ts';
import type { Errand } from './errand.ts';
import type { HeldTurn } from './held-turn.ts';
import type { Intake } from './intake.ts';
import { type Departure, Reception } from './reception.ts';

const runOut = (reception: Reception): void => reception.end('timeout');

/** One attempt on its way: its timeout, its connection and its cancellation. */
export class Flight implements Departure {
  readonly #errand: Errand;
  /**
   * The turn that permits it to be sent. Where the turn is stale at that moment, it gets another one and keeps its
   * connection.
   */
  readonly #turn: HeldTurn;
  readonly #connections: Connections;
  readonly #reception: Reception;
  readonly #timer: NodeJS.Timeout;
  #stopWaiting: Release | undefined;
  #connection: Client | undefined;
  #release: Release | undefined;

  /** @param timeoutMs milliseconds from now until the whole answer must be here */
  constructor(errand: Errand, turn: HeldTurn, timeoutMs: number, connections: Connections, intake: Intake) {
    this.#errand = errand;
    this.#turn = turn;
    this.#connections = connections;
    this.#reception = new Reception(intake, this, errand.outgoing);
    this.#timer = setTimeout(runOut, timeoutMs, this.#reception);
    const { signal } = errand;
    if (signal?.aborted) this.#leave();
    else signal?.addEventListener('abort', this.#leave);
  }

  /** How it ends. Never rejects. */
  get attempt(): Promise<Attempt> {
    return this.#reception.attempt;
  }

  get isOver(): boolean {
    return this.#reception.isOver;
  }

  /** Waits for a connection slot: for `waitMs`, or as long as the attempt itself may take. */
  queue(slots: Slots, waitMs: number | undefined): void {
    const { access, caller } = this.#errand;
    this.#stopWaiting = slots.wait(access, waitMs, (release) => this.start(release), caller);
    if (this.#stopWaiting === undefined) this.start(undefined);
  }

  /** Begins with its slot; ends the attempt where there was none. */
  start(release: Release | undefined): void {
    if (release === undefined) {
      this.#reception.end('shed');
      return;
    }
    // Set before the request is sent, since the attempt may end at once.
    this.#release = release;
    this.#connection = this.#connections.take();
    if (this.#connections.isClosed) this.#reception.end('closed');
    else this.#dispatch();
  }

  mayLeave(): boolean {
    return this.#turn.mayLeave();
  }

  async onStale(): Promise<void> {
    const fault = await this.#turn.renew();
    if (this.isOver) return;
    if (fault === undefined) this.#dispatch();
    else this.#reception.end(fault);
  }

  onEnd(): void {
    clearTimeout(this.#timer);
    this.#errand.signal?.removeEventListener('abort', this.#leave);
    this.#stopWaiting?.();
    if (this.#connection === undefined || this.#release === undefined) return;
    const { sent, isForeign } = this.#reception;
    this.#connections.giveBack({ connection: this.#connection, sent, isForeign, release: this.#release });
  }

  readonly #leave = (): void => {
    // A POST that has been sent is not cancelled: its caller may leave, but the money moves all the same.
    if (this.#errand.access === 'read' || !this.#reception.sent) this.#reception.end('aborted');
  };

  #dispatch(): void {
    const { call, outgoing } = this.#errand;
    const { path, headers, body = null } = outgoing;
    // A connection has one request at a time: undici need not look, once the head of an answer is here, whether another
    // waits behind it.
    this.#connection?.dispatch({ method: call.method, path, headers, body, blocking: false }, this.#reception);
  }
}
