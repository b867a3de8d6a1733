import { createServer, type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config/config.ts';
import { ConfigError } from './config-error.ts';
import { linger } from './http/linger.ts';
import { LongText } from './http/long-text.ts';
import { PendingAnswers } from './http/pending-answers.ts';

/** Listens, and tells the address; `name` is the variable that the port came from. */
export const listen = (server: Server, host: string, name: string, port: number | undefined): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const reason = code === 'EADDRINUSE' ? 'the port is in use' : `the system says ${code}`;
      reject(new ConfigError([`HOST ${host} and ${name} ${port} cannot be listened on: ${reason}.`]));
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${address.port}`);
    });
  });

/** Graceful shutdown: takes no new connection, and waits for the requests in hand. */
export const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    // A connection that its client keeps for later would hold the process until it times out.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
  });

export interface DrainingServer {
  readonly server: Server;
  /**
   * Ends each connection with its next answer: a client that kept it would send another request into the void. New
   * connections are still taken, as long as whoever sends them has not seen yet that this gateway is not ready any
   * more.
   */
  readonly drain: () => void;
}

type ServerOptions = Pick<
  Config,
  'requestTimeoutMs' | 'keepAliveTimeoutMs' | 'answerTimeoutMs' | 'maxPendingAnswerBytes'
>;

/**
 * A server that a slow client (slowloris) cannot hold up, be it slow to send or to read: its time counts for the whole
 * request, and for the whole answer.
 */
export const createDrainingServer = (
  handler: RequestListener,
  { requestTimeoutMs, keepAliveTimeoutMs, ...pending }: ServerOptions,
): DrainingServer => {
  const answers = new PendingAnswers(pending);
  let draining = false;

  /**
   * Looks whether the server drains when its head is written: a list of all that are open costs more than an answer has
   * otherwise.
   */
  class DrainingResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
    override writeHead(...head: unknown[]): this {
      if (draining) this.setHeader('connection', 'close');
      // The overloads of one method cannot be handed on as a whole.
      return super.writeHead(...(head as Parameters<ServerResponse['writeHead']>));
    }

    #long: LongText | undefined;

    get heldBytes(): number {
      return this.writableLength + (this.#long?.bytes ?? 0);
    }

    override write(...chunk: unknown[]): boolean {
      const [text, ...more] = chunk;
      if (more.length > 0 || !LongText.isLong(text)) return this.#write(...chunk);
      this.#long = new LongText(text, (part) => this.#write(part));
      this.#writeNext();
      return false;
    }

    #writeNext(): void {
      if (!this.destroyed && this.#long?.writeNext()) this.emit('drain');
    }

    #write(...chunk: unknown[]): boolean {
      const isWritten = super.write(...(chunk as Parameters<ServerResponse['write']>));
      if (!isWritten) answers.watch(this);
      return isWritten;
    }

    /**
     * As long as a text is written in parts, nobody else is told that there is room: what they wrote would come
     * between.
     */
    override emit(event: string | symbol, ...args: unknown[]): boolean {
      if (event !== 'drain' || !this.#long || this.#long.isWritten) return super.emit(event, ...args);
      answers.isRead(this);
      setImmediate(() => this.#writeNext());
      return true;
    }

    override end(...chunk: unknown[]): this {
      if (this.#long && !this.#long.isWritten) {
        this.#long.after(() => this.end(...chunk));
        return this;
      }
      linger(this);
      super.end(...(chunk as Parameters<ServerResponse['end']>));
      answers.watch(this);
      return this;
    }
  }

  const options = {
    ServerResponse: DrainingResponse,
    // Node’s own refusal has no body and no headers; the gateway’s has.
    requireHostHeader: false,
    keepAliveTimeout: keepAliveTimeoutMs,
    // From the first byte of a request on: it may be shorter than the time for which an idle connection is kept.
    headersTimeout: requestTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // How often Node looks at the clock; its own half minute would add to each timeout.
    connectionsCheckingInterval: Math.min(requestTimeoutMs, 1_000),
  };
  return {
    server: createServer(options, handler),
    drain: () => {
      draining = true;
    },
  };
};
