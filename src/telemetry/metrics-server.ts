import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What is shown, in Prometheus' text format. */
export interface Exposition {
  readonly contentType: string;
  read(): Promise<string>;
}

/**
 * How long a request may take to arrive, and its answer to be read: who is slower would hold both here, and the end of
 * the process.
 */
const IN_TIME_MS = 10_000;
/** Prometheus has one or two; whoever else finds this port gets no further than this. */
const MOST_CONNECTIONS = 64;

const answer = async (metrics: Exposition, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (request.url !== '/metrics' || request.method !== 'GET') {
    response.writeHead(404).end();
    return;
  }
  const text = await metrics.read();
  response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
};

/**
 * Answers `/metrics` and nothing else; it listens nowhere yet.
 *
 * @param inTimeMs milliseconds for a request, and for the reading of its answer
 */
export const createMetricsServer = (metrics: Exposition, inTimeMs = IN_TIME_MS): Server => {
  const times = { requestTimeout: inTimeMs, headersTimeout: inTimeMs, connectionsCheckingInterval: 1_000 };
  const server = createServer(times, (request, response) => {
    const { socket } = request;
    const timer = setTimeout(() => socket.destroy(), inTimeMs);
    response.once('close', () => clearTimeout(timer));
    // Nobody is told why: what went wrong in one look is not in the answer to the next.
    answer(metrics, request, response).catch(() => socket.destroy());
  });
  server.maxConnections = MOST_CONNECTIONS;
  return server;
};
