import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { type Body, readStream } from '../bytes/read-stream.ts';
import { type EventObserver, UNOBSERVED, type WebhookProblem } from './event-observer.ts';
import { type Signal, signalOf } from './signal.ts';
import { signatureProblem } from './webhook-signature.ts';

export const WEBHOOK_PATH = '/webhooks/stripe';

/** REST's events have some ten thousand bytes. */
const MOST_BYTES = 1_048_576;
/** How long a webhook may take to arrive. */
const ARRIVES_MS = 10_000;
/** REST sends a few at a time; whoever else finds this port gets no further than this. */
const MOST_CONNECTIONS = 256;

export interface WebhookOptions {
  /** Those in force: they can be replaced while it listens. */
  readonly secrets: () => readonly string[];
  /** Whether real money is meant. */
  readonly live: boolean;
  /**
   * Takes a signal in, or finds that it was taken in before. Rejects when it cannot be told: REST sends it again then.
   */
  readonly take: (signal: Signal) => Promise<unknown>;
  readonly log: Logger;
  readonly observer?: EventObserver | undefined;
  /** Milliseconds, like Date.now. */
  readonly now?: () => number;
}

interface Read {
  /** Why it is not taken in. */
  readonly problem: WebhookProblem | undefined;
  /** Undefined where nothing here is about such an event. */
  readonly signal: Signal | undefined;
}

const refused = (problem: WebhookProblem): Read => ({ problem, signal: undefined });

const readBody = async (request: IncomingMessage): Promise<Body> =>
  Number(request.headers['content-length']) > MOST_BYTES ? 'too long' : readStream(request, MOST_BYTES);

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
};

/** Undefined where the connection broke off before all of the body had come. */
const readWebhook = async (
  request: IncomingMessage,
  { secrets, live, now = Date.now }: WebhookOptions,
): Promise<Read | undefined> => {
  const body = await readBody(request);
  if (body === 'ended early') return undefined;
  if (body === 'too long') return refused('too-long');
  const header = request.headers['stripe-signature'];
  const problem = signatureProblem(String(header ?? ''), body, secrets(), Math.floor(now() / 1000));
  if (problem !== undefined) return refused(problem);
  const event = parse(body) as { readonly livemode?: unknown; readonly object?: unknown } | null | undefined;
  if (event?.object !== 'event') return refused('not-an-event');
  if (event.livemode !== live) return refused('of-the-other-mode');
  return { problem: undefined, signal: signalOf(event) };
};

const answer = (response: ServerResponse, status: number, text = ''): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
};

const handle = async (request: IncomingMessage, response: ServerResponse, options: WebhookOptions): Promise<void> => {
  const { log, take, observer = UNOBSERVED } = options;
  if (request.url !== WEBHOOK_PATH) return answer(response, 404);
  if (request.method !== 'POST') return answer(response, 405);
  const read = await readWebhook(request, options);
  // A connection that breaks off has nobody to answer.
  if (read === undefined) return;
  const { problem, signal } = read;
  if (problem !== undefined) {
    log.warn({ problem }, 'webhook refused');
    observer.answered(problem);
    // What is left of a body that is too long is not read.
    response.setHeader('connection', 'close');
    return answer(response, 400, `This webhook is not taken in: ${problem}.`);
  }
  try {
    if (signal !== undefined) await take(signal);
    observer.answered(signal === undefined ? 'of-no-use' : 'taken');
    answer(response, 200);
  } catch (err) {
    log.warn({ err, event: signal?.id }, 'webhook not taken in');
    observer.answered('failed');
    answer(response, 503, 'Send it again later.');
  }
};

/** A server that webhooks of REST arrive at, and nothing else. */
export const createWebhookServer = (options: WebhookOptions): Server => {
  const server = createServer(
    { requestTimeout: ARRIVES_MS, headersTimeout: ARRIVES_MS, connectionsCheckingInterval: 1_000 },
    (request, response) => {
      handle(request, response, options).catch(() => response.destroy());
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  return server;
};
