import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { header, readable } from './http.ts';
import type { RestObject, Seed } from './rest-object.ts';
import { type RequestFacts, Service } from './service.ts';
import { sendWebhook, type WebhookTarget } from './webhooks.ts';

export type { RestObject, Seed } from './rest-object.ts';

export interface SandboxOptions {
  /** The platform's own data. */
  readonly seed: Seed;
  /** The data of connected accounts, by their `acct_` id: what `Stripe-Account`, or `Stripe-Context`, selects. */
  readonly accounts?: Readonly<Record<string, Seed>>;
  /** The keys that are accepted; without it every `sk_test_…`, `rk_test_…` and `sk_org_test_…` is. */
  readonly keys?: readonly string[];
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Milliseconds, like Date.now. */
  readonly now?: () => number;
  /** How many items an expanded list shows; REST does not document its own number. */
  readonly pageSizeInExpansion?: number;
  /**
   * Milliseconds to hold a request between its validation and its execution. A hook that throws makes the execution
   * fail with 500, which is kept for the idempotency key as REST keeps it.
   */
  readonly delay?: (request: RequestFacts) => number | undefined;
}

export interface RequestRecord {
  method: string;
  /** The path with its query, not percent-encoded: `/v1/transfers?limit=10&expand[]=data.balance_transaction`. */
  path: string;
  account?: string;
  idempotencyKey?: string;
  status: number;
  requestId: string;
}

export interface Sandbox {
  readonly url: string;
  /** A key that is accepted. */
  readonly key: string;
  /** The answered requests since the start or the last reset, in the order of the answers; the last 10,000 of them. */
  readonly requests: RequestRecord[];
  /** Sends every event there from now on, signed; also of what happens without a request. */
  sendWebhooks(target: WebhookTarget): void;
  /** Back to the seed: undoes every mutation, and forgets requests and idempotency keys. */
  reset(): void;
  close(): Promise<void>;
}

const mostRequests = 10_000;
/** Milliseconds between two looks at what has happened by itself. */
const lookEvery = 1_000;

export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const { seed, accounts = {}, keys, now = Date.now, pageSizeInExpansion = 10, delay = () => undefined } = options;
  let target: WebhookTarget | undefined;
  let looking: NodeJS.Timeout | undefined;
  const onEvent = (event: RestObject): void => {
    if (target !== undefined) void sendWebhook(event, target);
  };
  const fresh = (): Service => new Service({ seed, accounts, keys, now, pageSizeInExpansion, delay, onEvent });
  const requests: RequestRecord[] = [];
  let service = fresh();
  let received = 0;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    received += 1;
    const target = request.url ?? '/';
    const facts: RequestFacts = {
      method: request.method ?? 'GET',
      path: target.split('?')[0] ?? '/',
      requestId: `req_${createHash('sha256').update(String(received)).digest('hex').slice(0, 14)}`,
      account: header(request, 'stripe-account'),
      context: header(request, 'stripe-context'),
      idempotencyKey: header(request, 'idempotency-key'),
    };
    const { status, body, headers } = await service.answer(request, facts);
    const { method, account, idempotencyKey, requestId } = facts;
    requests.push({
      method,
      path: readable(target),
      ...(account !== undefined && { account }),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      status,
      requestId,
    });
    if (requests.length > mostRequests) requests.shift();
    response.writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': requestId, ...headers });
    response.end(body);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  // Node's own five seconds are often over just as a client sends its next request, which then fails.
  server.keepAliveTimeout = 60_000;
  // Without this, what Node itself refuses (such as headers over 16 KB) would not be JSON.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const body = JSON.stringify({ error: { message: 'The request cannot be read.', type: 'invalid_request_error' } });
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`;
    if (socket.writable) socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: keys?.[0] ?? 'sk_test_sandbox',
    requests,
    sendWebhooks: (to) => {
      target = to;
      looking ??= setInterval(() => service.catchUpAll(), lookEvery).unref();
    },
    reset: () => {
      service = fresh();
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve, reject) => {
        clearInterval(looking);
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
};
