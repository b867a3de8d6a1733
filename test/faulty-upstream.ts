import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { CannedAnswer, Fault, UpstreamRequest } from './faulty-upstream/faults.ts';
import { forwardTo } from './faulty-upstream/forward.ts';

export interface FaultyUpstreamOptions {
  /** Answers whatever no fault falls on; `answerOnce` makes one with an idempotency store. */
  readonly answer?: (request: UpstreamRequest) => CannedAnswer | Promise<CannedAnswer>;
  /** Base address of a server to ask in place of `answer`, such as a sandbox: effects are then real. */
  readonly target?: string;
  /** The fault that falls on this request, if any. */
  readonly faults?: (request: UpstreamRequest) => Fault | undefined;
  /** How long an idle connection is kept, which is announced; a minute unless told otherwise. */
  readonly keepAliveMs?: number;
}

/** Counts what was done, not what was answered: a POST's 2xx that is no replay. */
export interface Ledger {
  readonly byKey: ReadonlyMap<string, number>;
  readonly byPath: ReadonlyMap<string, number>;
}

export interface FaultyUpstream {
  readonly url: string;
  /** Every request whose body arrived, in the order of arrival. */
  readonly requests: readonly UpstreamRequest[];
  readonly ledger: Ledger;
  /** Connections open now. */
  readonly openSockets: number;
  /** Connections ever accepted. */
  readonly connections: number;
  /** Empties `requests`, which holds on to every one of them. */
  forget(): void;
  close(): Promise<void>;
}

const add = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const readBody = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const respond = (response: ServerResponse, { status, headers, body }: CannedAnswer): void => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
};

const notFound: CannedAnswer = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: '{"error":{"type":"invalid_request_error","code":"resource_missing","message":"Nothing here."}}',
};

/** A real HTTP server on a loopback port that answers as told and fails as told, before or after the effect. */
export const startFaultyUpstream = async (options: FaultyUpstreamOptions = {}): Promise<FaultyUpstream> => {
  const { target, faults } = options;
  const upstream = target === undefined ? undefined : forwardTo(target);
  const answer = upstream?.send ?? options.answer ?? (() => notFound);
  const requests: UpstreamRequest[] = [];
  const byKey = new Map<string, number>();
  const byPath = new Map<string, number>();
  const sockets = new Set<Socket>();
  const seen = new WeakMap<Socket, number>();
  let connections = 0;

  const perform = async (request: UpstreamRequest): Promise<CannedAnswer> => {
    const real = await answer(request);
    const isEffect = request.method === 'POST' && real.status < 300 && real.headers['idempotent-replayed'] !== 'true';
    if (isEffect) {
      add(byKey, request.idempotencyKey ?? '');
      add(byPath, request.path);
    }
    return real;
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = incoming;
    const onSocket = (seen.get(socket) ?? 0) + 1;
    seen.set(socket, onSocket);
    const body = await readBody(incoming);
    const url = incoming.url ?? '';
    const key = incoming.headers['idempotency-key'];
    const request: UpstreamRequest = {
      n: requests.length + 1,
      onSocket,
      method: incoming.method ?? '',
      url,
      path: url.split('?', 1)[0] ?? '',
      headers: incoming.headers,
      body,
      idempotencyKey: typeof key === 'string' ? key : undefined,
    };
    requests.push(request);
    const fault = faults?.(request);
    if (fault === undefined) return respond(response, await perform(request));
    const real = fault.when === 'after' ? await perform(request) : undefined;
    await fault.play({ response, socket, real, respond: (canned) => respond(response, canned) });
  };

  const server = createServer((incoming, response) => {
    // A client that leaves in the middle of its request is part of the game.
    serve(incoming, response).catch(() => incoming.socket.destroy());
  });
  server.keepAliveTimeout = options.keepAliveMs ?? 60_000;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    ledger: { byKey, byPath },
    get openSockets() {
      return sockets.size;
    },
    get connections() {
      return connections;
    },
    forget: () => {
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        upstream?.close();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
