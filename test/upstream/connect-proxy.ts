import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { createServer as createTlsFront } from 'node:tls';
import { onTestFinished } from 'vitest';
import { SELF_SIGNED } from './self-signed.ts';

/** Listens on loopback until the test ends; its port. */
const listen = async (server: Server): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
};

const join = (one: Socket, other: Socket): void => {
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
  one.pipe(other).pipe(one);
};

/** TLS in front of a plain upstream; its https address. */
export const startTlsFront = async (upstream: string): Promise<string> => {
  const { port: target } = new URL(upstream);
  const port = await listen(
    createTlsFront(SELF_SIGNED, (socket) => join(socket, connect(Number(target), '127.0.0.1'))),
  );
  return `https://localhost:${port}`;
};

export interface ConnectProxyOptions {
  readonly scheme?: 'http' | 'https';
  /** Answers CONNECT with this status and makes no tunnel; `silent` does not answer at all. */
  readonly refuse?: number | 'silent';
}

/** A real proxy that tunnels wherever it is told to, and notes what it was asked and every byte that went through. */
export const startConnectProxy = async ({ scheme = 'http', refuse }: ConnectProxyOptions = {}) => {
  const asked: { target: string; authorization: string | undefined }[] = [];
  const passed: Buffer[] = [];
  const server = scheme === 'http' ? createServer() : createTlsServer(SELF_SIGNED);
  server.on('connect', ({ url = '', headers }, client: Socket) => {
    asked.push({ target: url, authorization: headers['proxy-authorization'] });
    if (refuse === 'silent') return;
    if (refuse !== undefined) return void client.end(`HTTP/1.1 ${refuse} No\r\nX-Said: sesame\r\n\r\n`);
    const [, port] = url.split(':');
    const upstream = connect(Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.on('data', (chunk) => passed.push(chunk));
      join(client, upstream);
    });
  });
  const port = await listen(server);
  return {
    url: `${scheme}://localhost:${port}`,
    /** With a name and a password in it, which are escaped there. */
    urlWithPassword: `${scheme}://me:open%20sesame@localhost:${port}`,
    asked,
    get passed() {
      return Buffer.concat(passed).toString('latin1');
    },
  };
};
