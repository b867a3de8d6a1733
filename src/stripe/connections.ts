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
 * A connection pool to one host (keep-alive). It is our own because undici's pool searches all its connections for a
 * free one with every call, and gives no handle on a connection that must be closed.
 */
export class Connections {
  readonly #open: () => Client;
  readonly #all = new Set<Client>();
  /**
   * Idle connections. The one that was used last is used next (LIFO), so that the others reach their idle timeout and
   * close.
   */
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
   * Gives a connection back to the pool one turn of the event loop after its answer: only then is it ready for another
   * request, and callers whose time ran out in this turn have left the queue.
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
      // A connection that is still being made goes to the front, and so is taken only when there is no other.
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

  /** Closes a connection on which answers can no longer be matched to requests. */
  #end(connection: Client): void {
    this.#all.delete(connection);
    void connection.destroy();
  }
}
