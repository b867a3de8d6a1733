import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** One request as it came. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly form: URLSearchParams;
}

/** One request of so many on a connection. */
const EVERY = 4;

export interface SurplusUpstream {
  readonly url: string;
  /** Connections ever accepted, and those that ended. */
  readonly sockets: { opened: number; closed: number };
  readonly close: () => void;
}

const toHttp = (body: object, echo: string | undefined): string => {
  const text = JSON.stringify(body);
  const head = ['HTTP/1.1 200 OK', 'content-type: application/json', `content-length: ${Buffer.byteLength(text)}`];
  if (echo !== undefined) head.push(`idempotency-key: ${echo}`);
  return `${head.join('\r\n')}\r\n\r\n${text}`;
};

/** The first whole request in the text, and what follows it. */
const readRequest = (text: string): [RawRequest, string] | undefined => {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
  if (text.length < end + 4 + length) return undefined;
  const [method = '', path = ''] = head.split(' ', 2);
  const key = /^idempotency-key: (.+)$/im.exec(head)?.[1] ?? '';
  const form = new URLSearchParams(text.slice(end + 4, end + 4 + length));
  return [{ method, path, key, form }, text.slice(end + 4 + length)];
};

/**
 * A server over raw TCP that has lost count: on a kept connection it answers a request, and now and then the answer
 * before comes a second time, as the first thing that follows the next request.
 *
 * @param echo whether it echoes the key of a POST
 * @param when the surplus comes: after the next request, or while none is open
 */
export const startSurplusUpstream = async (
  answer: (request: RawRequest) => object,
  { echo, when }: { readonly echo: boolean; readonly when: 'next' | 'idle' },
): Promise<SurplusUpstream> => {
  const sockets = { opened: 0, closed: 0 };
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.opened += 1;
    open.add(socket);
    socket
      .on('error', () => {})
      .on('close', () => {
        sockets.closed += 1;
        open.delete(socket);
      });
    let text = '';
    let last = '';
    let count = 0;
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let found = readRequest(text); found !== undefined; found = readRequest(text)) {
        const [request, left] = found;
        text = left;
        count += 1;
        if (when === 'next' && count % EVERY === 0) socket.write(last);
        last = toHttp(answer(request), echo && request.method === 'POST' ? request.key : undefined);
        socket.write(last);
        if (when === 'idle') setTimeout(() => socket.writable && socket.write(last), 20);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets, close };
};
