import { randomUUID } from 'node:crypto';
import { maxHeaderSize, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { badRequestAnswer } from './bad-request-answer.ts';
import { LINGER_MS } from './linger.ts';

interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly retryable?: boolean;
}

const UNREADABLE: Refusal = {
  status: 400,
  message: 'The request is not HTTP/1.1, or its length is not what it says: send it by an HTTP client.',
};

const NO_PROXY: Refusal = { status: 405, message: 'The gateway is no proxy: send a POST with the operation.' };

const NO_EXPECTATION: Refusal = {
  status: 417,
  message: 'The header `Expect` can be `100-continue` alone: leave it out.',
};

/** By the code of the error that Node's parser gives. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    message: `The headers of the request have more than ${maxHeaderSize} bytes: send fewer or shorter ones.`,
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    message: 'The chunks of the body have too long extensions: send them without any.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    message: 'The request did not come in time: send it without pauses.',
    retryable: true,
  },
};

/**
 * Refuses what Node's parser cannot read, or has waited for too long, as all else is refused: as JSON, with the headers
 * of every answer and a line in the log. Node's own answer is a status without a body.
 */
export const refuseUnreadable = (server: Server, log: Logger): void => {
  /** The last answer of each connection. */
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => void answers.set(socket, response));
  /** @param reason for the log, where it is to have a line */
  const end = (socket: Duplex, { status, message, retryable }: Refusal, reason: string | undefined): void => {
    const requestId = randomUUID();
    const { headers, body } = badRequestAnswer(message, requestId, retryable);
    if (reason !== undefined) log.warn({ requestId, codes: ['BAD_REQUEST'], reason }, 'request refused');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
    // A client that is still sending could lose the answer if the connection was closed at once.
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(timer));
  };
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket: Duplex) => {
    const answer = answers.get(socket);
    const isInHand = answer !== undefined && !answer.writableFinished;
    // A client that has left reads nothing, and a second status line in the middle of an answer would be taken for a
    // part of it.
    if (!socket.writable || (isInHand && answer.headersSent)) {
      socket.destroy();
      return;
    }
    // Of a request in hand its operation has a line of its own.
    end(socket, REFUSALS[code] ?? UNREADABLE, isInHand ? undefined : code);
  });
  // Node would close the connection without a word,
  server.on('connect', (_, socket) => end(socket, NO_PROXY, 'CONNECT'));
  // and answer here without a body.
  server.on('checkExpectation', ({ socket }) => end(socket, NO_EXPECTATION, 'EXPECT'));
};
