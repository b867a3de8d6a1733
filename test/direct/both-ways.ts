import { Agent, request as httpRequest, type RequestOptions, type Server } from 'node:http';
import { onTestFinished } from 'vitest';
import { createLog } from '../../src/telemetry/log.ts';

/**
 * The direct way, and graphql-yoga's: it has whatever does not come right at the graph's path, which answers below any
 * other path too.
 */
export const WAYS = { direct: '/graphql', yoga: '/any/graphql' } as const;

export type Way = keyof typeof WAYS;

/**
 * The ways that requests to a server have gone, one after the other: graphql-yoga listens for errors of a response, and
 * nobody else does.
 */
export const watchWays = (server: Server, when = 'request'): readonly Way[] => {
  const ways: Way[] = [];
  server.on(when, (_, response) => ways.push(response.listenerCount('error') > 0 ? 'yoga' : 'direct'));
  return ways;
};

/** A log, and its lines without what differs from one request to the next in any case. */
export const readableLog = () => {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', {
    write: (line: string) => {
      const { time: _, durationMs: __, restRequestIds: ___, err: ____, ...told } = JSON.parse(line);
      lines.push(told);
    },
  });
  return { log, lines };
};

/** What is sent over a connection that is kept, whole unless a body comes in pieces. */
export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | readonly (string | Buffer)[];
}

/** An answer, all of it that can be compared. */
export interface Exchange {
  readonly status: number | undefined;
  /** In the order of their names, and without the time of day. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Sends a request as it is: a header that is not given is not sent. */
export const exchange = (origin: string, { method = 'POST', path, headers, body = [] }: Sent): Promise<Exchange> => {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const options: RequestOptions = { method, agent, path, headers: { ...headers } };
  return new Promise((resolve, reject) => {
    const request = httpRequest(origin, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const pairs = response.rawHeaders.flatMap((name, at, all) =>
          at % 2 === 0 ? [`${name.toLowerCase()}: ${all[at + 1]}`] : [],
        );
        resolve({
          status: response.statusCode,
          headers: pairs.filter((pair) => !pair.startsWith('date:')).sort(),
          body: Buffer.concat(chunks).toString('latin1'),
        });
      });
    });
    request.on('error', reject);
    if (Array.isArray(body)) {
      for (const piece of body) request.write(piece);
      request.end();
    } else request.end(body);
  });
};
