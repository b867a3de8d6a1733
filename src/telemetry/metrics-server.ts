import { createServer, type Server } from 'node:http';

/** What is shown, in Prometheus' text format. */
export interface Exposition {
  readonly contentType: string;
  read(): Promise<string>;
}

/** Answers `/metrics` and nothing else; it listens nowhere yet. */
export const createMetricsServer = (metrics: Exposition): Server =>
  createServer(async (request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.read());
  });
