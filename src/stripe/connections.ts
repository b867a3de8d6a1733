import type { Client } from 'undici';
import type { Release } from '../overload/slots.ts';

/** A connection that has been used, and what is to be known of it before it is used again. */
export interface Used {
  readonly connection: Client;
  /** Whether any byte of a request has left on it. */
  readonly sent: boolean;
  /** Another request's answer came on it. */
  readonly isForeign: boolean;
  /** Gives back the slot that it had. */
  readonly release: Release;
}

/**
 * Kept-alive connections to one host. The pool is our own: undici's asks all its connections in turn which of them is free, for
 * every call, and gives no hold on one that must be ended.
 */
export class Connections {
  readonly #open: () => Client;
  readonly #all = new Set<Client>();
  /** Those that wait for a request. The last that was used is used next, so that the others may close. */
  readonly #idle: Client[] = [];
  /** Those that were given back in this turn of the event loop. */
  #used: Used[] = [];
  #closed: Promise<void> | undefined;

  constructor(open: () => Client) {
    this.#open = open;
  }

  /** One that is free, or a new one; how many there are at once is not bounded here. */
  take(): Client {
    return this.#idle.pop() ?? this.#connect();
  }

  /**
   * A connection is ready for its next request one turn of the event loop after an answer. By then, too, whoever runs out of time
   * in this turn has left the queue.
   */
  giveBack(used: Used): void {
    if (this.#used.push(used) === 1) setImmediate(this.#readmit);
  }

  /** Whether nothing is to be sent any more. */
  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** Waits for what is in flight, then closes every connection. */
  close(): Promise<void> {
    this.#closed ??= Promise.all([...this.#all].map((connection) => connection.close())).then(() => {});
    return this.#closed;
  }

  readonly #readmit = (): void => {
    const used = this.#used;
    this.#used = [];
    for (const { connection, sent, isForeign, release } of used) {
      if (isForeign) this.#end(connection);
      // One that is still being made is for whoever finds no other.
      else if (sent) this.#idle.push(connection);
      else this.#idle.unshift(connection);
      release();
    }
  };

  #connect(): Client {
    const connection = this.#open();
    this.#all.add(connection);
    return connection;
  }

  /** What comes on it can no longer be told apart: the next request has one of its own. */
  #end(connection: Client): void {
    this.#all.delete(connection);
    void connection.destroy();
  }
}
