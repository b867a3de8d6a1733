import type { Redis, RedisOptions } from 'ioredis';
import { type Purpose, troubleOf } from './redis-trouble.ts';

/** How long after a connection is lost, or could not be made, the next is tried. */
const RECONNECT_MS = 250;

/** What the client says of a command while it has no connection. */
const NO_CONNECTION = /^(Stream isn't writeable|Connection is closed)/;

/** A client of Redis or Valkey that knows why it is of no use. It is tried again for as long as the process lives. */
export class RedisLink<Scripts = unknown> {
  readonly #client: Redis & Scripts;
  readonly #purpose: Purpose;
  /** Why there is no connection that can be used. */
  #unconnected: string | undefined;
  #trouble: string | undefined;
  #losses = 0;
  /** Settled when the first connection is there, or could not be made. */
  readonly tried: Promise<void>;

  private constructor(client: Redis & Scripts, purpose: Purpose) {
    this.#client = client;
    this.#purpose = purpose;
    // Each failure is met where it is asked; without a listener it would be printed.
    client.on('error', (error) => {
      this.#unconnected = troubleOf(error, purpose);
    });
    client.on('connect', () => {
      this.#unconnected = undefined;
    });
    client.on('close', () => {
      this.#losses += 1;
    });
    this.tried = new Promise((resolve) => {
      client.once('ready', resolve);
      client.once('close', resolve);
    });
  }

  /** The client is loaded here, and so only where there is a Redis. */
  static async open<Scripts>(
    url: string,
    purpose: Purpose,
    options: Pick<RedisOptions, 'commandTimeout' | 'scripts'>,
  ): Promise<RedisLink<Scripts>> {
    // By its default export: in the bundled file a CommonJS package has no other when it is imported here.
    const { default: ioredis } = await import('ioredis');
    const client = new ioredis.Redis(url, {
      // Whoever has no answer at once has another way; a queue would only make it late.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      connectTimeout: 1_000,
      // The first answer is to be one that is looked at: Redis says there why it takes nobody more.
      disableClientInfo: true,
      retryStrategy: () => RECONNECT_MS,
      // After a failover the address may lead to a replica, until the connection is made anew.
      reconnectOnError: ({ message }) => message.startsWith('READONLY'),
      ...options,
    });
    return new RedisLink(client as Redis & Scripts, purpose);
  }

  /** How many connections have been lost, or could not be made. */
  get losses(): number {
    return this.#losses;
  }

  /** Rejects with why Redis is of no use: a sentence for the log that holds no secret. */
  async ask<T>(command: (client: Redis & Scripts) => Promise<T>): Promise<T> {
    try {
      // The client goes on in database 0 where it cannot have the one that it was told, and shares with others there.
      if (this.#unconnected !== undefined) throw new Error('There is no connection as it was asked for.');
      const answer = await command(this.#client);
      this.#trouble = undefined;
      return answer;
    } catch (error) {
      const { message } = error as Error;
      // What made the client let go of the connection says more than that there is none.
      const known = this.#unconnected ?? (NO_CONNECTION.test(message) ? this.#trouble : undefined);
      this.#trouble = known ?? troubleOf({ message }, this.#purpose);
      throw new Error(this.#trouble);
    }
  }

  close(): void {
    this.#client.disconnect();
  }
}
