import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface UpstreamRequest {
  /** From 1, over all connections. */
  readonly n: number;
  /** From 1, on its own connection. */
  readonly onSocket: number;
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly idempotencyKey: string | undefined;
}

export interface CannedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a fault has in hand when it falls. */
export interface Stage {
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** What would have been answered; only for a fault after the effect. */
  readonly real: CannedAnswer | undefined;
  readonly respond: (answer: CannedAnswer) => void;
}

export interface Fault {
  readonly when: 'before' | 'after';
  readonly play: (stage: Stage) => void | Promise<void>;
}

const before = (play: Fault['play']): Fault => ({ when: 'before', play });

/** The same fault, but the request is carried out first. */
export const afterEffect = (fault: Fault): Fault => ({ ...fault, when: 'after' });

const JSON_HEADERS = { 'content-type': 'application/json' };

/** An answer of REST's, or of something in front of it. */
export const answers = (status: number, body: string | object, headers: Record<string, string> = {}): Fault => {
  const isText = typeof body === 'string';
  return before(({ respond }) =>
    respond({
      status,
      headers: { 'request-id': `req_${status}`, ...(isText ? {} : JSON_HEADERS), ...headers },
      body: isText ? body : JSON.stringify(body),
    }),
  );
};

/** An error object of REST's. */
export const refuses = (
  status: number,
  error: { type: string; code?: string; message?: string; [field: string]: unknown },
  headers: Record<string, string> = {},
): Fault => answers(status, { error }, headers);

export const rateLimited = (headers: Record<string, string> = {}): Fault =>
  refuses(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' }, headers);
export const lockTimeout = (): Fault => refuses(429, { type: 'invalid_request_error', code: 'lock_timeout' });
export const keyInUse = (): Fault => refuses(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' });
export const serverError = (status = 500, headers: Record<string, string> = {}): Fault =>
  refuses(status, { type: 'api_error', message: 'Something went wrong.' }, headers);

const HTML = '<!doctype html><title>Bad gateway</title>';
const HTML_HEADERS = { 'content-type': 'text/html' };
export const htmlPage = (status: number): Fault => answers(status, HTML, HTML_HEADERS);
export const jsonText = (text: string, headers: Record<string, string> = {}): Fault =>
  answers(200, text, { ...JSON_HEADERS, ...headers });
export const noContent = (): Fault => before(({ response }) => void response.writeHead(204).end());
export const redirects = (location: string): Fault => answers(302, '', { location });

/** The connection breaks before the answer begins. */
export const resets = (): Fault => before(({ socket }) => void socket.resetAndDestroy());

/** Bytes as they are, then the end of the connection. */
export const raw = (bytes: string | Buffer): Fault => before(({ socket }) => void socket.end(bytes));

const wholeOf = ({ real }: Stage): Buffer => Buffer.from(real?.body ?? '{"id":"obj_1","object":"thing"}');
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nrequest-id: req_cut\r\n';

/** The connection breaks in the middle of the body. */
export const resetsInBody = (): Fault =>
  before(async (stage) => {
    const body = wholeOf(stage);
    stage.socket.write(`${HEAD}content-length: ${body.length}\r\n\r\n`);
    stage.socket.write(body.subarray(0, body.length / 2));
    // A reset overtakes what the other side has not read yet.
    await sleep(5);
    stage.socket.resetAndDestroy();
  });

/** The body ends early but in good order: by its length, by its chunks, or where the connection closes. */
export const cutShort = (framing: 'length' | 'chunked' | 'close', keepAlive = true): Fault =>
  before((stage) => {
    const body = wholeOf(stage);
    const half = body.subarray(0, body.length / 2).toString('latin1');
    const connection = keepAlive ? 'connection: keep-alive\r\n' : 'connection: close\r\n';
    const rest = {
      length: `content-length: ${body.length}\r\n\r\n${half}`,
      chunked: `transfer-encoding: chunked\r\n\r\n${half.length.toString(16)}\r\n${half}\r\n`,
      close: `\r\n${half}`,
    }[framing];
    stage.socket.end(`${HEAD}${framing === 'close' ? '' : connection}${rest}`, 'latin1');
  });

/** `Content-Length` is smaller than the body. */
export const lengthTooSmall = (): Fault =>
  before((stage) => {
    const body = wholeOf(stage);
    stage.socket.end(`${HEAD}content-length: ${body.length - 3}\r\n\r\n${body.toString('latin1')}`, 'latin1');
  });

/** Never answers. */
export const hangs = (): Fault => before(() => {});

/** Answers, late. */
export const late = (ms: number): Fault => ({
  when: 'after',
  play: async ({ real, respond }) => {
    await sleep(ms);
    if (real !== undefined) respond(real);
  },
});

/** Carries out and answers when it is told to. */
export const heldAnswer = (): { readonly fault: Fault; readonly release: () => void } => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const play: Fault['play'] = async ({ real, respond, response }) => {
    await released;
    if (real !== undefined && !response.destroyed) respond(real);
  };
  return { fault: { when: 'after', play }, release };
};

/** One byte at a time: never silent, never done. */
export const drips = (everyMs: number): Fault =>
  before((stage) => {
    const { response } = stage;
    response.writeHead(200, { ...JSON_HEADERS, 'request-id': 'req_drip' });
    const timer = setInterval(() => response.write(' '), everyMs);
    stage.socket.on('close', () => clearInterval(timer));
  });

/** Says `100 Continue` unasked, then answers. */
export const continues = (): Fault => ({
  when: 'after',
  play: ({ response, real, respond }) => {
    response.writeContinue();
    if (real !== undefined) respond(real);
  },
});

/** Answers, promises to keep the connection, and closes it as the next request may be on its way. */
export const goesStale = (): Fault => ({
  when: 'after',
  play: ({ response, socket, real, respond }) => {
    response.on('finish', () => setImmediate(() => socket.destroy()));
    if (real !== undefined) respond(real);
  },
});
