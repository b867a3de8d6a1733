import { Agent, request as httpRequest } from 'node:http';
import type { CannedAnswer, UpstreamRequest } from './faults.ts';

/** Of one connection only, or recomputed on the next. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host']);

const withoutHops = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !HOP_BY_HOP.has(name) ? [[name, value]] : [],
    ),
  );

/** Passes requests on to another server and brings its answers back whole. */
export const forwardTo = (target: string) => {
  const agent = new Agent({ keepAlive: true });
  const send = ({ method, url, headers, body }: UpstreamRequest): Promise<CannedAnswer> =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        new URL(url, target),
        { method, agent, headers: { ...withoutHops(headers), 'content-length': Buffer.byteLength(body) } },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const { statusCode = 0 } = incoming;
            resolve({ status: statusCode, headers: withoutHops(incoming.headers), body: Buffer.concat(chunks) });
          });
        },
      );
      outgoing.on('error', reject).end(body);
    });
  return { send, close: () => agent.destroy() };
};
