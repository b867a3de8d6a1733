import { createServer, type Server } from 'node:http';
import type { Metrics } from './metrics.ts';

/** Answers `/metrics` and nothing else; it listens nowhere yet. */
export const createMetricsServer = (metrics: Metrics): Server =>
  createServer(async (request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.read());
  });
