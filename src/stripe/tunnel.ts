import { type ClientRequest, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** A proxy answered, but made no tunnel. Told by its code alone: nothing that the proxy says is shown. */
export const PROXY_REFUSED = 'PROXY_REFUSED';

const refused = (): Error => Object.assign(new Error('The proxy made no tunnel.'), { code: PROXY_REFUSED });
const late = (): Error => Object.assign(new Error('The tunnel took too long.'), { code: 'ETIMEDOUT' });

/** `Proxy-Authorization`, where the proxy's address holds a name or a password. */
const authorizationOf = ({ username, password }: URL): Readonly<Record<string, string>> => {
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
};

/** Asks the proxy for a tunnel. The socket is the other end's from there on. */
const openTunnel = (proxy: URL, authority: string, done: (error: Error | null, socket?: Socket) => void) => {
  const { protocol, hostname, port } = proxy;
  const request: ClientRequest = (protocol === 'https:' ? overHttps : overHttp)({
    method: 'CONNECT',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port || undefined,
    path: authority,
    headers: { host: authority, ...authorizationOf(proxy) },
    agent: false,
  });
  request.on('error', done);
  request.on('connect', ({ statusCode = 0 }, socket, head) => {
    // The other end speaks after us: what has come already is the proxy's own.
    if (statusCode >= 200 && statusCode < 300 && head.length === 0) return done(null, socket as Socket);
    socket.destroy();
    done(refused());
  });
  // An answer without a tunnel that is no answer to CONNECT either.
  request.on('response', (response) => {
    response.destroy();
    done(refused());
  });
  request.end();
  return request;
};

/**
 * Connects through a tunnel (CONNECT), in which TLS is spoken with the REST API itself: the proxy sees its name, and
 * nothing that is said. The certificate is checked as it is without a proxy.
 *
 * @param timeoutMs how long the tunnel and TLS may take together, in milliseconds
 * @param connect speaks TLS over a socket that is there
 */
export const connectThrough =
  (proxy: URL, timeoutMs: number, connect: buildConnector.connector): buildConnector.connector =>
  (options, callback) => {
    let open: { destroy(): unknown };
    let isOver = false;
    const finish: buildConnector.Callback = (...outcome) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      callback(...outcome);
    };
    const fail = (error: Error) => finish(error, null);
    const timer = setTimeout(() => {
      fail(late());
      open.destroy();
    }, timeoutMs);
    const { hostname, port } = options;
    const host = hostname.includes(':') ? `[${hostname}]` : hostname;
    open = openTunnel(proxy, `${host}:${port || 443}`, (error, socket) => {
      if (error !== null || socket === undefined) return fail(error ?? refused());
      // The TLS socket above tells of every error of this one; without a listener, it would end the process.
      socket.on('error', () => {});
      if (isOver) return void socket.destroy();
      open = socket;
      connect({ ...options, httpSocket: socket }, finish);
    });
  };
